import { describe, expect, test } from "vitest";
import { chartOf } from "../../../../shared/measurement/statistics/chart.ts";
import { ruleSet } from "../../../../shared/measurement/statistics/rule-sets.ts";
import { monthAt, monthly } from "./series.ts";

/** Mean 10, limits at 4.68 and 15.32, outer thirds from 13.546…, inner thirds up to 11.773…. */
const STEADY = [9, 11, 9, 11, 9, 11, 9, 11, 9, 11];

function found(ref: string, values: readonly number[], fixAfter?: number) {
  const set = ruleSet(ref);
  if (!set) throw new Error(`There is no rule set ${ref}.`);
  const options = { ruleSet: set, better: "higher" as const, ...(fixAfter ? { fixAfter } : {}) };
  const [segment] = chartOf(monthly(values), options).segments;
  if (segment?.status !== "charted") throw new Error("There is nothing charted.");
  return segment;
}

/** The signals of one rule after the steady start, by first and last position. */
function positions(ref: string, rule: string, values: readonly number[]) {
  const position = (at: string) => [...STEADY, ...values].findIndex((_, index) => monthAt(index) === at) - 10;
  return found(ref, [...STEADY, ...values], 10)
    .signals.filter((signal) => signal.rule === rule)
    .map(({ from, to }) => [position(from), position(to)]);
}

describe("a shift", () => {
  // The median is 5: five points below it, six above it, two on it.
  const values = [1, 1, 1, 1, 1, 5, 9, 9, 9, 5, 9, 9, 9];

  test("is six points on one side of the median in a run chart; points on it neither count nor break", () => {
    const { signals } = found("run-6-5@1", values);
    expect(signals.filter(({ rule }) => rule === "shift")).toEqual([
      { rule: "shift", from: "2024-07", to: "2025-01", count: 6, towards: "high" },
    ]);
    expect(found("run-6-5@1", values.slice(0, 12)).signals.map(({ rule }) => rule)).not.toContain("shift");
  });

  test("is eight points on one side of the mean in a control chart", () => {
    const eight = [11, 11, 11, 11, 10, 11, 11, 11];
    // The last of the steady points is above the mean as well.
    expect(positions("control-8-6@1", "shift", eight.slice(0, 6))).toEqual([]);
    expect(positions("control-8-6@1", "shift", eight)).toEqual([[-1, 7]]);
  });

  test("is seven in a row by the NHS, and a point on the mean breaks it", () => {
    expect(positions("nhs-7-7@1", "shift", [11, 11, 11, 11, 11])).toEqual([]);
    expect(positions("nhs-7-7@1", "shift", [11, 11, 11, 11, 11, 11])).toEqual([[-1, 5]]);
    expect(positions("nhs-7-7@1", "shift", [11, 11, 10, 11, 11, 11, 11])).toEqual([]);
  });
});

describe("a trend", () => {
  test("is five points up or down in a run chart, of equal neighbours only the first", () => {
    const rising = [5, 6, 2, 3, 3, 4, 4, 5, 6, 1, 7];
    const trends = found("run-6-5@1", rising).signals.filter(({ rule }) => rule === "trend");
    expect(trends).toEqual([{ rule: "trend", from: "2024-03", to: "2024-09", count: 5, towards: "high" }]);
    const four = [5, 6, 2, 3, 3, 4, 4, 5, 1, 6, 7];
    expect(found("run-6-5@1", four).signals.filter(({ rule }) => rule === "trend")).toEqual([]);
  });

  test("is six points in a control chart", () => {
    expect(positions("control-8-6@1", "trend", [10.5, 10, 9.5, 9, 8.5])).toEqual([[-1, 4]]);
    expect(positions("control-8-6@1", "trend", [10.5, 10, 9.5, 9])).toEqual([]);
  });

  test("is seven points, six moves, by the NHS, and equal neighbours break it", () => {
    expect(positions("nhs-7-7@1", "trend", [10.5, 10, 9.5, 9, 8.5, 8])).toEqual([[-1, 5]]);
    expect(positions("nhs-7-7@1", "trend", [10.5, 10, 9.5, 9.5, 9, 8.5, 8])).toEqual([]);
  });

  test("labels a point on the mean itself by its direction", () => {
    const { points } = found("nhs-7-7@1", [...STEADY, 10.5, 10, 9.5, 9, 8.5, 8], 10);
    expect(points[11]).toMatchObject({ value: 10, rule: "trend", label: "concern" });
  });
});

