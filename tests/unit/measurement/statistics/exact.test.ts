import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ceiling,
  compare,
  exact,
  fraction,
  minus,
  over,
  plus,
  times,
  toNumber,
  total,
} from "../../../../shared/measurement/statistics/exact.ts";

describe("exact arithmetic", () => {
  test("takes a number as it is written in decimals", () => {
    expect(exact(0.1)).toEqual({ n: 1n, d: 10n });
    expect(exact(-2.5)).toEqual({ n: -5n, d: 2n });
    expect(exact(-0.5)).toEqual({ n: -1n, d: 2n });
    expect(exact(1e21)).toEqual({ n: 10n ** 21n, d: 1n });
    expect(exact(2.5e-7)).toEqual({ n: 1n, d: 4_000_000n });
  });

  test("finds 0.1 + 0.2 to be 0.3, and 0.6 / 0.75 to be 0.8, which floating point does not", () => {
    expect(compare(plus(exact(0.1), exact(0.2)), exact(0.3))).toBe(0);
    expect(0.6 / 0.75 < 0.8).toBe(true);
    expect(compare(over(exact(0.6), exact(0.75)), exact(0.8))).toBe(0);
  });

  test("keeps the sign in the numerator", () => {
    expect(fraction(1, -2)).toEqual({ n: -1n, d: 2n });
  });

  test("rounds up to the next integer, and leaves an integer as it is", () => {
    expect([fraction(35, 2), exact(15), fraction(-3, 2), exact(0)].map(ceiling)).toEqual([18, 15, -1, 0]);
  });

  test("refuses what is no finite number, and to divide by 0", () => {
    expect(() => exact(Number.NaN)).toThrow("NaN is not a finite number.");
    expect(() => exact(Number.POSITIVE_INFINITY)).toThrow("not a finite number");
    expect(() => fraction(1, 0)).toThrow("divided by 0");
  });

  test("comes back as the number it was, whatever was added and taken away again", () => {
    const value = fc.integer({ min: -1e14, max: 1e14 }).map((millionths) => millionths / 1e6);
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(toNumber(minus(plus(exact(a), exact(b)), exact(b)))).toBe(a);
      }),
    );
  });

  test("is a number again however long the fraction is", () => {
    const many = Array.from({ length: 400 }, (_, index) => fraction(1, 1009 + 2 * index));
    const sum = many.reduce((rest, one) => rest + toNumber(one), 0);
    expect(toNumber(total(many))).toBeCloseTo(sum, 10);
    expect(toNumber(times(total(many), total(many)))).toBeCloseTo(sum ** 2, 10);
  });
});
