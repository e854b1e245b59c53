import { beforeEach, describe, expect, test } from "vitest";
import { verifyRecords } from "../../../infra/commands/verify-records.ts";
import { newId } from "../../../shared/platform/id.ts";
import { transact } from "../../../shared/platform/transaction.ts";
import { releasePk } from "../../../shared/publication/releases/release.store.ts";
import { countOneMore } from "../../../shared/publication/requests/release-request.store.ts";
import { MOST_A_DAY } from "../../../shared/publication/requests/release-request.ts";
import { engineOfSuite, tableOfSuite } from "../../support/suite.ts";
import { type Answer, anIndicator, aPartnership, type Client, signedIn } from "../measurement/harbour.ts";
import { countingRounds } from "../reporting/rounds.ts";
import { aReleaseWorld, prepare, publish, recordYear } from "./release-world.ts";

const engine = engineOfSuite();
const table = tableOfSuite(engine);
let askerId: string;
let owner: Client;
let asker: Client;
let stranger: Client;
let partnershipId: string;
let indicatorId: string;

const clock = () => "2026-06-10T12:00:00.000Z";

beforeEach(async () => {
  const ownerId = newId("org");
  askerId = newId("org");
  owner = signedIn(table, ownerId, { clock });
  asker = signedIn(table, askerId, { clock, roles: ["viewer"] });
  stranger = signedIn(table, newId("org"), { clock });
  partnershipId = await aPartnership(table, ownerId);
  indicatorId = await anIndicator(owner, partnershipId);
});

const wanted = (fields: object = {}) => ({
  partnershipId,
  indicator: { id: indicatorId },
  dimensionKeys: ["race-ethnicity"],
  placeCodes: ["09001"],
  periods: [{ start: "2024-07-01", end: "2025-06-30", kind: "school-year" }],
  purpose: "A study of early reading",
  contactRole: "Principal investigator",
  ...fields,
});
const ask = (fields: object = {}, client = asker, key?: string) =>
  client("POST", "/release-requests", { body: wanted(fields), ...(key ? { key } : {}) });
const at = (made: Answer, rest = "") => `/release-requests/${made.body.id}${rest}`;
const queue = (query = "", client = owner) =>
  client("GET", `/partnerships/${partnershipId}/release-requests${query}`);
const decide = (made: Answer, decision: object, client = owner) =>
  client("PATCH", at(made), { body: decision, ifMatch: made.etag });
const withdraw = (made: Answer, client = asker) =>
  client("POST", at(made, "/withdrawal"), { body: { reason: "Found elsewhere" }, ifMatch: made.etag });

/** Puts the head of a release, which is all that an answer rests on. */
async function aRelease(ofPartnership: string, status: string): Promise<string> {
  const id = newId("rel");
  const head = { pk: releasePk(id), sk: "C#HEAD", type: "release", partnershipId: ofPartnership, status };
  await transact(table, [{ put: head }]);
  return id;
}

