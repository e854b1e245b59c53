import { describe, expect, test } from "vitest";
import { tFor, twoSidedP, zFor } from "../../../../shared/measurement/statistics/distribution.ts";

describe("the normal distribution", () => {
  test("has 1.959964 standard errors on each side at 95 %, as in printed tables", () => {
    expect(zFor(0.95)).toBeCloseTo(1.959964, 6);
    expect(zFor(0.9)).toBeCloseTo(1.644854, 6);
    expect(zFor(0.99)).toBeCloseTo(2.575829, 6);
  });

  test("gives the p-value of either side, however far out", () => {
    expect(twoSidedP(zFor(0.95))).toBeCloseTo(0.05, 12);
    expect(twoSidedP(-1.9715)).toBeCloseTo(0.0487, 4);
    expect(twoSidedP(0)).toBe(1);
    expect(twoSidedP(8)).toBeCloseTo(1.244e-15, 18);
  });
});

describe("Student's t", () => {
  test.each([
    [1, 12.7062],
    [2, 4.3027],
    [3, 3.1824],
    [4, 2.7764],
    [5, 2.5706],
    [10, 2.2281],
    [30, 2.0423],
    [120, 1.9799],
  ])("with %d degrees of freedom is %d at 95 %%, as in printed tables", (degrees, expected) => {
    expect(tFor(0.95, degrees)).toBeCloseTo(expected, 4);
  });

  test("is wider at a higher level", () => {
    expect(tFor(0.9, 3)).toBeCloseTo(2.3534, 4);
    expect(tFor(0.99, 4)).toBeCloseTo(4.6041, 4);
  });

  test("has no interval at the level of certainty", () => {
    expect(() => tFor(1, 3)).toThrow("between 0 and 1");
    expect(() => zFor(0)).toThrow("between 0 and 1");
  });
});
