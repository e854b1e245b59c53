import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { anIndicator, aPartnership, aRow, type Client, signedIn, summarise } from "./harbour.ts";

let engine: TestEngine;
let table: Table;
let owner: Client;
let funder: Client;
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
  const [ownerId, funderId] = [newId("org"), newId("org")];
  owner = signedIn(table, ownerId);
  funder = signedIn(table, funderId);
  id = await anIndicator(owner, await aPartnership(table, ownerId, [funderId]));
});

const post = (observations: readonly unknown[], more: object = {}) =>
  owner("POST", "/observations", { body: { observations, ...more } });

async function series(client: Client) {
  await summarise(table, id);
  return (await client("GET", `/indicators/${id}/series`)).body.rows;
}

const bounds = { lower: 40.47, upper: 59.53, confidenceLevel: 95 } as const;

describe("an estimate", () => {
  test("is told with its bounds to those who may see the figure, and hidden with it", async () => {
    const small = { dimensions: { sex: "female" }, numerator: 9, denominator: 50 };
    const recorded = await post([
      aRow(id, { ...bounds, stage: "final", method: "Wilson score interval" }),
      aRow(id, { ...small, lower: 9.77, upper: 30.8, confidenceLevel: 95 }),
    ]);
    expect(recorded.body.counts).toMatchObject({ recorded: 2, rejected: 0 });
    const [all, female] = await series(owner);
    expect(all).toMatchObject({ value: 50, ...bounds, stage: "final" });
    expect(female).toMatchObject({ value: 18, lower: 9.77, upper: 30.8 });
    const seen = await series(funder);
    expect(seen[0]).toMatchObject({ value: 50, ...bounds, stage: "final" });
    expect(Object.keys(seen[1]).sort()).toEqual(
      ["denominator", "dimensions", "numerator", "observation", "period", "status", "value"].sort(),
    );
    expect(seen[1]).toMatchObject({ value: null, status: "c" });
  });

  test("is shown as it was recorded: margin, level, stage and method", async () => {
    const estimate = { value: 18.4, margin: 2.1, confidenceLevel: 90, stage: "provisional" } as const;
    const how = { method: "American Community Survey, 1-year", collectedOn: "2025-06-30" };
    const { body } = await post([aRow(id, { ...estimate, ...how })]);
    const opened = await owner("GET", `/observations/${body.results[0].observation}`);
    expect(opened.body.cells).toEqual([
      { dimensions: {}, numerator: null, denominator: null, ...estimate, ...how, status: "ok" },
    ]);
  });

  test("that replaces a final one is revised; nobody can send that word", async () => {
    await post([aRow(id, { stage: "final" })]);
    const restated = aRow(id, { numerator: 60, stage: "final" });
    const revised = await post([restated], { reason: "The state restated the year" });
    expect(revised.body.counts).toMatchObject({ revised: 1 });
    expect((await series(owner))[0]).toMatchObject({ numerator: 60, stage: "revised" });
    expect((await post([restated])).body.counts).toMatchObject({ unchanged: 1 });
    const sent = await post([{ ...aRow(id, { startYear: 2023 }), stage: "revised" }]);
    expect(sent.body.results[0].errors).toMatchObject([{ pointer: "/observations/0/stage" }]);
  });
});
