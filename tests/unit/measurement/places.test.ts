import { describe, expect, test } from "vitest";
import {
  type ListedPlace,
  PlacesBodySchema,
  placeFaults,
  placeScope,
} from "../../../shared/measurement/places/place-list.ts";
import { checkPlaceTotals } from "../../../shared/measurement/places/place-totals.ts";
import { checkApart } from "../../../shared/measurement/statistics/method-safe.ts";
import { relationOf } from "../../../shared/measurement/statistics/overlap.ts";
import type { Summary } from "../../../shared/measurement/summary.ts";
import { mergeSet } from "../../../shared/measurement/summary-merge.ts";
import { schoolYear } from "../../../shared/platform/time.ts";
import { aSet } from "./builders.ts";

const PLACES: readonly ListedPlace[] = [
  { code: "ST", name: "The state", kind: "state", comparison: true },
  { code: "CO", name: "Harbour County", kind: "county", parent: "ST", wholeBy: ["district"] },
  { code: "D1", name: "North", kind: "district", parent: "CO" },
  { code: "D2", name: "South", kind: "district", parent: "CO", from: "2024-07-01" },
  { code: "N1", name: "The wharf", kind: "neighbourhood", parent: "CO" },
  { code: "S1", name: "Hill School", kind: "school", parent: "D1" },
  { code: "PE", name: "Peer County", kind: "county", parent: "ST", comparison: true },
];
const scope = (code: string) => ({
  label: code,
  period: schoolYear(2024),
  place: placeScope(PLACES, code),
  dimensions: {},
});

describe("a list of places", () => {
  test("says where a place lies, the nearest first", () => {
    expect(placeScope(PLACES, "S1")).toEqual({
      code: "S1",
      within: ["D1", "CO", "ST"],
      kinds: { S1: "school", D1: "district", CO: "county", ST: "state" },
      comparison: false,
    });
    expect(placeScope(PLACES, "elsewhere")).toEqual({ code: "elsewhere" });
  });

  test("has no place twice, no parent that is not there, none that lies in itself, no days that end before they begin", () => {
    const at = (places: readonly Partial<ListedPlace>[]) =>
      placeFaults(places.map((place) => ({ code: "A", name: "A", kind: "county", ...place }))).map(
        ({ index, field }) => `${index} ${field}`,
      );
    expect(at([{}, {}])).toEqual(["1 code"]);
    expect(at([{ parent: "B" }])).toEqual(["0 parent"]);
    expect(at([{ parent: "A" }])).toEqual(["0 parent"]);
    const ring = [
      { code: "A", parent: "B" },
      { code: "B", parent: "C" },
      { code: "C", parent: "A" },
    ];
    expect(at([...ring, { code: "D", parent: "A" }])).toEqual(["0 parent", "1 parent", "2 parent"]);
    expect(at([{ from: "2024-07-02", to: "2024-07-01" }])).toEqual(["0 to"]);
    expect(placeFaults(PLACES)).toEqual([]);
    const body = PlacesBodySchema().safeParse({ places: [{ ...PLACES[1] }], reason: "The atlas" });
    expect(body.error?.issues).toMatchObject([{ path: ["places", 0, "parent"] }]);
  });
});

describe("places that are taken together", () => {
  test.each([
    ["D1", "D2", "apart"],
    ["S1", "D2", "apart"],
    ["D1", "CO", "parent"],
    ["S1", "CO", "parent"],
    ["S1", "S1", "overlapping"],
    ["D1", "N1", "places-unknown"],
    ["S1", "N1", "places-unknown"],
    ["D1", "elsewhere", "places-unknown"],
    ["CO", "PE", "apart"],
  ])("%s and %s are %s", (a, b, relation) => {
    expect(relationOf(scope(a), scope(b), [])).toBe(relation);
    expect(relationOf(scope(b), scope(a), [])).toBe(relation);
  });

  test.each([
    [["D1", "D2"], undefined],
    [["D1", "CO"], "no-parent-among-parts"],
    [["D1", "D2", "N1"], "no-parent-among-parts"],
    [["D1", "PE"], "no-comparison-place-among-parts"],
    [["CO", "ST"], "no-comparison-place-among-parts"],
  ])("%j are refused by the rule %s", (codes, rule) => {
    const found = checkApart(codes.map(scope), { overTime: "flow" });
    expect(found.ok ? undefined : found.problem.extra?.rule).toBe(rule);
    if (!found.ok) expect(found.problem.code).toBe("method_refused");
  });
});

