import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { verifyRecords } from "../../../infra/commands/verify-records.ts";
import { expireStories } from "../../../shared/partnerships/stories/expire-stories.ts";
import { publishedForm } from "../../../shared/partnerships/stories/story.ts";
import { contentHash } from "../../../shared/platform/canonical-json.ts";
import { newId } from "../../../shared/platform/id.ts";
import { scanPages } from "../../../shared/platform/scan.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { anIndicator, anOrganisation, type Client, HARBOUR, NAVIGATORS, signedIn } from "./harbour.ts";

let engine: TestEngine;
let table: Table;
let backboneId: string;
let partnershipId: string;
let base: string;
let backbone: Client;
let funder: Client;
let stranger: Client;

beforeAll(async () => {
  engine = await startEngine();
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
});
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});
beforeEach(async () => {
  backboneId = newId("org");
  backbone = signedIn(table, backboneId);
  partnershipId = (await backbone("POST", "/partnerships", { body: HARBOUR })).body.id;
  base = `/partnerships/${partnershipId}`;
  const funderId = await anOrganisation(table);
  funder = signedIn(table, funderId, { kind: "funder" });
  stranger = signedIn(table, newId("org"), { kind: "funder" });
  await backbone("PUT", `${base}/shares/${funderId}`, { body: { reason: "Funds us" }, ifMatch: '"1"' });
});

const SECRET = "zebra-crossing-at-dawn";
const STORY = {
  title: `The bus, ${SECRET}`,
  text: `When the early bus came, ${SECRET}, I could take the morning shift.`,
  heardOn: "2026-03-04",
  themes: ["transport"],
  populations: ["single parents"],
  consent: { givenBy: "a mother of two", givenOn: "2026-03-04", scope: "funders" },
};
const consent = (changes: object) => ({ ...STORY.consent, ...changes });
const tell = async (changes: object = {}, key?: string) => {
  const body = { ...STORY, ...changes };
  return backbone("POST", `${base}/stories`, { body, ...(key ? { key } : {}) });
};

/** Whether words stand anywhere in the table, in any item and any attribute of it. */
async function standsInTable(words: string): Promise<boolean> {
  for await (const items of scanPages(table)) if (JSON.stringify(items).includes(words)) return true;
  return false;
}