describe("a release request", () => {
  test("is queued for the partnership once, and seen by who asked and by nobody else", async () => {
    const made = await ask({}, asker, "once");
    expect(made).toMatchObject({ status: 202, body: { ...wanted(), status: "open", version: 1 } });
    const again = await ask({}, asker, "once");
    expect([again.status, again.body.id]).toEqual([202, made.body.id]);
    for (const items of [(await asker("GET", "/release-requests")).body.items, (await queue()).body.items])
      expect(items).toEqual([made.body]);
    for (const client of [asker, owner])
      expect(await client("GET", at(made))).toMatchObject({ status: 200, etag: '"1"', body: made.body });
    expect(await stranger("GET", at(made))).toMatchObject({ status: 404 });
    for (const client of [asker, stranger]) expect(await queue("", client)).toMatchObject({ status: 404 });
    expect((await stranger("GET", "/release-requests")).body.items).toEqual([]);
  });

  test("is taken in the same words whether what it names is there or not", async () => {
    const said = async (fields: object) => {
      const { status, body } = await ask(fields);
      const { id: _, partnershipId: _p, indicator: _i, dimensionKeys: _d, ...rest } = body;
      return { answered: status, ...rest };
    };
    const there = await said({});
    expect(there.answered).toBe(202);
    for (const fields of [
      { partnershipId: newId("prt") },
      { indicator: { id: newId("ind") } },
      { indicator: { words: "Anything" } },
      { dimensionKeys: ["no-such"] },
    ])
      expect(await said(fields)).toEqual(there);
  });

  test("takes the same two rounds then, so that the time it takes tells nothing either", async () => {
    for (const fields of [{}, { partnershipId: newId("prt") }]) {
      const counted = countingRounds(table);
      await ask(fields, signedIn(counted.table, newId("org"), { clock }));
      expect(counted.rounds()).toBe(2);
    }
  });

  test("is answered with a release by the partnership, over the version it read, and leaves the open queue", async () => {
    const made = await ask();
    const releaseId = await aRelease(partnershipId, "published");
    const answer = { status: "answered", releaseId, note: "In the release of June" };
    for (const client of [asker, stranger]) {
      const signed = client === asker ? signedIn(table, askerId, { clock }) : client;
      expect(await decide(made, answer, signed)).toMatchObject({ status: 404 });
    }
    for (const astray of [
      newId("rel"),
      await aRelease(partnershipId, "withdrawn"),
      await aRelease(newId("prt"), "published"),
    ])
      expect(await decide(made, { ...answer, releaseId: astray })).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: "/releaseId" }] },
      });
    const answered = await decide(made, answer);
    expect(answered).toMatchObject({ status: 200, etag: '"2"', body: { ...answer, closedAt: clock() } });
    expect((await queue()).body.items).toEqual([]);
    expect((await queue("?status=answered")).body.items).toEqual([answered.body]);
    expect((await asker("GET", at(made))).body).toEqual(answered.body);
    expect(await decide(made, answer)).toMatchObject({ status: 412 });
    const declined = { status: "declined", reason: "No" };
    expect(await decide(answered, declined)).toMatchObject({
      status: 409,
      body: { code: "conflict", state: "answered" },
    });
    expect(await withdraw(answered)).toMatchObject({ status: 409 });
  });

  test("is answered with a release once that is published, and not while it is planned", async () => {
    const world = await aReleaseWorld(engine);
    await recordYear(world, 2024, { black: [60, 120], white: [160, 300] });
    const releaseId = await prepare(world);
    const client = signedIn(world.table, askerId, { clock });
    const made = await ask({ partnershipId: world.partnershipId }, client);
    const answer = { status: "answered", releaseId };
    expect(await decide(made, answer, world.owner)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/releaseId" }] },
    });
    await publish(world, releaseId);
    expect(await decide(made, answer, world.owner)).toMatchObject({ status: 200, body: answer });
    expect((await client("GET", at(made))).body).toMatchObject(answer);
  });

  test("is declined with a reason, and not without", async () => {
    const made = await ask();
    expect(await decide(made, { status: "declined" })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/reason" }] },
    });
    expect(await decide(made, { status: "answered" })).toMatchObject({ status: 422 });
    const reason = "Nothing of this kind is published";
    expect(await decide(made, { status: "declined", reason })).toMatchObject({ body: { reason } });
  });

  test("is withdrawn by who asked alone", async () => {
    const made = await ask();
    for (const client of [owner, stranger])
      expect(await withdraw(made, client)).toMatchObject({ status: 404 });
    expect(await withdraw(made)).toMatchObject({ status: 200, body: { status: "withdrawn" } });
    expect((await queue("?status=withdrawn")).body.items).toHaveLength(1);
    expect((await verifyRecords(table)).faults).toEqual([]);
  });

  test("is one of fifty that an organisation may make on a day", async () => {
    await transact(table, [countOneMore(askerId, "2026-06-10", 0)]);
    await transact(table, [{ ...countOneMore(askerId, "2026-06-10", MOST_A_DAY - 3), condition: ANY }]);
    // Two more are left; of three at once, one is too many.
    const asked = await Promise.all([ask(), ask(), ask()]);
    expect(asked.map(({ status }) => status).sort()).toEqual([202, 202, 429]);
    expect((await ask()).body).toMatchObject({ code: "too_many_requests", limit: MOST_A_DAY });
    const tomorrow = signedIn(table, askerId, { clock: () => "2026-06-11T00:00:00.000Z" });
    expect(await ask({}, tomorrow)).toMatchObject({ status: 202 });
    expect(await ask({}, stranger)).toMatchObject({ status: 202 });
  });

  test("is listed in pages, the queue from the first request on", async () => {
    const made: string[] = [];
    for (let index = 0; index < 3; index++) made.push((await ask()).body.id);
    const first = await queue("?limit=2");
    const rest = await queue(`?limit=2&cursor=${first.body.next}`);
    expect([...first.body.items, ...rest.body.items].map(({ id }) => id)).toEqual(made);
    const mine = (await asker("GET", "/release-requests")).body.items.map(({ id }: { id: string }) => id);
    expect(mine).toEqual([...made].reverse());
  });
});

const ANY = { expression: "attribute_exists(pk)" };
