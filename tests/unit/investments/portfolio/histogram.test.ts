import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countOf, medianOf, percentileOf } from "../../../../shared/investments/portfolio/histogram.ts";

describe("a histogram", () => {
  it("has the middle value as its median, or half-way between the two middle ones", () => {
    expect(medianOf({ 12: 1, 24: 1, 36: 1 })).toBe(24);
    expect(medianOf({ 12: 2, 36: 1, 9: 1 })).toBe(12);
    expect(medianOf({ 9: 1, 12: 1 })).toBe(10.5);
    expect(medianOf({})).toBeNull();
  });

  it("has the smallest value that nine in ten do not exceed as its 90th percentile", () => {
    expect(percentileOf({ 0: 9, 30: 1 }, 90)).toBe(0);
    expect(percentileOf({ 0: 8, 30: 2 }, 90)).toBe(30);
    expect(percentileOf({ 100: 1, 20: 1 }, 90)).toBe(100);
    expect(percentileOf({}, 90)).toBeNull();
  });

  it("agrees with the sorted list of its values", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 40 }), (values) => {
        const histogram: Record<string, number> = {};
        for (const value of values) histogram[value] = (histogram[value] ?? 0) + 1;
        const sorted = values.toSorted((a, b) => a - b);
        const n = sorted.length;
        const at = (index: number) => sorted[index] ?? Number.NaN;
        expect(countOf(histogram)).toBe(n);
        expect(medianOf(histogram)).toBe((at(Math.floor((n - 1) / 2)) + at(Math.floor(n / 2))) / 2);
        expect(percentileOf(histogram, 90)).toBe(at(Math.ceil(0.9 * n - 1e-9) - 1));
      }),
    );
  });
});
