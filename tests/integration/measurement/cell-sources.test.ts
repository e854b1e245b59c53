import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cellSources } from "../../../shared/measurement/cell-sources.ts";
import { findLatestSet } from "../../../shared/measurement/observation.store.ts";
import { setKey } from "../../../shared/measurement/observation-ref.ts";
import { findRemovedCells } from "../../../shared/measurement/removed-cells.ts";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { schoolYear } from "../../../shared/platform/time.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { anIndicator, aPartnership, aRow, type Client, meter, signedIn } from "./harbour.ts";

let engine: TestEngine;
let table: Table;
let ownerId: string;
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
  ownerId = newId("org");
  owner = signedIn(table, ownerId);
  id = await anIndicator(owner, await aPartnership(table, ownerId));
});

const of = (category: string, more: object = {}) =>
  aRow(id, { dimensions: { "race-ethnicity": category }, ...more });

/** Records rows from a source, as a revision. */
async function from(source: string | undefined, rows: readonly unknown[]) {
  const said = source === undefined ? {} : { source };
  const { body } = await owner("POST", "/observations", {
    body: { observations: rows, ...said, reason: "Corrected" },
  });
  expect(body.counts.rejected).toBe(0);
}

async function latest() {
  const at = { indicatorId: id, period: schoolYear(2024), placeCode: "09001" };
  const set = await findLatestSet(table, setKey({ ...at, dimensionKey: "race-ethnicity" }));
  if (!set) throw new Error("Nothing is recorded.");
  return set;
}

describe("from where a figure came", () => {
  test("is the revision that brought it, what it says itself, or nobody's word", async () => {
    await from("State files", [of("black"), of("white"), of("asian", { source: "A survey" })]);
    await from(undefined, [of("other")]);
    await from("District report", [of("white", { numerator: 60 })]);
    const sources = await cellSources(table, await latest(), ["black", "white", "asian", "other", "nobody"]);
    expect(Object.fromEntries(sources)).toEqual({
      black: "State files",
      white: "District report",
      asian: "A survey",
      other: undefined,
    });
  });

  test("costs nothing where there is one revision, and is not looked for for ever", async () => {
    await from("State files", [of("black"), of("white")]);
    const client = makeClient(engine.endpoint);
    const used = meter(client, ["QueryCommand"]);
    const metered = { ...table, client };
    expect((await cellSources(metered, await latest(), ["black"])).get("black")).toBe("State files");
    expect(used.requests).toBe(0);
    for (let numerator = 0; numerator < 101; numerator++) await from("Daily", [of("white", { numerator })]);
    const set = await latest();
    expect(set.revision).toBe(102);
    const sources = await cellSources(metered, set, ["black", "white"]);
    expect([...sources]).toEqual([["white", "Daily"]]);
    expect(used.requests).toBe(4);
    client.destroy();
  });
});

describe("figures that a newer file does not hold", () => {
  const search = (more: object = {}) =>
    findRemovedCells(table, {
      indicatorId: id,
      periodKey: "2024-07-01_2025-06-30",
      ownerId,
      source: "State files",
      isHeld: () => false,
      ...more,
    });

  test("are found page by page, each set once however often it was revised", async () => {
    const places = Array.from({ length: 130 }, (_, n) => ({
      place: { code: `P${String(n).padStart(3, "0")}` },
    }));
    await from(
      "State files",
      places.map((at) => of("black", at)),
    );
    await from(
      "State files",
      places.map((at) => of("black", { ...at, numerator: 52 })),
    );
    const first = await search();
    expect(first.after).toBeDefined();
    const second = await search({ after: first.after });
    expect(second.after).toBeUndefined();
    const found = [...first.sets, ...second.sets];
    expect(found.map(({ place }) => place.code)).toEqual(places.map(({ place }) => place.code));
    expect(found.every(({ cells }) => cells[0]?.was.numerator === 52)).toBe(true);
  });

  test("end a page where they are many", async () => {
    const groups = Array.from({ length: 300 }, (_, n) => `group-${n}`);
    for (const code of ["A", "B"])
      await from(
        "State files",
        groups.map((group) => of(group, { place: { code } })),
      );
    const first = await search();
    expect(first.sets.map(({ cells }) => cells.length)).toEqual([300]);
    const second = await search({ after: first.after });
    expect(second.sets.map(({ place }) => place.code)).toEqual(["B"]);
  });

  test("are of that source and owner, say something, and are not held", async () => {
    await from("State files", [of("black"), of("white"), of("asian", { status: "x" })]);
    await from("District report", [of("other")]);
    const isHeld = ({ dimensions }: { dimensions: Readonly<Record<string, string>> }) =>
      dimensions["race-ethnicity"] === "white";
    const { sets } = await search({ isHeld });
    expect(sets.flatMap(({ cells }) => cells.map(({ dimensions }) => dimensions))).toEqual([
      { "race-ethnicity": "black" },
    ]);
    expect((await search({ ownerId: newId("org") })).sets).toEqual([]);
    expect((await search({ periodKey: "2023-07-01_2024-06-30" })).sets).toEqual([]);
  });
});
