import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { partnershipPk } from "../../../shared/partnerships/index.ts";
import { newId } from "../../../shared/platform/id.ts";
import { queryAll, type Table } from "../../../shared/platform/table.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import {
  anIndicator,
  anOrganisation,
  type Client,
  HARBOUR,
  historyFaults,
  NAVIGATORS,
  signedIn,
} from "./harbour.ts";

let engine: TestEngine;
let table: Table;
let ownerId: string;
let backbone: Client;
let reader: Client;
let stranger: Client;
let partnershipId: string;
let path: string;
let strategyId: string;
let outcome: string;

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
  ownerId = newId("org");
  backbone = signedIn(table, ownerId);
  stranger = signedIn(table, newId("org"));
  partnershipId = (await backbone("POST", "/partnerships", { body: HARBOUR })).body.id;
  path = `/partnerships/${partnershipId}`;
  strategyId = (await backbone("POST", `${path}/strategies`, { body: NAVIGATORS })).body.id;
  const readerId = await anOrganisation(table);
  reader = signedIn(table, readerId, { kind: "funder" });
  const share = { body: { reason: "Funds it" }, ifMatch: '"2"' };
  await backbone("PUT", `${path}/shares/${readerId}`, share);
  outcome = await anIndicator(table, { partnershipId, ownerId, level: "core" });
});

const add = async (plural: string, body: object) => backbone("POST", `${path}/${plural}`, { body });
const pointers = ({ body }: Awaited<ReturnType<Client>>) => body.errors.map(({ pointer }) => pointer);
const agenda = async (client: Client) =>
  (await client("GET", `${path}/agenda`)).body as unknown as Record<string, Record<string, unknown>[]>;

const RESULT = { statement: "Children enter kindergarten ready", population: "Children of the wards" };
const ACTIVITY = {
  organisation: { name: "Bridgeline Housing Trust" },
  name: "Rent relief before the court date",
  measures: [
    { kind: "howMuch", statement: "Families who were helped" },
    { kind: "howWell", statement: "Days from call to payment" },
    { kind: "betterOff", statement: "Families still in their home after six months" },
  ],
};

