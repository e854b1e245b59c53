import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { verifyRecords } from "../../../infra/commands/verify-records.ts";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { anIndicator, aPartnership, aRow, type Client, signedIn, summarise } from "./harbour.ts";

let engine: TestEngine;
let table: Table;
let ownerId: string;
let funderId: string;
let owner: Client;
let funder: Client;
let stranger: Client;
let partnershipId: string;
let id: string;

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
  [ownerId, funderId] = [newId("org"), newId("org")];
  owner = signedIn(table, ownerId);
  funder = signedIn(table, funderId);
  stranger = signedIn(table, newId("org"));
  partnershipId = await aPartnership(table, ownerId, [funderId]);
  id = await anIndicator(owner, partnershipId, { aggregation: "weighted", overTime: "flow" });
});

const PLACES = [
  { code: "US-CT", name: "The state", kind: "state", comparison: true },
  { code: "09001", name: "Harbour County", kind: "county", parent: "US-CT", wholeBy: ["district"] },
  { code: "D1", name: "North", kind: "district", parent: "09001" },
  { code: "D2", name: "South", kind: "district", parent: "09001" },
  { code: "09009", name: "Peer County", kind: "county", parent: "US-CT", comparison: true },
];
const path = () => `/partnerships/${partnershipId}/places`;
const put = (places: readonly object[] = PLACES, version = 0, client = owner) =>
  client("PUT", path(), { body: { places, reason: "The atlas" }, ifMatch: `"${version}"` });
const at = (code: string, numerator: number, denominator: number) =>
  aRow(id, { place: { code }, numerator, denominator });

async function record(rows: readonly unknown[]) {
  const { body } = await owner("POST", "/observations", { body: { observations: rows, reason: "Restated" } });
  await summarise(table, id);
  return body;
}
const combined = (places: string, client = owner) =>
  client("GET", `/indicators/${id}/combined-figures?places=${encodeURIComponent(places)}`);

describe("the places of a partnership", () => {
  test("are said all at once over the version that was read, and every version stays", async () => {
    expect(await owner("GET", path())).toMatchObject({ etag: '"0"', body: { version: 0, places: [] } });
    expect(await put()).toMatchObject({ status: 200, etag: '"1"', body: { places: PLACES } });
    expect(await put()).toMatchObject({ status: 412, body: { currentVersion: 1 } });
    expect(await put(PLACES.slice(0, 2), 1)).toMatchObject({ status: 200, etag: '"2"' });
    expect((await funder("GET", path())).body).toMatchObject({ version: 2, places: PLACES.slice(0, 2) });
    const history = await owner("GET", `${path()}/history`);
    expect(history.body.items).toMatchObject([
      { version: 1, action: "places.put", reason: "The atlas", by: { organisationId: ownerId } },
      { version: 2 },
    ]);
    expect((await verifyRecords(table)).faults).toEqual([]);
  });

  test("can be read as they were said by an instant", async () => {
    const on = (day: number) => signedIn(table, ownerId, { clock: () => `2026-11-0${day}T12:00:00.000Z` });
    await put(PLACES, 0, on(2));
    await put(PLACES.slice(0, 2), 1, on(4));
    const versions = await Promise.all(
      [1, 2, 3, 4].map((day) => on(6)("GET", `${path()}?asOf=2026-11-0${day}T12:00:00Z`)),
    );
    expect(versions.map(({ body }) => body.version)).toEqual([0, 1, 1, 2]);
    expect(versions[1]?.body.places).toEqual(PLACES);
  });

  test("of two who say them at once, one is told that somebody was faster", async () => {
    const statuses = (await Promise.all([put(), put(), put()])).map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 412, 412]);
    expect((await owner("GET", path())).body.version).toBe(1);
  });

  test("are the partnership's own to say, and refused at the place that does not fit", async () => {
    expect(await put(PLACES, 0, stranger)).toMatchObject({ status: 404 });
    expect(await put(PLACES, 0, funder)).toMatchObject({ status: 404 });
    expect(await stranger("GET", path())).toMatchObject({ status: 404 });
    expect(await funder("GET", `${path()}/history`)).toMatchObject({ status: 404 });
    await put();
    expect(await put(PLACES, 1, stranger)).toMatchObject({ status: 404 });
    const astray = await put([{ code: "D1", name: "North", kind: "district", parent: "Nowhere" }], 1);
    expect(astray).toMatchObject({ status: 422, body: { errors: [{ pointer: "/places/0/parent" }] } });
  });
});

