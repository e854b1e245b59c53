import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { indicatorEnds } from "../../../shared/partnerships/link.ts";
import { indicatorCheck } from "../../../shared/partnerships/partnership.store.ts";
import { headKey } from "../../../shared/platform/aggregate.ts";
import { newId } from "../../../shared/platform/id.ts";
import { checkHistory, toChange } from "../../../shared/platform/read-history.ts";
import { getItem, queryAll, type Table } from "../../../shared/platform/table.ts";
import { schoolYear } from "../../../shared/platform/time.ts";
import { putIf, transact } from "../../../shared/platform/transaction.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { anIndicator, aPartnership, aRow, type Client, READING, signedIn } from "./harbour.ts";

let engine: TestEngine;
let table: Table;
let owner: Client;
let funder: Client;
let stranger: Client;
let partnershipId: string;
let now = "2026-03-01T09:00:00.000Z";

beforeAll(async () => {
  engine = await startEngine();
  const dynamo = makeClient(engine.endpoint);
  table = { client: dynamo, name: (await makeTables(dynamo, aPrefix())).records };
});
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});
beforeEach(async () => {
  now = "2026-03-01T09:00:00.000Z";
  const [ownerId, funderId] = [newId("org"), newId("org")];
  const clock = () => now;
  owner = signedIn(table, ownerId, { clock });
  funder = signedIn(table, funderId, { clock });
  stranger = signedIn(table, newId("org"), { clock });
  partnershipId = await aPartnership(table, ownerId, [funderId]);
});

const patch = (id: string, version: number, body: object) =>
  owner("PATCH", `/indicators/${id}`, { body: { reason: "As agreed", ...body }, ifMatch: `"${version}"` });
const breaks = (id: string, version: number, seriesBreaks: readonly object[]) =>
  owner("PUT", `/indicators/${id}/series-breaks`, {
    body: { seriesBreaks, reason: "Another test since autumn" },
    ifMatch: `"${version}"`,
  });

/** An indicator with three versions: made in March, renamed in April, targets in May. */
async function threeVersions(): Promise<string> {
  const id = await anIndicator(owner, partnershipId);
  now = "2026-04-01T09:00:00.000Z";
  await patch(id, 1, { name: "Reading by grade 3", window: "Spring" });
  now = "2026-05-01T09:00:00.000Z";
  const baseline = { period: schoolYear(2019), value: 49 };
  const target = { period: schoolYear(2029), value: 65 };
  const body = { targets: [{ dimensions: {}, baseline, target }] };
  await owner("PUT", `/indicators/${id}/targets`, { body, ifMatch: '"2"' });
  return id;
}

describe("the versions of an indicator", () => {
  test("are each what it said then, who changed what, and why", async () => {
    const id = await threeVersions();
    const { status, body } = await owner("GET", `/indicators/${id}/versions`);
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      { version: 1, name: READING.name, action: "indicator.created", recordedAt: "2026-03-01T09:00:00.000Z" },
      {
        version: 2,
        name: "Reading by grade 3",
        window: "Spring",
        changed: ["name", "window"],
        reason: "As agreed",
        targets: [],
      },
      { version: 3, name: "Reading by grade 3", changed: ["targets"], action: "indicator.targets-set" },
    ]);
    expect(body.items[0]).not.toHaveProperty("window");
    const { action, changed, by, reason, ...latest } = body.items[2];
    expect(latest).toEqual((await owner("GET", `/indicators/${id}`)).body);
  });

  test("come a page at a time, and one by its number", async () => {
    const id = await threeVersions();
    const first = await owner("GET", `/indicators/${id}/versions?limit=2`);
    const second = await owner("GET", `/indicators/${id}/versions?limit=2&cursor=${first.body.next}`);
    const numbers = [...first.body.items, ...second.body.items].map(({ version }) => version);
    expect(numbers).toEqual([1, 2, 3]);
    expect(second.body.next).toBeUndefined();
    const one = await owner("GET", `/indicators/${id}/versions/2`);
    expect(one.body).toEqual(first.body.items[1]);
    expect(await owner("GET", `/indicators/${id}/versions/4`)).toMatchObject({ status: 404 });
  });

  test("are read as of an instant", async () => {
    const id = await threeVersions();
    now = "2026-06-01T09:00:00.000Z";
    const asOf = (instant: string) => owner("GET", `/indicators/${id}?asOf=${instant}`);
    expect(await asOf("2026-04-15T00:00:00Z")).toMatchObject({
      status: 200,
      etag: '"2"',
      body: { window: "Spring" },
    });
    expect(await asOf("2026-04-01T08:59:59Z")).toMatchObject({ etag: '"1"', body: { name: READING.name } });
    expect(await asOf("2026-01-01T00:00:00Z")).toMatchObject({ status: 404 });
    expect(await asOf("2026-06-01T08:59:30Z")).toMatchObject({
      status: 400,
      body: { errors: [{ parameter: "asOf" }] },
    });
  });

  test("are seen by those it is shared with, without baselines, authors and reasons, and by nobody else", async () => {
    const id = await threeVersions();
    const { body } = await funder("GET", `/indicators/${id}/versions`);
    expect(body.items).toHaveLength(3);
    for (const item of body.items) {
      expect(item).not.toHaveProperty("by");
      expect(item).not.toHaveProperty("reason");
    }
    expect(body.items[2].targets).toEqual([
      { dimensions: {}, target: { period: schoolYear(2029), value: 65 } },
    ]);
    now = "2026-06-01T09:00:00.000Z";
    for (const path of ["/versions", "/versions/1", "?asOf=2026-05-15T00:00:00Z"])
      expect(await stranger("GET", `/indicators/${id}${path}`)).toMatchObject({ status: 404 });
  });

  test("are named by the figures that were recorded under them", async () => {
    const id = await threeVersions();
    await owner("POST", "/observations", { body: { observations: [aRow(id)] } });
    const { body } = await owner("GET", `/indicators/${id}/observations`);
    const named = body.items[0].indicatorVersion;
    expect((await owner("GET", `/indicators/${id}/versions/${named}`)).body.window).toBe("Spring");
  });
});

