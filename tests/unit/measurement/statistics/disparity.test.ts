import { describe, expect, test } from "vitest";
import { disparityOf } from "../../../../shared/measurement/statistics/disparity.ts";
import { rankedDisparity } from "../../../../shared/measurement/statistics/ranked-disparity.ts";
import { GOLDEN } from "./groups.ts";

const VALUES = GOLDEN.map(({ category, numerator, denominator }) => ({
  category,
  value: (100 * numerator) / denominator,
  size: denominator,
}));

describe("the disparity of a breakdown", () => {
  const found = disparityOf(VALUES, { polarity: "higher" });

  test("is measured absolutely: range, difference from the best, variance between groups, headroom", () => {
    expect(found?.overall).toBeCloseTo(65.7143, 4);
    expect(found?.absolute).toEqual({
      range: 35,
      summaryDifference: 25,
      meanDifferenceFromBest: expect.closeTo(16.6667, 4),
      betweenGroupVariance: expect.closeTo(153.0612, 4),
      attributableRisk: expect.closeTo(9.2857, 4),
    });
  });

  test("and relatively: ratio, indices of disparity, attributable fraction, Theil, mean log deviation", () => {
    expect(found?.relative).toEqual({
      ratio: 1.875,
      summaryRatio: 1.5,
      indexOfDisparity: expect.closeTo(20.6522, 4),
      weightedIndexOfDisparity: expect.closeTo(16.1491, 4),
      attributableFraction: expect.closeTo(14.1304, 4),
      theil: expect.closeTo(0.0192988, 7),
      meanLogDeviation: expect.closeTo(0.0213848, 7),
    });
  });

  test("is positive where lower is better, too", () => {
    const lower = disparityOf(VALUES, { polarity: "lower" });
    expect(lower?.absolute).toMatchObject({ range: 35, summaryDifference: 27.5 });
    expect(lower?.absolute.attributableRisk).toBeCloseTo(25.7143, 4);
    expect(lower?.relative).toMatchObject({ ratio: 1.875, summaryRatio: 67.5 / 40 });
  });

  test("has only unweighted measures where the groups have no sizes", () => {
    const unsized = VALUES.map(({ category, value }) => ({ category, value }));
    const measured = disparityOf(unsized, { polarity: "higher", overall: 65 });
    expect(measured?.absolute).toMatchObject({ attributableRisk: 10, betweenGroupVariance: null });
    expect(measured?.relative).toMatchObject({
      indexOfDisparity: expect.closeTo((100 * 40) / 3 / 65, 10),
      weightedIndexOfDisparity: null,
      theil: null,
    });
    expect(disparityOf(unsized, { polarity: "higher" })?.relative.indexOfDisparity).toBeNull();
  });

  test("has no logarithms of 0, and nothing relative to an overall value of 0", () => {
    const zero = disparityOf(
      [
        { category: "a", value: 0, size: 10 },
        { category: "b", value: 5, size: 10 },
      ],
      { polarity: "higher" },
    );
    expect(zero?.relative).toMatchObject({
      ratio: null,
      theil: null,
      meanLogDeviation: null,
      indexOfDisparity: 100,
    });
    const none = VALUES.map((value) => ({ ...value, value: 0 }));
    expect(disparityOf(none, { polarity: "higher" })?.relative).toMatchObject({
      indexOfDisparity: null,
      attributableFraction: null,
    });
  });

  test("has no headroom below 0, and does not exist for one group", () => {
    expect(disparityOf(VALUES, { polarity: "higher", overall: 80 })?.absolute.attributableRisk).toBe(0);
    expect(disparityOf(VALUES.slice(0, 1), { polarity: "higher" })).toBeUndefined();
  });
});

describe("the gradient along an ordered dimension", () => {
  const bands = (values: readonly number[], sizes: readonly number[] = values.map(() => 100)) =>
    values.map((value, index) => ({
      category: `band-${index}`,
      rank: index + 1,
      value,
      size: sizes[index] ?? 0,
    }));

  test("is the slope of a line over the ranking, and the concentration index", () => {
    expect(rankedDisparity(bands([40, 50, 60]), { polarity: "higher" })).toEqual({
      absolute: { slopeIndex: expect.closeTo(30, 10), concentrationIndex: expect.closeTo(4.444444, 6) },
      relative: {
        slopeIndex: expect.closeTo(0.6, 10),
        kunstMackenbach: expect.closeTo(65 / 35, 10),
        concentrationIndex: expect.closeTo(0.088889, 6),
      },
    });
  });

  test("is positive where the advantaged have less of what is bad", () => {
    const adverse = rankedDisparity(bands([60, 50, 40]), { polarity: "lower" });
    expect(adverse).toEqual(rankedDisparity(bands([40, 50, 60]), { polarity: "higher" }));
    expect(rankedDisparity(bands([60, 50, 40]), { polarity: "higher" })?.absolute.slopeIndex).toBeCloseTo(
      -30,
    );
  });

  test("weighs each band with its people", () => {
    const found = rankedDisparity(bands([10, 20], [300, 100]), { polarity: "higher" });
    // Middles at 0.375 and 0.875: 10 gained over half of the ranking.
    expect(found?.absolute.slopeIndex).toBeCloseTo(20, 10);
    expect(found?.relative.slopeIndex).toBeCloseTo(20 / 12.5, 10);
  });

  test("has no ratio of the ends where the line falls below 0", () => {
    expect(rankedDisparity(bands([0, 10]), { polarity: "higher" })?.relative.kunstMackenbach).toBeNull();
    expect(rankedDisparity(bands([0, 0]), { polarity: "higher" })?.relative.slopeIndex).toBeNull();
  });

  test("needs two bands with people, and a rank for each", () => {
    expect(rankedDisparity(bands([10, 20], [100, 0]), { polarity: "higher" })).toBeUndefined();
    const tied = bands([10, 20]).map((band) => ({ ...band, rank: 1 }));
    expect(rankedDisparity(tied, { polarity: "higher" })).toBeUndefined();
  });
});
