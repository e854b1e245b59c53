import { describe, expect, test } from "vitest";
import { type ChartOptions, chartOf, type Segment } from "../../../../shared/measurement/statistics/chart.ts";
import type { ChartInput } from "../../../../shared/measurement/statistics/chart-series.ts";
import { RULE_SETS, ruleSet, ruleSetRef } from "../../../../shared/measurement/statistics/rule-sets.ts";
import { monthAt, monthly, monthlyCounts } from "./series.ts";

const VIGNETTE = monthly([1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]);
/** Mean 10, mean moving range 2: limits at 4.68 and 15.32, outer thirds from 13.546… and down from 6.453…. */
const STEADY = [9, 11, 9, 11, 9, 11, 9, 11, 9, 11];

type Charted = Extract<Segment, { status: "charted" }>;

function chart(series: readonly ChartInput[], ref: string, options: Partial<ChartOptions> = {}): Charted {
  const set = ruleSet(ref);
  if (!set) throw new Error(`There is no rule set ${ref}.`);
  const [segment] = chartOf(series, { ruleSet: set, better: "higher", ...options }).segments;
  if (segment?.status !== "charted") throw new Error("There is nothing charted.");
  return segment;
}

const signals = ({ signals: found }: Charted) => found.map(({ rule, from, to }) => [rule, from, to]);

describe("an XmR chart", () => {
  test("has the mean 1.94 and, extreme ranges left out, limits of 4.60 and −0.72", () => {
    const { centre, points } = chart(VIGNETTE, "nhs-7-7@1");
    expect(centre).toBeCloseTo(1.94, 2);
    expect(points[0]?.limits?.upper).toBeCloseTo(4.6, 2);
    expect(points[0]?.limits?.lower).toBeCloseTo(-0.72, 2);
  });

  test("has limits of 6.95 and −3.06 with every range in", () => {
    const { points } = chart(VIGNETTE, "nhs-7-7@1", { screened: false });
    expect(points[0]?.limits?.upper).toBeCloseTo(6.95, 2);
    expect(points[0]?.limits?.lower).toBeCloseTo(-3.06, 2);
  });

  test("leaves out ranges above 3.267 times their mean, and not one that is exactly so", () => {
    // Ten ranges with a mean of 1, the first of them 3.267.
    const values = [0, 3.267, 2.517, 3.267, 2.517, 3.267, 2.517, 3.267, 2.517, 3.267, 2.534];
    const { centre, points } = chart(monthly(values), "nhs-7-7@1");
    expect((points[0]?.limits?.upper ?? 0) - centre).toBeCloseTo(2.66, 12);
  });

  test("finds the point outside", () => {
    const found = chart(VIGNETTE, "nhs-7-7@1");
    expect(signals(found)).toEqual([["outside-limits", "2024-05", "2024-05"]]);
    expect(found.points[4]).toMatchObject({ rule: "outside-limits", label: "improvement" });
  });

  test("finds nothing in a series that does not vary", () => {
    expect(signals(chart(monthly(Array(14).fill(0.1)), "nhs-7-7@1"))).toEqual([]);
  });
});

describe("charts of counts", () => {
  const fixed = { fixAfter: 10, kind: "p" } as const;

  test("p: 20 of 100 have limits of 0.08 and 0.32, and 32 is not beyond them", () => {
    const months = monthlyCounts([...Array(10).fill(20), 32, 33], 100);
    const found = chart(months, "control-8-6@1", fixed);
    expect(found.centre).toBe(0.2);
    expect(found.points[0]?.limits?.lower).toBeCloseTo(0.08, 12);
    expect(found.points[0]?.limits?.upper).toBeCloseTo(0.32, 12);
    expect(signals(found)).toContainEqual(["outside-limits", "2024-12", "2024-12"]);
    expect(signals(found)).not.toContainEqual(["outside-limits", "2024-11", "2024-11"]);
  });

  test("p: the limits follow the size of each point, and stay within 0 and 1", () => {
    const small = { at: monthAt(10), numerator: 1, denominator: 4 };
    const found = chart([...monthlyCounts(Array(10).fill(20), 100), small], "nhs-7-7@1", fixed);
    expect(found.points[10]?.limits).toEqual({ lower: 0, upper: expect.closeTo(0.2 + 0.6, 10) });
  });

  test("u: 9 of 100 have limits of 0 and 0.18; c: 9 have limits of 0 and 18", () => {
    const rates = monthlyCounts([...Array(10).fill(9), 18, 19], 100);
    const u = chart(rates, "control-8-6@1", { fixAfter: 10, kind: "u" });
    expect(u.points[0]?.limits).toEqual({ lower: 0, upper: expect.closeTo(0.18, 12) });
    const c = chart(monthly([...Array(10).fill(9), 18, 19]), "control-8-6@1", { fixAfter: 10, kind: "c" });
    expect(c.points[0]?.limits).toEqual({ lower: 0, upper: 18 });
    for (const found of [u, c])
      expect(signals(found).filter(([rule]) => rule === "outside-limits")).toEqual([
        ["outside-limits", "2024-12", "2024-12"],
      ]);
  });

  test("the centre weighs points with their sizes, and a month of nobody is no point", () => {
    const months = [
      ...monthlyCounts(Array(9).fill(10), 100),
      { at: monthAt(9), numerator: 90, denominator: 100 },
      { at: monthAt(10), numerator: 0, denominator: 0 },
    ];
    const found = chart(months, "nhs-7-7@1", { kind: "p" });
    expect(found.centre).toBe(0.18);
    expect(found.points).toHaveLength(10);
  });

  test("are not made of values, nor of two points at one time", () => {
    expect(() => chart(VIGNETTE, "nhs-7-7@1", { kind: "p" })).toThrow("A p chart is not made of");
    expect(() => chart(monthlyCounts(STEADY, 100), "nhs-7-7@1", { kind: "c" })).toThrow("A c chart is not");
    expect(() => chart([...VIGNETTE, ...VIGNETTE.slice(0, 1)], "nhs-7-7@1")).toThrow(
      "There are two points at 2024-01.",
    );
  });
});

