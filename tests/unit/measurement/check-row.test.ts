import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkRow } from "../../../shared/measurement/check-row.ts";
import type { ObservationRowInput } from "../../../shared/measurement/observation.ts";
import type { Scale } from "../../../shared/measurement/value.ts";
import { aRow } from "./builders.ts";

const PERCENT: Scale = { unit: "percent" };
const check = (overrides: Partial<ObservationRowInput>, scale: Scale = PERCENT) =>
  checkRow(aRow(overrides), scale);
const pointers = (overrides: Partial<ObservationRowInput>, scale: Scale = PERCENT) => {
  const checked = check(overrides, scale);
  return checked.ok ? [] : checked.errors.map((error) => error.pointer);
};

describe("a row of observations", () => {
  test("with a numerator over its denominator is refused", () => {
    expect(pointers({ numerator: 103, denominator: 102 })).toEqual(["/numerator"]);
  });

  test("with counts that are not whole is refused", () => {
    expect(pointers({ numerator: 1.5, denominator: 102.25 })).toEqual(["/numerator", "/denominator"]);
  });

  test("with a percentage outside 0 to 100 is refused", () => {
    expect(pointers({ value: 100.1 })).toEqual(["/value"]);
    expect(pointers({ value: -0.1 })).toEqual(["/value"]);
    expect(pointers({ value: 100 })).toEqual([]);
  });

  test("with neither value nor counts is refused, unless its status says why", () => {
    expect(pointers({ numerator: 51, denominator: undefined })).toEqual([""]);
    expect(pointers({ status: "x" })).toEqual([]);
  });

  test("with a value beside a status that says there is none is refused", () => {
    expect(pointers({ status: "c", value: 50 })).toEqual(["/value"]);
    expect(pointers({ status: "x", numerator: 5, denominator: 10 })).toEqual(["/numerator", "/denominator"]);
  });

  test("may hold counts beside a rate that its source hides", () => {
    const checked = check({ status: "c", numerator: 9, denominator: 15 });
    expect(checked).toMatchObject({ ok: true, cell: { numerator: 9, denominator: 15, status: "c" } });
  });

  test("with nothing to divide by is refused", () => {
    expect(pointers({ numerator: 0, denominator: 0 })).toEqual(["/denominator"]);
  });

  test.each([
    [57.1, true],
    [57, true],
    [57.2, true],
    [57.3, false],
    [57.14, true],
    [56.9, false],
    [58, false],
  ])("printed as %d beside 8 of 14 (57.142857) agrees: %s", (value, agrees) => {
    expect(check({ numerator: 8, denominator: 14, value }).ok).toBe(agrees);
  });

  test("keeps counts rather than the value they give", () => {
    expect(check({ numerator: 9, denominator: 15, value: 60 })).toMatchObject({
      cell: { numerator: 9, denominator: 15, status: "ok" },
    });
    expect(check({ numerator: 9, denominator: 15, value: 60 })).not.toHaveProperty("cell.value");
  });

  test("with floating-point noise is rounded to six decimals, and says so", () => {
    expect(check({ value: 12.300000000000002 })).toEqual({
      ok: true,
      cell: { value: 12.3, status: "ok" },
      adjusted: [{ pointer: "/value", code: "rounded", detail: "12.300000000000002 was read as 12.3." }],
    });
    expect(check({ value: 12.3 })).toMatchObject({ adjusted: [] });
  });

  test("of a count takes its figure as numerator or value, and both only when they are equal", () => {
    const scale: Scale = { unit: "count" };
    expect(check({ value: 40 }, scale)).toMatchObject({ cell: { numerator: 40 } });
    expect(check({ value: 40, numerator: 40 }, scale).ok).toBe(true);
    expect(pointers({ value: 41, numerator: 40 }, scale)).toEqual(["/value"]);
    expect(pointers({ value: 4.5 }, scale)).toEqual(["/value"]);
  });

  test("of a rate may count more events than people", () => {
    const scale: Scale = { unit: "rate", ratePer: 1000 };
    expect(check({ numerator: 30, denominator: 20, value: 1500 }, scale).ok).toBe(true);
  });

  test("whose value was computed from its counts and printed with any number of decimals agrees with them", () => {
    const counts = fc
      .integer({ min: 1, max: 5000 })
      .chain((d) => fc.tuple(fc.integer({ min: 0, max: d }), fc.constant(d)));
    fc.assert(
      fc.property(counts, fc.integer({ min: 0, max: 8 }), ([numerator, denominator], decimals) => {
        const value = Number(((100 * numerator) / denominator).toFixed(decimals));
        expect(check({ numerator, denominator, value }).ok).toBe(true);
      }),
    );
  });
});
