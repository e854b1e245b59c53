import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cleanCell,
  emptyTokens,
  figureIn,
  numberIn,
  sameCell,
} from "../../../shared/interchange/csv-cells.ts";

const point = { decimal: "." } as const;
const comma = { decimal: "," } as const;

describe("a cell", () => {
  test.each([
    ['="0020011"', "0020011"],
    ['=""2850013""', "2850013"],
    ["\uFEFFDistrict ", "District"],
    ["\u00A0Black\u00A0or African American\u200B", "Black or African American"],
    ['="  12 "', "12"],
    ["=A1+B2", "=A1+B2"],
  ])("%j reads %j", (raw, clean) => {
    expect(cleanCell(raw)).toBe(clean);
  });

  test("is the same as another when both are equal as numbers, or read alike", () => {
    expect(sameCell("19.0", "19", point)).toBe(true);
    expect(sameCell("03", "3", point)).toBe(true);
    expect(sameCell(" Percent", "percent", point)).toBe(true);
    expect(sameCell("19.5", "19", point)).toBe(false);
    expect(sameCell("19,0", "19", comma)).toBe(true);
  });
});

describe("a number in a cell", () => {
  test.each([
    ["1,234", 1234, 0],
    ["1 234 567.50", 1234567.5, 2],
    ["19.0", 19, 1],
    [".5", 0.5, 1],
    ["-3", -3, 0],
    ["\u22123", -3, 0],
    ["1E3", 1000, 0],
    ['="0042"', 42, 0],
  ])("%j is %d with %i decimals", (cell, value, decimals) => {
    expect(numberIn(cell, point)).toEqual({ value, decimals, percent: false });
  });

  test("may carry a percent sign, which is told", () => {
    expect(numberIn("12.5 %", point)).toEqual({ value: 12.5, decimals: 1, percent: true });
  });

  test("has its decimals after a comma where the mapping says so", () => {
    expect(numberIn("1.234,5", comma)).toEqual({ value: 1234.5, decimals: 1, percent: false });
    expect(numberIn("12,5", point)).toBeUndefined();
  });

  test.each(["", "*", "abc", "1,23", "1.2.3", "12 apples", "=1+1", "(5)", "%"])("%j is none", (cell) => {
    expect(numberIn(cell, point)).toBeUndefined();
  });

  test("is the same with and without thousands separators, at any size", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (value) => {
        expect(numberIn(value.toLocaleString("en-US"), point)?.value).toBe(value === 0 ? 0 : value);
        expect(numberIn(value.toLocaleString("de-DE"), comma)?.value).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

describe("a token for no figure", () => {
  const tokens = emptyTokens(
    [
      ["*", "c"],
      ["-9999", "c"],
      ["", "x"],
      ["N/A", "z"],
    ],
    point,
  );

  test.each([
    ["*", "c"],
    [" * ", "c"],
    ["-9999.0", "c"],
    ["", "x"],
    ["\u00A0", "x"],
    ["n/a", "z"],
    ["<10", "c"],
    ["n < 10", "c"],
    [">95%", "c"],
    ["≤ 5", "c"],
  ])("%j has status %s", (cell, status) => {
    expect(figureIn(cell, tokens, point)).toEqual({ state: "empty", status });
  });

  test("is not made of what nobody listed", () => {
    expect(figureIn("-9998", tokens, point)).toMatchObject({ state: "number", value: -9998 });
    expect(figureIn("n.d.", tokens, point)).toEqual({ state: "unreadable", text: "n.d." });
  });
});