describe("a break in a series", () => {
  const instrument = { startsOn: "2020-07-01", kind: "instrument", why: "The county adopted another test" };
  const scheme = { startsOn: "2018-07-01", kind: "scheme", why: "Counted by the standard of 2024" };

  test("is said with a reason, is part of the versions, and is put in order of its day", async () => {
    const id = await anIndicator(owner, partnershipId);
    const set = await breaks(id, 1, [instrument, scheme]);
    expect(set).toMatchObject({ status: 200, etag: '"2"', body: { seriesBreaks: [scheme, instrument] } });
    const { body } = await funder("GET", `/indicators/${id}/versions/2`);
    expect(body).toMatchObject({ changed: ["seriesBreaks"], seriesBreaks: [scheme, instrument] });
    expect(await breaks(id, 2, [scheme])).toMatchObject({ status: 200, body: { seriesBreaks: [scheme] } });
  });

  test("is refused without a reason, twice on a day, or of an unknown kind", async () => {
    const id = await anIndicator(owner, partnershipId);
    const path = `/indicators/${id}/series-breaks`;
    const put = (body: object) => owner("PUT", path, { body, ifMatch: '"1"' });
    expect(await put({ seriesBreaks: [instrument] })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/reason" }] },
    });
    expect(await breaks(id, 1, [instrument, instrument])).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/seriesBreaks/1" }] },
    });
    expect(await breaks(id, 1, [{ ...instrument, kind: "mood" }])).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/seriesBreaks/0/kind" }] },
    });
  });
});

describe("how figures of an indicator add up", () => {
  test("can be changed until there are figures, and said once after", async () => {
    const id = await anIndicator(owner, partnershipId, { aggregation: "weighted" });
    expect(await patch(id, 1, { aggregation: "none" })).toMatchObject({ status: 200 });
    await owner("POST", "/observations", { body: { observations: [aRow(id)] } });
    expect(await patch(id, 2, { aggregation: "weighted", name: "Other" })).toMatchObject({
      status: 422,
      body: { code: "validation_failed", errors: [{ pointer: "/aggregation" }] },
    });
    expect(await patch(id, 2, { aggregation: null })).toMatchObject({ status: 422 });
    expect(await patch(id, 2, { overTime: "flow", aggregation: "none" })).toMatchObject({
      status: 200,
      body: { overTime: "flow", aggregation: "none" },
    });
    expect(await patch(id, 3, { overTime: "stock" })).toMatchObject({ status: 422 });
  });

  test("fits its unit, and a kind of performance its level, after every change", async () => {
    const id = await anIndicator(owner, partnershipId, { level: "performance", performanceKind: "howWell" });
    expect(await patch(id, 1, { level: "system", aggregation: "sum" })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/performanceKind" }, { pointer: "/aggregation" }] },
    });
    expect(await patch(id, 1, { level: "system", performanceKind: null })).toMatchObject({
      status: 200,
      body: { level: "system", accountability: "population" },
    });
  });
});

describe("an indicator that was stored before its level was called core", () => {
  /** Rewrites the head as it was written then: another word, and fields that were not there yet. */
  async function asStoredThen(id: string): Promise<void> {
    const key = headKey(`IND#${id}`);
    const head = await getItem(table, key);
    if (!head) throw new Error("The indicator is gone.");
    const { seriesBreaks, ...rest } = head;
    await putIf(table, { ...rest, ...key, level: "outcome" }, { expression: "attribute_exists(pk)" });
  }

  test("reads as core, is changed, and can be linked", async () => {
    const id = await anIndicator(owner, partnershipId);
    await asStoredThen(id);
    expect((await owner("GET", `/indicators/${id}`)).body).toMatchObject({ level: "core", seriesBreaks: [] });
    const [end] = indicatorEnds({ kind: "contributes-to", fromId: newId("str"), toId: id });
    if (!end) throw new Error("A link leads nowhere.");
    expect(await transact(table, [indicatorCheck(partnershipId, end)])).toEqual({ done: true });
    expect(await patch(id, 1, { name: "Reading" })).toMatchObject({ status: 200, body: { level: "core" } });
    expect(await transact(table, [indicatorCheck(partnershipId, end)])).toEqual({ done: true });
  });

  test("records the new word with the next change, in a history of which every version can be read", async () => {
    const id = await anIndicator(owner, partnershipId);
    await asStoredThen(id);
    await patch(id, 1, { name: "Reading" });
    const { body } = await owner("GET", `/indicators/${id}/versions`);
    expect(body.items[1]).toMatchObject({ changed: ["level", "name", "seriesBreaks"], level: "core" });
    const items = await queryAll(table, { partition: `IND#${id}` });
    const changes = items.filter(({ type }) => type === "change").map(toChange);
    expect(checkHistory(changes, items)).toEqual([]);
  });
});