describe("an agenda", () => {
  test("is made of parts that are answered with their addresses, and read whole by who reads the partnership", async () => {
    const result = await add("results", { ...RESULT, indicatorIds: [outcome] });
    expect(result).toMatchObject({ status: 201, location: `/v1${path}/results/${result.body.id}` });
    const group = await add("groups", { kind: "leadership-table", name: "Table", decides: "By two thirds" });
    const seat = { groupId: group.body.id, role: "Tenant", power: "decides", livedExperience: ["eviction"] };
    const made = [
      await add("activities", { ...ACTIVITY, strategyId }),
      await add("seats", seat),
      await add("root-causes", { indicatorId: outcome, statement: "Rents rise at short notice" }),
      await add("curve-stories", { indicatorId: outcome, toldOn: "2026-02-12", story: "Seats came" }),
      await add("staff-roles", { title: "Data manager", fullTimeShare: 1, isFilled: true }),
    ];
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    const whole = await agenda(reader);
    expect(Object.values(whole).map((parts) => parts.length)).toEqual([1, 1, 1, 1, 1, 1, 1]);
    expect(whole.seats).toMatchObject([seat]);
    const single = await reader("GET", `${path}/activities/${made[0]?.body.id}`);
    expect(single.body).toEqual(whole.activities?.[0]);
    expect(await historyFaults(table, partnershipId)).toEqual([]);
  });

  test("does not exist for a stranger, and is written by the backbone alone", async () => {
    const { body } = await add("results", RESULT);
    const patch = { body: { reason: "Mine", statement: "Mine" }, ifMatch: '"4"' };
    for (const client of [stranger, reader]) {
      expect((await client("POST", `${path}/results`, { body: RESULT })).status).toBe(404);
      expect((await client("PATCH", `${path}/results/${body.id}`, patch)).status).toBe(404);
    }
    expect((await stranger("GET", `${path}/agenda`)).status).toBe(404);
    expect((await stranger("GET", `${path}/results/${body.id}`)).status).toBe(404);
    expect((await agenda(backbone)).results).toHaveLength(1);
  });

  test("changes a part for a reason, on the version that was read, and ends it on a day", async () => {
    const { body, version } = await add("results", RESULT);
    const at = `${path}/results/${body.id}`;
    const ended = { reason: "Said in another way", endedOn: "2026-06-30", statement: "Children are ready" };
    expect((await backbone("PATCH", at, { body: ended })).status).toBe(428);
    expect((await backbone("PATCH", at, { body: ended, ifMatch: '"2"' })).status).toBe(412);
    expect((await backbone("PATCH", at, { body: { reason: "No" }, ifMatch: version })).status).toBe(422);
    const backwards = { reason: "No", startedOn: "2026-02-01", endedOn: "2026-01-01" };
    expect(pointers(await backbone("PATCH", at, { body: backwards, ifMatch: version }))).toEqual([
      "/endedOn",
    ]);
    const changed = await backbone("PATCH", at, { body: ended, ifMatch: version });
    expect(changed).toMatchObject({
      status: 200,
      body: { ...RESULT, statement: "Children are ready" },
    });
    const { items } = (await backbone("GET", `${path}/history`)).body;
    expect(items.at(-1)).toMatchObject({ action: "result.changed", reason: ended.reason });
    expect(await historyFaults(table, partnershipId)).toEqual([]);
  });

  test("rests on what the partnership has: each id is checked at its field, existing elsewhere or nowhere", async () => {
    const other = (await backbone("POST", "/partnerships", { body: HARBOUR })).body.id;
    const foreign = await anIndicator(table, { partnershipId: other, ownerId, level: "core" });
    expect(pointers(await add("results", { ...RESULT, indicatorIds: [outcome, foreign] }))).toEqual([
      "/indicatorIds/1",
    ]);
    expect(pointers(await add("activities", { ...ACTIVITY, strategyId: newId("str") }))).toEqual([
      "/strategyId",
    ]);
    const nobody = {
      ...ACTIVITY,
      strategyId,
      organisation: { name: "Nobody", organisationId: newId("org") },
    };
    expect(pointers(await add("activities", nobody))).toEqual(["/organisation/organisationId"]);
    const seat = { groupId: newId("grp"), role: "Tenant", power: "decides" };
    expect(pointers(await add("seats", seat))).toEqual(["/groupId"]);
    expect((await agenda(backbone)).activities).toEqual([]);
  });

  test("takes no indicator of a population for the measure of one organisation's work", async () => {
    const measured = (indicatorId: string) => ({
      ...ACTIVITY,
      strategyId,
      measures: [{ kind: "betterOff", statement: "Children who are ready", indicatorId }],
    });
    expect(pointers(await add("activities", measured(outcome)))).toEqual(["/measures/0/indicatorId"]);
    const own = await anIndicator(table, { partnershipId, ownerId, level: "performance" });
    expect((await add("activities", measured(own))).status).toBe(201);
    const amount = { partnershipId, ownerId, level: "performance", performanceKind: "howMuch" } as const;
    const other = await add("activities", measured(await anIndicator(table, amount)));
    expect(pointers(other)).toEqual(["/measures/0/indicatorId"]);
  });

  test("holds root causes as a tree of one indicator", async () => {
    const rents = await add("root-causes", { indicatorId: outcome, statement: "Rents" });
    const behind = { indicatorId: outcome, statement: "Few homes", causeOfId: rents.body.id };
    const homes = await add("root-causes", behind);
    expect(homes.status).toBe(201);
    const round = { reason: "Round", causeOfId: homes.body.id };
    const at = `${path}/root-causes/${rents.body.id}`;
    const refused = await backbone("PATCH", at, { body: round, ifMatch: homes.version });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: "/causeOfId" }] } });
    const system = await anIndicator(table, { partnershipId, ownerId, level: "system" });
    expect(pointers(await add("root-causes", { ...behind, indicatorId: system }))).toEqual(["/causeOfId"]);
  });

  test("is shown as it was recorded at an instant, to whoever may read it now, and without names", async () => {
    const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    const earlier = signedIn(table, ownerId, { clock: () => at(10) });
    const group = (await add("groups", { kind: "community-table", name: "Tenants" })).body.id;
    const seat = await add("seats", { groupId: group, role: "Tenant", power: "decides" });
    const name = { displayName: "Invented Name of Nobody", consentedOn: "2026-02-12" };
    const named = `${path}/seats/${seat.body.id}/display-name`;
    await backbone("PUT", named, { body: name, ifMatch: seat.version });
    await earlier("POST", `${path}/results`, { body: RESULT });
    const later = signedIn(table, ownerId, { clock: () => at(30) });
    const seen = async (asOf: string) => {
      const answer = await later("GET", `${path}/agenda?asOf=${encodeURIComponent(asOf)}`);
      return { status: answer.status, body: answer.body as unknown as Record<string, object[]> };
    };
    const before = await seen(at(5));
    expect(before.body).toMatchObject({ results: [], seats: [{ role: "Tenant" }] });
    expect(JSON.stringify(before.body)).not.toContain(name.displayName);
    expect((await seen(at(15))).body.results).toHaveLength(1);
    expect((await seen("2020-01-01T00:00:00Z")).status).toBe(404);
  });

  test("is not added to beyond its limit, and an idempotency key adds once", async () => {
    const post = (key: string) => backbone("POST", `${path}/results`, { body: RESULT, key });
    const [first, again] = [await post("one"), await post("one")];
    expect(again).toEqual(first);
    for (let made = 1; made < 30; made++) await add("results", RESULT);
    expect(await add("results", RESULT)).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect((await agenda(backbone)).results).toHaveLength(30);
  });
});