describe("a series that is too short", () => {
  test("has insufficient points, which is not the same as no change", () => {
    for (const set of RULE_SETS) {
      const yearly = [49, 50, 51, 52, 53, 54, 55, 56].map((value, index) => ({
        at: `${2016 + index}`,
        value,
      }));
      expect(chartOf(yearly, { ruleSet: set, better: "higher" }).segments).toEqual([
        { status: "insufficient_points", from: "2016", points: 8, needed: 10 },
      ]);
    }
  });

  test("names the rules that have too few points to find anything", () => {
    expect(chart(monthly(STEADY), "control-8-6@1").notEvaluated).toEqual(["inner-third"]);
    const flat = chart(monthly([...Array(8).fill(5), 6, 7]), "run-6-5@1");
    expect(flat.notEvaluated).toEqual(["shift", "runs"]);
  });

  test("has trial limits below twelve points", () => {
    expect(chart(monthly([...STEADY, 9]), "nhs-7-7@1").trial).toBe(true);
    expect(chart(monthly([...STEADY, 9, 11]), "nhs-7-7@1").trial).toBe(false);
    expect(chart(monthly([...STEADY, 9, 11]), "nhs-7-7@1", { fixAfter: 11 }).trial).toBe(true);
  });
});

describe("segments", () => {
  test("begin where people say that the process was changed, each with a centre of its own", () => {
    const set = ruleSet("nhs-7-7@1");
    const series = monthly([...STEADY, ...STEADY.map((value) => value + 10)]);
    const charted = set && chartOf(series, { ruleSet: set, better: "higher", rebaseAt: ["2024-11"] });
    expect(charted).toMatchObject({
      ruleSet: "nhs-7-7@1",
      kind: "xmr",
      segments: [
        { from: "2024-01", centre: 10, signals: [] },
        { from: "2024-11", centre: 20, signals: [] },
      ],
    });
  });

  test("that are too short say so by themselves", () => {
    const set = ruleSet("run-6-5@1");
    const charted =
      set && chartOf(VIGNETTE, { ruleSet: set, better: "higher", rebaseAt: ["2025-01", "2020-01"] });
    expect(charted?.segments.map(({ status }) => status)).toEqual(["charted", "insufficient_points"]);
  });

  test("can keep the limits of their first points", () => {
    const found = chart(monthly([...STEADY, 16, 16]), "nhs-7-7@1", { fixAfter: 10 });
    expect(found.centre).toBe(10);
    expect(signals(found)).toEqual([
      ["outside-limits", "2024-11", "2024-11"],
      ["outside-limits", "2024-12", "2024-12"],
    ]);
  });
});

describe("what is better", () => {
  const above = monthly([...STEADY, 16]);
  const last = (better: ChartOptions["better"], series = above) =>
    chart(series, "nhs-7-7@1", { better, fixAfter: 10 }).points.at(-1)?.label;

  test("decides whether a signal is an improvement or a concern, and nothing where neither is better", () => {
    expect([last("higher"), last("lower"), last("neutral")]).toEqual([
      "improvement",
      "concern",
      "neutral-high",
    ]);
    expect(last("neutral", monthly([...STEADY, 4]))).toBe("neutral-low");
    expect(last("higher", monthly([...STEADY, 10]))).toBe("common-cause");
  });

  test("decides whether the process always, never or sometimes reaches a target", () => {
    const assurance = (target: number, better: ChartOptions["better"]) =>
      chart(monthly(STEADY), "nhs-7-7@1", { target, better }).assurance;
    expect([16, 4, 12].map((target) => assurance(target, "higher"))).toEqual([
      "consistently-fails",
      "consistently-passes",
      "inconsistent",
    ]);
    expect(assurance(16, "lower")).toBe("consistently-passes");
    // Exactly at the limit it can be reached.
    expect(assurance(15.32, "higher")).toBe("inconsistent");
    expect(assurance(16, "neutral")).toBeUndefined();
    expect(chart(monthly(STEADY), "run-6-5@1", { target: 16 }).assurance).toBeUndefined();
  });
});

test("rule sets are cited by id and version, and each of them once", () => {
  expect(RULE_SETS.map(ruleSetRef)).toEqual(["run-6-5@1", "control-8-6@1", "nhs-7-7@1", "anhoej@1"]);
  expect(ruleSet("nhs-7-7@2")).toBeUndefined();
});