describe("the counts of children beside their parent's", () => {
  type Counts = readonly [numerator: number, denominator: number] | "c" | "x";
  function summaryOf(code: string, years: Readonly<Record<number, Counts>>): Summary {
    const sets = Object.entries(years).map(([startYear, counts]) => {
      const all =
        typeof counts === "string"
          ? { status: counts }
          : { numerator: counts[0], denominator: counts[1], status: "ok" as const };
      return aSet({ place: { code }, startYear: Number(startYear), cells: { all } });
    });
    const merged = sets.reduce<Summary | undefined>(mergeSet, undefined);
    if (!merged) throw new Error("No year, no summary.");
    return merged;
  }
  function check(
    figures: Readonly<Record<string, Readonly<Record<number, Counts>>>>,
    wholeBy = ["district"],
  ) {
    const parent: ListedPlace = { code: "CO", name: "Harbour County", kind: "county", wholeBy };
    const children = PLACES.filter((place) => place.parent === "CO");
    const summaries = new Map(Object.entries(figures).map(([code, years]) => [code, summaryOf(code, years)]));
    return checkPlaceTotals({ parent, children, summaries, unit: "percent" });
  }
  const ofDistricts = (checks: ReturnType<typeof check>) => checks.filter(({ kind }) => kind === "district");

  test("are equal, or apart where all are there and they are not", () => {
    const CO = { 2024: [50, 100], 2025: [50, 100] } as const;
    const found = check({
      CO,
      D1: { 2024: [20, 40], 2025: [20, 40] },
      D2: { 2024: [30, 60], 2025: [30, 61] },
    });
    expect(ofDistricts(found)).toMatchObject([
      { verdict: "equal", compared: 2, counts: [{ difference: 0 }, { difference: 0 }] },
      { verdict: "apart", counts: [{ field: "numerator", difference: 0 }, { difference: 1 }] },
    ]);
  });

  test("are open where some are hidden or missing, each named, unless those that are seen exceed the parent", () => {
    const CO = { 2024: [50, 100], 2025: [50, 100], 2026: [50, 100] } as const;
    const found = check({ CO, D1: { 2024: [20, 40], 2025: [20, 40], 2026: [51, 99] }, D2: { 2024: "c" } });
    expect(ofDistricts(found)).toMatchObject([
      { verdict: "open", compared: 1, hidden: ["D2"], missing: [] },
      { verdict: "open", hidden: [], missing: ["D2"], counts: [{ difference: -30 }, { difference: -60 }] },
      { verdict: "exceeds", missing: ["D2"] },
    ]);
  });

  test("of a kind that need not make it whole are never too few", () => {
    const found = check({ CO: { 2024: [50, 100] }, N1: { 2024: [5, 10] } });
    expect(found.find(({ kind }) => kind === "neighbourhood")).toMatchObject({
      makesWhole: false,
      verdict: "open",
      missing: [],
    });
    const more = check({ CO: { 2024: [50, 100] }, N1: { 2024: [60, 110] } });
    expect(more.find(({ kind }) => kind === "neighbourhood")?.verdict).toBe("exceeds");
  });

  test("are those of children that were there in the period, and of a parent that has counts", () => {
    const found = check({ CO: { 2022: [20, 40], 2024: "c" }, D1: { 2022: [20, 40], 2024: [20, 40] } });
    expect(ofDistricts(found)).toMatchObject([
      { verdict: "equal", compared: 1, missing: [] },
      { verdict: "no-total", counts: [], missing: ["D2"] },
    ]);
  });
});
