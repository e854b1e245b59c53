import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chartOf } from "../../../../shared/measurement/statistics/chart.ts";
import { compareWithReference } from "../../../../shared/measurement/statistics/comparison.ts";
import { disparityOf } from "../../../../shared/measurement/statistics/disparity.ts";
import { flagGroups } from "../../../../shared/measurement/statistics/disproportionality.ts";
import {
  FLAG_METHODS,
  methodRef,
} from "../../../../shared/measurement/statistics/disproportionality-methods.ts";
import { gapOf } from "../../../../shared/measurement/statistics/gap.ts";
import { combineParts, type Part } from "../../../../shared/measurement/statistics/method-safe.ts";
import { adjustForFamily } from "../../../../shared/measurement/statistics/multiplicity.ts";
import { checkParts } from "../../../../shared/measurement/statistics/parts-and-total.ts";
import { projectToTarget } from "../../../../shared/measurement/statistics/projection.ts";
import { rankedDisparity } from "../../../../shared/measurement/statistics/ranked-disparity.ts";
import { rollUpGaps, rollUpProgress } from "../../../../shared/measurement/statistics/roll-up.ts";
import { RULE_SETS, ruleSetRef } from "../../../../shared/measurement/statistics/rule-sets.ts";
import {
  riskRatios,
  yearsRunning,
} from "../../../../shared/measurement/statistics/significant-disproportionality.ts";
import { sumOfEstimates } from "../../../../shared/measurement/statistics/survey-margin.ts";
import { schoolYear } from "../../../../shared/platform/time.ts";
import { anyGroups, inAnyOrder } from "./groups.ts";
import { monthly, monthlyCounts } from "./series.ts";

/** Says that a measure is the same, to the last bit, in whatever order its rows come. */
function isInvariant<T>(rows: fc.Arbitrary<T[]>, measure: (rows: T[]) => unknown): void {
  fc.assert(
    fc.property(inAnyOrder(rows), ([some, shuffled]) => {
      expect(measure(shuffled)).toEqual(measure(some));
    }),
  );
}

const values = anyGroups.map((groups) =>
  groups.map(({ category, numerator, denominator }) => ({
    category,
    value: (100 * numerator) / denominator,
    size: denominator,
  })),
);
const figures = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 3, maxLength: 40 });

describe("no measure of groups depends on the order of its rows", () => {
  test.each(FLAG_METHODS.map((method) => [methodRef(method), method] as const))("%s", (_, method) => {
    isInvariant(anyGroups, (groups) => flagGroups(groups, method));
    isInvariant(anyGroups, (groups) => flagGroups(groups, method, { polarity: "lower" }));
  });

  test("the risk ratio, and years running", () => {
    isInvariant(anyGroups, (groups) => riskRatios(groups));
    const years = fc.uniqueArray(
      fc.record({ year: fc.integer({ min: 2015, max: 2025 }), flagged: fc.boolean() }),
      { selector: ({ year }) => year },
    );
    isInvariant(years, (history) => yearsRunning(history));
  });

  test("the gap between the best-off and the one furthest behind", () => {
    isInvariant(values, (rows) =>
      gapOf(
        Object.fromEntries(
          rows.map(({ category, value, size }) => [
            category,
            { value, numerator: null, denominator: size, status: "ok" as const },
          ]),
        ),
        { polarity: "higher" },
      ),
    );
  });

  test("the measures of disparity, of unordered and of ordered dimensions", () => {
    isInvariant(values, (rows) => disparityOf(rows, { polarity: "higher" }));
    isInvariant(values, (rows) => disparityOf(rows, { polarity: "lower", overall: 50 }));
    const ranked = values.map((rows) => rows.map((row, index) => ({ ...row, rank: index + 1 })));
    isInvariant(ranked, (rows) => rankedDisparity(rows, { polarity: "higher" }));
  });

  test("comparisons with a reference, and p-values of a family", () => {
    isInvariant(anyGroups, (groups) => compareWithReference({ numerator: 30, denominator: 70 }, groups));
    const tests = anyGroups.map((groups) =>
      groups.map(({ category, numerator, denominator }) => ({ id: category, p: numerator / denominator })),
    );
    isInvariant(tests, (rows) => adjustForFamily(rows));
  });

  test("sums of survey estimates", () => {
    const estimates = fc.array(
      fc.record({
        value: fc.integer({ min: 0, max: 50 }).map((value) => value / 10),
        margin: fc.integer({ min: 0, max: 99 }).map((margin) => margin / 10),
        level: fc.constantFrom(0.9, 0.95),
      }),
    );
    isInvariant(estimates, (rows) => sumOfEstimates(rows));
  });
});

describe("no measure of a series depends on the order of its rows", () => {
  test.each(RULE_SETS.map((set) => [ruleSetRef(set), set] as const))("a chart by %s", (_, ruleSet) => {
    const series = figures.map((numbers) => monthly(numbers.map((number) => number / 1000)));
    isInvariant(series, (rows) => chartOf(rows, { ruleSet, better: "higher", rebaseAt: ["2025-01"] }));
  });

  test("a p chart", () => {
    const [ruleSet] = RULE_SETS.filter(({ id }) => id === "control-8-6");
    const series = figures.map((numbers) => monthlyCounts(numbers, 100_000));
    isInvariant(series, (rows) => ruleSet && chartOf(rows, { ruleSet, kind: "p", better: "lower" }));
  });

  test("a projection", () => {
    const series = figures.map((numbers) =>
      numbers.map((value, index) => ({ at: `${1990 + (index % 30)}-06-30`, value })),
    );
    const target = { at: "2030-06-30", value: 50_000 };
    isInvariant(series, (rows) => projectToTarget(rows, { target, polarity: "higher" }));
  });
});

describe("neither roll-ups nor safe arithmetic depend on the order of their rows", () => {
  const verdicts = fc
    .array(
      fc.constantFrom("met", "improving", "getting-worse", "closing-up", "measures-disagree", "protected"),
    )
    .map((found) => found.map((verdict, index) => ({ id: `ind_${index}`, verdict })));

  test("shares of indicators and of gaps", () => {
    isInvariant(verdicts, (rows) => rollUpProgress(rows));
    isInvariant(verdicts, (rows) => rollUpGaps(rows));
  });

  test("sums and pooled rates, refused or not", () => {
    const parts = anyGroups.map((groups) =>
      groups.map(
        ({ category, numerator, denominator }, index): Part => ({
          label: category,
          period: schoolYear(2020 + (index % 3)),
          place: { code: "09001", within: [] },
          dimensions: { "race-ethnicity": category },
          instrument: index % 3 === 0 ? "first" : "second",
          cell: { numerator, denominator, status: "ok" },
        }),
      ),
    );
    const method = { unit: "percent", aggregation: "weighted", overTime: "flow" } as const;
    isInvariant(parts, ([first, ...rest]) => first && combineParts([first, ...rest], method));
    isInvariant(
      parts,
      ([first, ...rest]) => first && combineParts([first, ...rest], method, { said: ["instrument-change"] }),
    );
    const whole = { label: "All", cell: { numerator: 100, denominator: 1000, status: "ok" as const } };
    isInvariant(parts, (rows) => checkParts(rows, whole, { unit: "percent", tolerance: 2000 }));
  });
});
