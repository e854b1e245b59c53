import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  newcombeInterval,
  riskRatio,
  twoProportionTest,
  wilsonInterval,
} from "../../../../shared/measurement/statistics/proportion.ts";

const of = (numerator: number, denominator: number) => ({ numerator, denominator });

describe("Wilson's interval of a share", () => {
  test.each([
    [0, 10, 0, 0.2775],
    [3, 12, 0.0889, 0.5323],
    [10, 10, 0.7225, 1],
    [45, 100, 0.3561, 0.5476],
    [0, 100, 0, 0.037],
  ])("of %d in %d is %d to %d", (numerator, denominator, lower, upper) => {
    const interval = wilsonInterval(of(numerator, denominator));
    expect(interval?.lower).toBeCloseTo(lower, 4);
    expect(interval?.upper).toBeCloseTo(upper, 4);
  });

  test("ends exactly at 0 and 1 where nobody or everybody is counted", () => {
    expect(wilsonInterval(of(0, 7))?.lower).toBe(0);
    expect(wilsonInterval(of(7, 7))?.upper).toBe(1);
  });

  test("says its method and level, and that counts of everybody vary from year to year", () => {
    expect(wilsonInterval(of(3, 12))).toMatchObject({
      level: 0.95,
      method: "wilson-score@1",
      describes: "year-to-year-noise",
    });
    expect(wilsonInterval(of(3, 12), { of: "sample", level: 0.9 })).toMatchObject({
      level: 0.9,
      describes: "sampling-error",
    });
  });

  test("does not exist where the counts are no share of a whole", () => {
    expect(wilsonInterval(of(0, 0))).toBeUndefined();
    expect(wilsonInterval(of(5, 4))).toBeUndefined();
  });

  test("holds the share, and lies within 0 and 1", () => {
    const counts = fc
      .integer({ min: 1, max: 5000 })
      .chain((denominator) =>
        fc.integer({ min: 0, max: denominator }).map((numerator) => of(numerator, denominator)),
      );
    fc.assert(
      fc.property(counts, (some) => {
        const { lower = 1, upper = 0 } = wilsonInterval(some) ?? {};
        const share = some.numerator / some.denominator;
        expect(0 <= lower && lower <= share && share <= upper && upper <= 1).toBe(true);
      }),
    );
  });
});

describe("two shares", () => {
  const [a, b] = [of(45, 100), of(70, 120)];

  test("45 of 100 and 70 of 120 differ by −0.1333, by Newcombe −0.2595 to −0.0010, with z −1.9715", () => {
    const interval = newcombeInterval(a, b);
    const tested = twoProportionTest(a, b);
    expect(tested?.difference).toBeCloseTo(-0.1333, 4);
    expect(interval?.lower).toBeCloseTo(-0.2595, 4);
    expect(interval?.upper).toBeCloseTo(-0.001, 4);
    expect(tested?.z).toBeCloseTo(-1.9715, 4);
    expect(tested?.p).toBeCloseTo(0.0487, 4);
  });

  test("have no z where nobody, or everybody, is counted in both", () => {
    expect(twoProportionTest(of(0, 5), of(0, 9))).toEqual({ difference: 0, z: null, p: null });
    expect(twoProportionTest(of(5, 5), of(9, 9))).toEqual({ difference: 0, z: null, p: null });
  });

  test("are not compared where one of them is no share", () => {
    expect(newcombeInterval(a, of(1, 0))).toBeUndefined();
    expect(twoProportionTest(of(3, 2), b)).toBeUndefined();
  });

  test("20 of 50 have 0.5333 times the risk of 150 of 200, with a logarithmic interval of 0.3763 to 0.7559", () => {
    const risk = riskRatio(of(20, 50), of(150, 200));
    expect(risk?.ratio).toBeCloseTo(0.5333, 4);
    expect(risk?.interval?.lower).toBeCloseTo(0.3763, 4);
    expect(risk?.interval?.upper).toBeCloseTo(0.7559, 4);
  });

  test("have no ratio to nobody, and no interval of a ratio of 0", () => {
    expect(riskRatio(a, of(0, 10))).toEqual({ ratio: null });
    expect(riskRatio(of(0, 10), a)).toEqual({ ratio: 0 });
    expect(riskRatio(of(1, 0), a)).toBeUndefined();
  });
});
