import { describe, expect, test } from "vitest";
import { checkRow } from "../../../shared/measurement/check-row.ts";
import { type ObservationRowInput, ObservationRowSchema } from "../../../shared/measurement/observation.ts";
import { aRow } from "./builders.ts";

const check = (overrides: Partial<ObservationRowInput>) => checkRow(aRow(overrides), { unit: "percent" });
const faults = (overrides: Partial<ObservationRowInput>) => {
  const checked = check(overrides);
  return checked.ok ? [] : checked.errors.map(({ pointer, detail }) => `${pointer} ${detail}`);
};

describe("what is said of how sure a figure is", () => {
  test("is kept with the figure: a margin with its level, or bounds", () => {
    expect(check({ value: 18.4, margin: 2.1, confidenceLevel: 90 })).toMatchObject({
      cell: { value: 18.4, margin: 2.1, confidenceLevel: 90, status: "ok" },
    });
    expect(check({ numerator: 3, denominator: 12, lower: 8.89, upper: 53.23, confidenceLevel: 95 })).toEqual({
      ok: true,
      adjusted: [],
      cell: { numerator: 3, denominator: 12, lower: 8.89, upper: 53.23, confidenceLevel: 95, status: "ok" },
    });
    expect(check({ value: 18.4, lower: 18.4, upper: 18.4 }).ok).toBe(true);
  });

  test("is refused where a margin is below zero or its level is none that sources print", () => {
    const row = { ...aRow({ value: 18.4 }), margin: 1, confidenceLevel: 90 };
    expect(ObservationRowSchema().safeParse(row).success).toBe(true);
    expect(ObservationRowSchema().safeParse({ ...row, margin: 0 }).success).toBe(true);
    expect(ObservationRowSchema().safeParse({ ...row, margin: -0.1 }).success).toBe(false);
    expect(ObservationRowSchema().safeParse({ ...row, confidenceLevel: 0.9 }).success).toBe(false);
  });

  test.each<[Partial<ObservationRowInput>, string]>([
    [
      { value: 18, margin: 2 },
      "/confidenceLevel Say at which level the margin of error is given, such as 90.",
    ],
    [
      { value: 18, confidenceLevel: 90 },
      "/confidenceLevel A level belongs to a margin of error or to bounds.",
    ],
    [
      { value: 18, margin: 2, lower: 16, upper: 20, confidenceLevel: 90 },
      "/margin Give a margin of error or bounds, not both.",
    ],
    [{ value: 18, lower: 16 }, "/upper Bounds come in pairs: give the lower and the upper one."],
    [{ value: 18, upper: 20 }, "/lower Bounds come in pairs: give the lower and the upper one."],
    [
      { value: 18, lower: 18.2, upper: 20 },
      "/lower The lower bound, 18.2, lies above the figure, which is 18.",
    ],
    [
      { value: 18, lower: 16, upper: 17.9 },
      "/upper The upper bound, 17.9, lies below the figure, which is 18.",
    ],
    [{ status: "x", margin: 2 }, '/margin A cell of status "x" has no margin.'],
    [{ status: "c", lower: 1 }, '/lower A cell of status "c" has no lower.'],
  ])("of %j is refused", (given, fault) => {
    expect(faults(given)).toEqual([fault]);
  });

  test("takes bounds as near to the figure as their last decimal was rounded", () => {
    expect(faults({ numerator: 1, denominator: 3, lower: 33.4, upper: 33.4 })).toEqual([
      "/lower The lower bound, 33.4, lies above the figure, which is 33.333333.",
    ]);
    expect(faults({ numerator: 1, denominator: 3, lower: 33.3, upper: 33.3 })).toEqual([]);
  });

  test("is read to six decimals like every figure", () => {
    expect(check({ value: 18.4, margin: 2.1000000000000005, confidenceLevel: 90 })).toMatchObject({
      cell: { margin: 2.1 },
      adjusted: [{ pointer: "/margin", code: "rounded" }],
    });
  });
});
