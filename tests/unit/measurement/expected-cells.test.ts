import { describe, expect, it } from "vitest";
import {
  type CellChoice,
  type CellSource,
  expectedCells,
  tableNamed,
} from "../../../shared/measurement/calendar/expected-cells.ts";
import { CellQuerySchema } from "../../../shared/measurement/calendar/read-expected-cells.ts";
import type { Indicator } from "../../../shared/measurement/indicator.ts";
import type { SetRecord } from "../../../shared/measurement/observation-set.ts";
import type { SchemeVersion } from "../../../shared/measurement/schemes/scheme.ts";
import type { Summary } from "../../../shared/measurement/summary.ts";
import { mergeSet } from "../../../shared/measurement/summary-merge.ts";
import { schoolYear } from "../../../shared/platform/time.ts";
import { anIndicator, aSet } from "./builders.ts";

const category = (key: string) => ({ key, label: key.toUpperCase() });
const INCOME: SchemeVersion = {
  version: "1",
  categories: ["lower", "higher", "unknown", "any"].map(category),
  wholes: [{ label: "All", categories: ["higher", "lower"] }],
  crosswalks: [],
  sources: [],
};
const WARDS: SchemeVersion = { ...INCOME, categories: ["north", "south"].map(category), wholes: [] };

const count = { numerator: 1, denominator: 2, status: "ok" } as const;
const summaryOf = (...sets: SetRecord[]) =>
  sets.reduce<Summary | undefined>((summary, set) => mergeSet(summary, set), undefined);
const YEAR: CellChoice = { ending: { from: "2026-06-30", to: "2026-06-30" } };

function cellsOf(fields: Partial<Indicator> = {}, choice: CellChoice = YEAR, summary?: Summary) {
  const source: CellSource = {
    indicator: anIndicator(fields),
    version: 7,
    summary,
    schemes: new Map([
      ["income@1", INCOME],
      ["wards@1", WARDS],
    ]),
  };
  return [...expectedCells(source, choice)];
}
const groups = (...args: Parameters<typeof cellsOf>) => cellsOf(...args).map(({ dimensions }) => dimensions);

describe("the cells that are expected", () => {
  it("are one for everybody where no scheme is named, in the indicator's place, of each period", () => {
    const two = { ending: { from: "2025-01-01", to: "2026-12-31" } };
    expect(cellsOf({}, two)).toMatchObject([
      { period: schoolYear(2024), place: { code: "09001", name: "Harbour County" }, dimensions: {} },
      { period: schoolYear(2025), indicator: { version: 7, unit: "percent" } },
    ]);
  });

  it("are those of a scheme's first whole, or all of it where it has none, with their labels", () => {
    const categorySchemes = { income: "income@1", ward: "wards@1" };
    expect(groups({ categorySchemes })).toEqual([
      {},
      { income: "higher" },
      { income: "lower" },
      { ward: "north" },
      { ward: "south" },
    ]);
    expect(cellsOf({ categorySchemes })[1]?.labels).toEqual({ income: "HIGHER" });
  });

  it("are those that have figures once there are some, crossed ones too, without what the scheme no longer has", () => {
    const summary = summaryOf(
      aSet({ dimensionKey: "income", cells: { any: count, lower: count, middle: count } }),
      aSet({ dimensionKey: "income", startYear: 2023, cells: { unknown: count } }),
      aSet({ dimensionKey: "income+sex", cells: { "lower+female": count, "middle+female": count } }),
    );
    expect(groups({ categorySchemes: { income: "income@1" } }, YEAR, summary)).toEqual([
      {},
      { income: "lower" },
      { income: "unknown" },
      { income: "any" },
      { income: "lower", sex: "female" },
    ]);
  });

  it("are of the places and tables that are asked for", () => {
    const choice = { ...YEAR, places: ["09001", "09003"], tables: ["income"] };
    const cells = cellsOf({ categorySchemes: { income: "income@1" } }, choice);
    expect(cells.map(({ place, dimensions }) => [place.name, place.code, dimensions.income])).toEqual([
      ["Harbour County", "09001", "higher"],
      ["Harbour County", "09001", "lower"],
      [undefined, "09003", "higher"],
      [undefined, "09003", "lower"],
    ]);
  });

  it("are without those that are recorded in the indicator's place, where only what is missing is asked for", () => {
    const year = { ending: { from: "2025-06-30", to: "2025-06-30" }, only: "missing" } as const;
    const fields = { categorySchemes: { income: "income@1" } };
    const recorded = summaryOf(
      aSet({}),
      aSet({ dimensionKey: "income", cells: { lower: count } }),
      aSet({ dimensionKey: "income", startYear: 2023, cells: { higher: count, lower: count } }),
    );
    expect(groups(fields, year, recorded)).toEqual([{ income: "higher" }]);
    expect(groups(fields, { ...year, places: ["09003"] }, recorded)).toHaveLength(3);
  });

  it("are of periods that are named, also where the frequency has no calendar", () => {
    const term = { start: "2024-08-26", end: "2024-12-20" };
    const periods = [{ start: "2024-07-01", end: "2025-06-30" }, term];
    expect(cellsOf({}, { periods }).map(({ period }) => period)).toEqual([
      schoolYear(2024),
      { ...term, kind: "custom" },
    ]);
    expect(cellsOf({ frequency: "termly" }, { periods: [term] })).toHaveLength(1);
    expect(cellsOf({ frequency: "termly" })).toEqual([]);
  });
});

describe("what an address asks for", () => {
  it("is read from lists between commas, where a plus may have become a blank", () => {
    expect(["all", "sex income", "income+sex"].map(tableNamed)).toEqual(["all", "income+sex", "income+sex"]);
    const query = CellQuerySchema().parse({ periods: "2024-08-26_2024-12-20", tables: "all,sex income" });
    expect(query).toEqual({
      periods: [{ start: "2024-08-26", end: "2024-12-20" }],
      tables: ["all", "income+sex"],
    });
  });

  it.each([
    [{}, ["from", "to"]],
    [{ from: "2024-01-01", to: "2030-01-01" }, ["to"]],
    [{ from: "2024-01-01", to: "2024-12-31", periods: "2024-01-01_2024-01-31" }, ["periods"]],
    [{ periods: "2024" }, ["periods"]],
    [{ periods: "2024-05-01_2024-01-31" }, ["periods"]],
    [{ from: "2024-01-01", to: "2024-12-31", indicators: "ind_1" }, ["indicators"]],
  ])("is refused in %j at %j", (query, paths) => {
    const { error } = CellQuerySchema().safeParse(query);
    expect(error?.issues.map(({ path }) => path[0])).toEqual(paths);
  });
});
