import { describe, expect, test } from "vitest";
import {
  atLevel,
  differenceOfEstimates,
  MARGIN_SYMBOLS,
  proportionOfEstimates,
  ratioOfEstimates,
  standardError,
  sumOfEstimates,
  testEstimates,
} from "../../../../shared/measurement/statistics/survey-margin.ts";

const estimate = (value: number, margin: number, level = 0.9) => ({ value, margin, level });

describe("a survey's margin of error", () => {
  test("is 1.645 standard errors at the 90 % of the American Community Survey", () => {
    expect(standardError({ margin: 3.29, level: 0.9 })).toBeCloseTo(2, 12);
    expect(standardError({ margin: 3.92, level: 0.95 })).toBeCloseTo(2, 12);
    expect(standardError({ margin: 2, level: 0.8 })).toBeCloseTo(1.560608, 6);
  });

  test("can be said at another level, and stays the same number at its own", () => {
    expect(atLevel(estimate(50, 1.645), 0.95)).toEqual({ value: 50, margin: 1.96, level: 0.95 });
    expect(atLevel(estimate(50, 0.1), 0.9).margin).toBe(0.1);
  });

  test("is 0 for a controlled estimate, and no test is appropriate for the other two symbols", () => {
    expect(MARGIN_SYMBOLS).toEqual({ "*****": 0, "***": "not-testable", "**": "not-testable" });
  });
});

describe("what is made of estimates", () => {
  test("the margin of a sum, and of a difference, is the root of the squares", () => {
    expect(sumOfEstimates([estimate(100, 3), estimate(200, 4)])).toEqual(estimate(300, 5));
    expect(differenceOfEstimates(estimate(100, 3), estimate(200, 4))).toEqual(estimate(-100, 5));
  });

  test("of several estimates of 0 only the largest margin counts in a sum", () => {
    const cells = [estimate(36, 56), estimate(0, 25), estimate(0, 28), estimate(0, 31)];
    expect(sumOfEstimates(cells).margin).toBeCloseTo(Math.sqrt(56 ** 2 + 31 ** 2), 10);
    expect(sumOfEstimates([estimate(0, 27), estimate(0, 19)])).toEqual(estimate(0, 27));
  });

  test("margins at different levels are brought to one before they are added", () => {
    expect(sumOfEstimates([estimate(1, 3.92, 0.95), estimate(2, 3.29, 0.9)]).margin).toBeCloseTo(
      3.29 * Math.SQRT2,
      10,
    );
  });

  test("a proportion takes the whole's margin off, and falls back on a ratio where that goes below 0", () => {
    expect(proportionOfEstimates(estimate(20, 5), estimate(100, 10))).toEqual({
      value: 0.2,
      margin: Math.sqrt(21) / 100,
      level: 0.9,
    });
    expect(proportionOfEstimates(estimate(90, 5), estimate(100, 10))?.margin).toBeCloseTo(
      Math.sqrt(106) / 100,
      12,
    );
  });

  test("a ratio adds the margin of what it is a ratio to", () => {
    expect(ratioOfEstimates(estimate(50, 10), estimate(100, 10))?.margin).toBeCloseTo(
      Math.sqrt(125) / 100,
      12,
    );
  });

  test("there is no proportion of, and no ratio to, 0", () => {
    expect(proportionOfEstimates(estimate(1, 1), estimate(0, 1))).toBeUndefined();
    expect(ratioOfEstimates(estimate(1, 1), estimate(0, 1))).toBeUndefined();
  });
});

describe("two estimates", () => {
  test("differ at 90 % where Z is beyond 1.645", () => {
    const tested = testEstimates(estimate(50, 5), estimate(40, 5));
    expect(tested.z).toBeCloseTo((10 * 1.645) / Math.sqrt(50), 10);
    expect(tested.significant).toBe(true);
  });

  test("do not differ where Z is exactly at it", () => {
    expect(testEstimates(estimate(10.5, 0.3), estimate(10, 0.4)).significant).toBe(false);
    expect(testEstimates(estimate(10.500001, 0.3), estimate(10, 0.4)).significant).toBe(true);
  });

  test("without any error differ as soon as they are not the same", () => {
    expect(testEstimates(estimate(2, 0), estimate(1, 0))).toEqual({ z: null, significant: true });
    expect(testEstimates(estimate(1, 0), estimate(1, 0))).toEqual({ z: null, significant: false });
  });
});