describe("figures of several places", () => {
  beforeEach(async () => {
    await put();
    await record([at("09001", 60, 100), at("D1", 20, 50), at("D2", 40, 50), at("09009", 70, 100)]);
  });

  test("are pooled where nobody is in two of them, and cite what they are of", async () => {
    const { status, body } = await combined("D1|D2");
    expect(status).toBe(200);
    expect(body.periods).toMatchObject([{ numerator: 60, denominator: 100, value: 60, missing: [] }]);
    expect(body.periods[0].from).toHaveLength(2);
    await record([aRow(id, { place: { code: "D2" }, startYear: 2023 })]);
    expect((await combined("D1|D2")).body.periods[0]).toMatchObject({ value: null, missing: ["D1"] });
  });

  test.each([
    ["D1|09001", "no-parent-among-parts"],
    ["D1|Elsewhere", "no-parent-among-parts"],
    ["09001|09009", "no-comparison-place-among-parts"],
    ["09001|US-CT", "no-comparison-place-among-parts"],
  ])("of %s are refused by %s", async (places, rule) => {
    expect(await combined(places)).toMatchObject({ status: 422, body: { code: "method_refused", rule } });
  });

  test("of an indicator that does not say how it adds up are refused", async () => {
    id = await anIndicator(owner, partnershipId);
    await record([at("D1", 20, 50), at("D2", 40, 50)]);
    expect(await combined("D1|D2")).toMatchObject({ status: 422, body: { rule: "no-sum-of-non-summing" } });
  });

  test("are for others made of what they may see", async () => {
    expect((await combined("D1|D2", funder)).body).toMatchObject({
      protected: true,
      periods: [{ value: 60 }],
    });
    await record([at("D2", 4, 50)]);
    expect((await combined("D1|D2", funder)).body.periods).toMatchObject([{ value: null, missing: ["D2"] }]);
    expect(await combined("D1|D2", stranger)).toMatchObject({ status: 404 });
    expect(await combined("D1")).toMatchObject({ status: 400, body: { errors: [{ parameter: "places" }] } });
    expect(await combined("D1|D1")).toMatchObject({ status: 400 });
  });

  test("are held beside their parent's, for the owner", async () => {
    const totals = (client = owner, place = "09001") =>
      client("GET", `/indicators/${id}/place-totals?place=${place}`);
    expect((await totals()).body).toMatchObject({
      placesVersion: 1,
      checks: [{ kind: "district", makesWhole: true, verdict: "equal", compared: 2 }],
    });
    await record([aRow(id, { place: { code: "D2" }, status: "c" })]);
    expect((await totals()).body.checks).toMatchObject([{ verdict: "open", hidden: ["D2"] }]);
    expect(await totals(funder)).toMatchObject({ status: 404 });
    expect(await totals(owner, "D9")).toMatchObject({
      status: 400,
      body: { errors: [{ parameter: "place" }] },
    });
  });

  test("of comparison places stand beside the own series", async () => {
    const { body } = await owner("GET", `/indicators/${id}/beside`);
    expect(body.own).toMatchObject({ place: { code: "09001" }, rows: [{ value: 60 }] });
    expect(body.comparisons).toMatchObject([
      { place: { code: "US-CT" }, rows: [] },
      { place: { code: "09009", name: "Peer County" }, rows: [{ value: 70 }] },
    ]);
    await record([at("09009", 4, 100)]);
    const seen = await funder("GET", `/indicators/${id}/beside`);
    expect(seen.body).toMatchObject({
      protected: true,
      comparisons: [{}, { rows: [{ value: null, status: "c" }] }],
    });
    expect(await stranger("GET", `/indicators/${id}/beside`)).toMatchObject({ status: 404 });
  });

  test("can be read as they were recorded, in the places that were said by then", async () => {
    const on = (day: number, who = ownerId) =>
      signedIn(table, who, { clock: () => `2026-11-${day}T12:00:00.000Z` });
    const partnership = await aPartnership(table, ownerId, [funderId]);
    id = await anIndicator(on(10), partnership, { aggregation: "weighted", overTime: "flow" });
    const say = (day: number, places: readonly object[]) =>
      on(day)("PUT", `/partnerships/${partnership}/places`, {
        body: { places, reason: "The atlas" },
        ifMatch: `"${day === 10 ? 0 : 1}"`,
      });
    const rows = (day: number, observations: readonly unknown[]) =>
      on(day)("POST", "/observations", { body: { observations, reason: "Restated" } });
    await say(10, PLACES);
    await rows(11, [at("09001", 60, 100), at("D1", 20, 50), at("D2", 40, 50), at("09009", 70, 100)]);
    await rows(13, [at("D2", 41, 50), aRow(id, { place: { code: "D2" }, startYear: 2023 })]);
    await say(14, PLACES.slice(0, 4));
    await record([]);
    const read = (path: string, client = on(20)) => client("GET", `/indicators/${id}/${path}`);
    const asOf = (day: number) => `asOf=2026-11-${day}T12:00:00Z`;
    const sums = async (day: number, client = on(20)) => {
      const { body } = await read(`combined-figures?places=D1%7CD2&${asOf(day)}`, client);
      return body.periods.map(({ numerator, value }: { numerator?: number; value: number | null }) =>
        value === null ? null : numerator,
      );
    };
    expect([await sums(10), await sums(12), await sums(15)]).toEqual([[], [60], [null, 61]]);
    const verdicts = async (day: number) => {
      const { body } = await read(`place-totals?place=09001&${asOf(day)}`);
      return body.checks.map(({ verdict }: { verdict: string }) => verdict);
    };
    expect([await verdicts(12), await verdicts(15)]).toEqual([["equal"], ["no-total", "apart"]]);
    const beside = async (day: number) => (await read(`beside?${asOf(day)}`)).body.comparisons.length;
    expect([await beside(12), await beside(15)]).toEqual([2, 1]);
    expect(await read(`combined-figures?places=D1%7CD2&${asOf(20)}`)).toMatchObject({
      status: 400,
      body: { errors: [{ parameter: "asOf" }] },
    });
    await rows(16, [aRow(id, { place: { code: "D2" }, status: "c" })]);
    await record([]);
    expect(await sums(15, on(20, funderId))).toEqual([null, null]);
    expect(await sums(15)).toEqual([null, 61]);
  });
});