describe("an agenda of many words", () => {
  test("stays within what one Query brings, and says so to whoever goes on", async () => {
    const long = { story: "€".repeat(3000), forecast: "€".repeat(1000), evidence: "€".repeat(3000) };
    const story = { indicatorId: outcome, toldOn: "2026-02-12", ...long };
    const statuses: number[] = [];
    while (!statuses.includes(409) && statuses.length < 60)
      statuses.push((await add("curve-stories", story)).status);
    expect(statuses).toHaveLength(43);
    expect((await agenda(backbone)).curveStories).toHaveLength(42);
    const brief = { indicatorId: outcome, toldOn: "2026-02-12", story: "Seats came" };
    expect((await add("curve-stories", brief)).status).toBe(201);
  });
});

describe("the name at a seat", () => {
  test("is shown by wish, and erased as a whole: neither table nor history holds it", async () => {
    const group = (await add("groups", { kind: "community-table", name: "Tenants" })).body.id;
    const seat = await add("seats", { groupId: group, role: "Tenant", power: "decides" });
    const at = `${path}/seats/${seat.body.id}/display-name`;
    const name = { displayName: "Invented Name of Nobody", consentedOn: "2026-02-12" };
    const named = await backbone("PUT", at, { body: name, ifMatch: seat.version });
    expect(named).toMatchObject({ status: 200, body: name });
    expect((await agenda(reader)).seats).toMatchObject([{ displayName: name.displayName }]);
    expect(await historyFaults(table, partnershipId)).toEqual([]);
    const stored = async () =>
      JSON.stringify(await queryAll(table, { partition: partnershipPk(partnershipId) }));
    expect((await stored()).split(name.displayName)).toHaveLength(2);
    const erased = await backbone("DELETE", `${at}?reason=Asked+to`, { ifMatch: named.version });
    expect(erased.status).toBe(204);
    expect(await stored()).not.toContain(name.displayName);
    expect((await agenda(reader)).seats?.[0]).not.toHaveProperty("displayName");
    expect(await historyFaults(table, partnershipId)).toEqual([]);
    expect((await backbone("DELETE", `${at}?reason=Again`, { ifMatch: erased.version })).status).toBe(404);
  });
});

describe("a strategy", () => {
  test("says in which places it is carried out, why it was chosen, and which organisation owns it", async () => {
    const more = {
      places: [{ code: "2502345-07", name: "Seventh ward" }],
      owner: { name: "Harbour Clinics" },
      rationale: "Families asked for it.",
    };
    const made = await backbone("POST", `${path}/strategies`, { body: { ...NAVIGATORS, ...more } });
    expect(made).toMatchObject({ status: 201, body: more });
    const owner = { name: "Nobody", organisationId: newId("org") };
    const body = { reason: "Handed over", owner };
    const at = `${path}/strategies/${made.body.id}`;
    const refused = await backbone("PATCH", at, { body, ifMatch: made.version });
    expect(pointers(refused)).toEqual(["/owner/organisationId"]);
    const known = { name: "Clinics", organisationId: await anOrganisation(table) };
    const handed = { body: { reason: "Handed over", owner: known, places: null }, ifMatch: made.version };
    const changed = await backbone("PATCH", at, handed);
    expect(changed).toMatchObject({ status: 200, body: { owner: known } });
    expect(changed.body).not.toHaveProperty("places");
  });
});