describe("a story", () => {
  test("is read by those whom its consent reaches, with words that verify against its digest", async () => {
    const told = await tell();
    expect(told).toMatchObject({ status: 201, version: '"1"', body: { status: "told" } });
    const read = await funder("GET", `/stories/${told.body.id}`);
    expect(read.body).toMatchObject({ words: { title: STORY.title, text: STORY.text } });
    const { words, wordsDigest } = read.body as unknown as { words: object; wordsDigest: string };
    expect(contentHash(words)).toBe(wordsDigest);
    expect((await stranger("GET", `/stories/${told.body.id}`)).status).toBe(404);
    expect((await stranger("GET", `${base}/stories`)).status).toBe(404);
  });

  test("is in lists without its words, and narrowed by what it is about", async () => {
    const strategyId = (await backbone("POST", `${base}/strategies`, { body: NAVIGATORS })).body.id;
    const linked = await tell({ strategyIds: [strategyId], themes: ["housing"] });
    await tell();
    const all = await funder("GET", `${base}/stories`);
    expect(all.body.items).toHaveLength(2);
    expect(JSON.stringify(all.body)).not.toContain(SECRET);
    for (const filter of [`linkedTo=${strategyId}`, "theme=housing"]) {
      const { body } = await funder("GET", `${base}/stories?${filter}`);
      expect(body.items.map(({ id }) => id)).toEqual([linked.body.id]);
    }
  });

  test("within the partnership is nobody else's, one that is public is read by whoever signs in", async () => {
    const own = await tell({ consent: consent({ scope: "partnership" }) });
    const open = await tell({ consent: consent({ scope: "public" }) });
    expect((await funder("GET", `/stories/${own.body.id}`)).status).toBe(404);
    expect((await funder("GET", `${base}/stories`)).body.items.map(({ id }) => id)).toEqual([open.body.id]);
    expect((await stranger("GET", `/stories/${open.body.id}`)).status).toBe(200);
    expect((await stranger("GET", `/stories/${open.body.id}/history`)).status).toBe(404);
  });

  test("names only what is the partnership's own, and a consent that holds", async () => {
    const other = await backbone("POST", "/partnerships", { body: HARBOUR });
    const elsewhere = { partnershipId: other.body.id, ownerId: backboneId, level: "core" as const };
    const indicatorId = await anIndicator(table, elsewhere);
    const cases: [object, string][] = [
      [{ strategyIds: [newId("str")] }, "/strategyIds/0"],
      [{ indicatorIds: [indicatorId] }, "/indicatorIds/0"],
      [{ consent: consent({ expiresOn: "2026-03-05" }) }, "/consent/expiresOn"],
      [{ consent: consent({ givenOn: "2099-01-01" }) }, "/consent/givenOn"],
    ];
    for (const [changes, pointer] of cases)
      expect(await tell(changes)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    expect((await backbone("GET", `${base}/stories`)).body.items).toEqual([]);
    const mine = { partnershipId, ownerId: backboneId, level: "core" as const };
    expect((await tell({ indicatorIds: [await anIndicator(table, mine)] })).status).toBe(201);
  });

  test("is changed under the version that was read, its words never", async () => {
    const { id } = (await tell()).body;
    const patch = { themes: ["work"], populations: null, reason: "Heard again" };
    expect((await backbone("PATCH", `/stories/${id}`, { body: patch })).status).toBe(428);
    expect((await backbone("PATCH", `/stories/${id}`, { body: patch, ifMatch: '"9"' })).status).toBe(412);
    expect((await funder("PATCH", `/stories/${id}`, { body: patch, ifMatch: '"1"' })).status).toBe(404);
    const changed = await backbone("PATCH", `/stories/${id}`, { body: patch, ifMatch: '"1"' });
    expect(changed).toMatchObject({ status: 200, version: '"2"', body: { themes: ["work"] } });
    expect(changed.body).not.toHaveProperty("populations");
    const other = { body: { text: "Other words", reason: "Better" }, ifMatch: '"2"' };
    expect((await backbone("PATCH", `/stories/${id}`, other)).status).toBe(422);
  });

  test("whose consent reaches less far is gone for those whom it reaches no more", async () => {
    const { id } = (await tell()).body;
    const body = { consent: consent({ scope: "partnership" }), reason: "She asked for it" };
    const narrowed = await backbone("PUT", `/stories/${id}/consent`, { body, ifMatch: '"1"' });
    expect(narrowed).toMatchObject({ status: 200, body: { words: { title: STORY.title } } });
    expect((await funder("GET", `/stories/${id}`)).status).toBe(404);
    expect((await funder("GET", `${base}/stories`)).body.items).toEqual([]);
  });
});

describe("a withdrawal", () => {
  const reason = "The family moved";

  test("takes the words out of every answer and out of the whole table, and leaves the published hash verifiable", async () => {
    const unique = "an otter in the library";
    const { id } = (await tell({ title: unique, text: `${unique}!` }, "once")).body;
    await backbone("PATCH", `/stories/${id}`, { body: { themes: ["x"], reason: "Sorted" }, ifMatch: '"1"' });
    const asPublished = async () => {
      const { body } = await funder("GET", `/stories/${id}`);
      return contentHash({ report: "2026", stories: [publishedForm(body as never)] });
    };
    const published = await asPublished();
    expect(await standsInTable(unique)).toBe(true);

    const withdrawn = await backbone("POST", `/stories/${id}/withdrawal`, { body: { reason } });
    expect(withdrawn).toMatchObject({ status: 200, body: { status: "withdrawn", ended: { reason } } });
    const answers = await Promise.all([
      backbone("GET", `/stories/${id}`),
      funder("GET", `/stories/${id}`),
      funder("GET", `${base}/stories`),
      backbone("GET", `/stories/${id}/history`),
      backbone("POST", `${base}/stories`, {
        body: { ...STORY, title: unique, text: `${unique}!` },
        key: "once",
      }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 201]);
    expect(answers[4]?.body).toEqual(answers[0]?.body);
    expect(JSON.stringify([withdrawn, ...answers])).not.toContain(unique);
    expect(answers[1]?.body).toMatchObject({ status: "withdrawn", ended: { how: "withdrawn" } });
    expect(JSON.stringify(answers[1]?.body)).not.toContain(reason);

    expect(await standsInTable(unique)).toBe(false);
    expect(await asPublished()).toBe(published);
    expect((await verifyRecords(table)).faults).toEqual([]);
  });

  test("happens once, by the backbone alone", async () => {
    const { id } = (await tell()).body;
    const at = `/stories/${id}/withdrawal`;
    expect((await funder("POST", at, { body: { reason } })).status).toBe(404);
    expect((await backbone("POST", at, { body: { reason } })).status).toBe(200);
    expect((await backbone("POST", at, { body: { reason } })).status).toBe(409);
    const body = { consent: consent({ scope: "public" }), reason };
    expect((await backbone("PUT", `/stories/${id}/consent`, { body, ifMatch: '"2"' })).status).toBe(409);
  });
});

describe("a consent that runs out", () => {
  test("takes the words from every reader on the day after, and from the table with the day's run", async () => {
    const unique = "a heron on the roof";
    const expiresOn = "2098-05-31";
    const { id } = (await tell({ title: unique, text: unique, consent: consent({ expiresOn }) })).body;
    const on = (now: string) => signedIn(table, backboneId, { clock: () => now });
    const last = await on("2098-05-31T09:00:00.000Z")("GET", `/stories/${id}`);
    expect(last.body).toMatchObject({ status: "told", words: { title: unique } });
    const over = "2098-06-01T00:30:00.000Z";
    const after = await on(over)("GET", `/stories/${id}`);
    expect(after.body).toMatchObject({ status: "expired" });
    expect(JSON.stringify(after)).not.toContain(unique);

    expect(await expireStories(table, "2098-05-31T09:00:00.000Z")).toBe(0);
    expect(await standsInTable(unique)).toBe(true);
    expect(await expireStories(table, over)).toBe(1);
    expect(await standsInTable(unique)).toBe(false);
    expect(await expireStories(table, over)).toBe(0);
    expect((await on(over)("GET", `/stories/${id}`)).body).toMatchObject({
      status: "expired",
      ended: { how: "expired" },
    });
    expect((await verifyRecords(table)).faults).toEqual([]);
  });

  test("is prolonged before its end by another consent, and then kept", async () => {
    const { id } = (await tell({ consent: consent({ expiresOn: "2098-07-31" }) })).body;
    const body = { consent: consent({ expiresOn: "2099-07-31" }), reason: "She agreed again" };
    expect((await backbone("PUT", `/stories/${id}/consent`, { body, ifMatch: '"1"' })).status).toBe(200);
    expect(await expireStories(table, "2098-08-15T00:00:00.000Z")).toBe(0);
    expect(await expireStories(table, "2099-08-15T00:00:00.000Z")).toBe(1);
  });
});

describe("at once", () => {
  test("a story is withdrawn once, whatever else is changed of it in that moment", async () => {
    const unique = "a kite over the mill";
    const { id } = (await tell({ title: unique, text: unique })).body;
    const withdrawal = { body: { reason: "Asked for" } };
    const answers = await Promise.all([
      backbone("POST", `/stories/${id}/withdrawal`, withdrawal),
      backbone("PATCH", `/stories/${id}`, { body: { themes: ["a"], reason: "Sorted" }, ifMatch: '"1"' }),
      backbone("POST", `/stories/${id}/withdrawal`, withdrawal),
    ]);
    const withdrawn = [answers[0]?.status, answers[2]?.status].sort();
    expect(withdrawn).toEqual([200, 409]);
    expect((await backbone("GET", `/stories/${id}`)).body.status).toBe("withdrawn");
    expect(await standsInTable(unique)).toBe(false);
    expect((await verifyRecords(table)).faults).toEqual([]);
  });
});