describe("two of three near a limit", () => {
  test("count by the NHS where all three are on that side of the mean", () => {
    expect(positions("nhs-7-7@1", "two-of-three", [14, 12, 14])).toEqual([[0, 2]]);
    expect(positions("nhs-7-7@1", "two-of-three", [14, 9, 14])).toEqual([]);
    expect(positions("nhs-7-7@1", "two-of-three", [6, 8, 6])).toEqual([[0, 2]]);
  });

  test("mark those near the limit only, and not those beyond it", () => {
    const { points } = found("nhs-7-7@1", [...STEADY, 14, 12, 14, 16], 10);
    expect(points.slice(10).map(({ rule }) => rule)).toEqual([
      "two-of-three",
      undefined,
      "two-of-three",
      "outside-limits",
    ]);
  });

  test("count in a control chart wherever the third is", () => {
    expect(positions("control-8-6@1", "two-of-three", [14, 9, 14])).toEqual([[0, 2]]);
    expect(positions("control-8-6@1", "two-of-three", [14, 9, 6])).toEqual([]);
    expect(positions("control-8-6@1", "two-of-three", [14, 9, 9, 14])).toEqual([]);
    expect(positions("control-8-6@1", "two-of-three", [14, 14, 9, 9, 14, 14])).toEqual([
      [0, 1],
      [4, 5],
    ]);
  });
});

test("fifteen points in the inner third are too even", () => {
  expect(positions("control-8-6@1", "inner-third", [9, 11, 9, 11, 9])).toEqual([[-10, 4]]);
  expect(positions("control-8-6@1", "inner-third", [9, 11, 9, 11, 12])).toEqual([]);
  expect(found("control-8-6@1", [...STEADY, 9, 11, 9, 11, 9], 10).notEvaluated).toEqual([]);
});

describe("findings about a whole series", () => {
  const halves = [1, 2, 1, 2, 1, 8, 9, 8, 9, 8];

  test("are too few runs, or too many, for a run chart", () => {
    expect(found("run-6-5@1", halves).signals).toEqual([
      {
        rule: "runs",
        from: "2024-01",
        to: "2024-10",
        count: 10,
        observed: 2,
        expected: { least: 3, most: 8 },
      },
    ]);
    const zigzag = found("run-6-5@1", [1, 9, 2, 8, 1, 9, 2, 8, 1, 9]);
    expect(zigzag.signals).toMatchObject([{ rule: "runs", observed: 10 }]);
  });

  test("are too few crossings, or too long a run, by Anhøj", () => {
    expect(found("anhoej@1", halves).signals).toEqual([
      { rule: "crossings", from: "2024-01", to: "2024-10", count: 10, observed: 1, expected: { least: 2 } },
    ]);
    // 23 points, two of them on the median of 2: of 21, seven in a row are chance.
    const long = [1, 9, 2, 8, 1, 9, 2, 8, 1, 9, 1, 1, 1, 1, 1, 1, 1, 1, 9, 9, 9, 9, 9];
    expect(found("anhoej@1", long).signals).toEqual([
      {
        rule: "longest-run",
        from: "2024-11",
        to: "2025-06",
        count: 8,
        observed: 8,
        expected: { most: 7 },
      },
    ]);
  });

  test("are none where as many runs and crossings, and as long a run, are chance", () => {
    // Three runs and two crossings of ten points; then eight runs of them.
    expect(found("run-6-5@1", [1, 2, 8, 9, 8, 9, 8, 1, 2, 1]).signals).toEqual([]);
    expect(found("anhoej@1", [1, 2, 8, 9, 8, 9, 8, 1, 2, 1]).signals).toEqual([]);
    expect(found("run-6-5@1", [1, 9, 2, 8, 1, 9, 2, 1, 8, 9]).signals).toEqual([]);
    // A run of seven among twenty.
    const seven = [8, 9, 8, 9, 8, 9, 8, 1, 9, 2, 8, 1, 9, 2, 1, 2, 1, 2, 1, 2];
    expect(found("anhoej@1", seven).signals).toEqual([]);
  });

  test("label no single point, except those of a long run", () => {
    expect(new Set(found("run-6-5@1", halves).points.map(({ label }) => label))).toEqual(
      new Set(["common-cause"]),
    );
  });
});
