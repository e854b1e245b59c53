import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { stillLatest } from "../../../shared/measurement/index.ts";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { transact } from "../../../shared/platform/transaction.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { anIndicator, aPartnership, aRow, type Client, signedIn } from "./harbour.ts";

let engine: TestEngine;
let table: Table;
let owner: Client;
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
  const ownerId = newId("org");
  owner = signedIn(table, ownerId);
  id = await anIndicator(owner, await aPartnership(table, ownerId), { level: "performance" });
});

async function record(fields: object): Promise<string> {
  const body = { observations: [aRow(id, fields)], reason: "Corrected by the state" };
  const answered = await owner("POST", "/observations", { body });
  return answered.body.results[0].observation;
}

/** Whether a transaction that rests on a reference goes through. */
async function holds(...refs: readonly string[]): Promise<boolean> {
  const checks = refs.flatMap((ref) => stillLatest(ref) ?? []);
  expect(checks).toHaveLength(refs.length);
  const resting = { put: { pk: `TEST#${newId("doc")}`, sk: "X" } };
  return (await transact(table, [resting, ...checks])).done;
}

describe("what rests on a figure", () => {
  test("holds while the revision that it names is the latest, and no longer", async () => {
    const first = await record({});
    expect(await holds(first)).toBe(true);
    const second = await record({ numerator: 52 });
    expect([first, second].map((ref) => ref.split("~").at(-1))).toEqual(["1", "2"]);
    expect(await holds(first)).toBe(false);
    expect(await holds(second)).toBe(true);
    expect(await holds(second, first)).toBe(false);
  });

  test("is not touched by other periods, other dimensions or other places, or by the same figure said again", async () => {
    const ref = await record({});
    await record({ startYear: 2023 });
    await record({ dimensions: { "race-ethnicity": "black" } });
    await record({ place: { code: "09002", name: "Hill County" } });
    await record({});
    expect(await holds(ref)).toBe(true);
  });

  test("is refused where the reference names nothing", () => {
    expect(stillLatest("ind_1~x")).toBeUndefined();
    expect(stillLatest("")).toBeUndefined();
  });
});
