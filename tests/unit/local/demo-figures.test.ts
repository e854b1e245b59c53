import { describe, expect, it } from "vitest";
import { YEARLY_INDICATORS } from "../../../infra/local/demo/catalogue.ts";
import { HARBOR_COMMITMENTS, LAKES_COMMITMENTS } from "../../../infra/local/demo/commitments.ts";
import { cellsOf } from "../../../infra/local/demo/figures.ts";
import { YEARS } from "../../../infra/local/demo/indicator.ts";
import { monthlyRows } from "../../../infra/local/demo/monthly-absence.ts";

const tables = Object.values(YEARLY_INDICATORS).flatMap((indicator) =>
  YEARS.flatMap((year, index) => {
    const level = indicator.levels[index];
    return typeof level === "number" ? [{ indicator, year, cells: cellsOf(indicator, level, year) }] : [];
  }),
);

describe("the demo's figures", () => {
  it("bear out what the story says of them: 1,531 children with a seat, after 924", () => {
    const seats = (year: number) =>
      tables
        .find((table) => table.indicator === YEARLY_INDICATORS["pre-k-seats"] && table.year === year)
        ?.cells.find((cell) => Object.keys(cell.dimensions).length === 0)?.counts.numerator;
    expect([seats(2021), seats(2024)]).toEqual([924, 1531]);
  });

  it("hold in the latest year a breakdown that is withheld, for a child could be recognised in it", () => {
    const latest = tables.filter(
      ({ year, indicator }) => year === YEARS.at(-1) && indicator.level === "core",
    );
    const small = latest.filter(({ cells }) =>
      cells.some(({ counts }) => {
        const both = [counts.numerator, counts.denominator - counts.numerator];
        return both.some((count) => count > 0 && count < 10);
      }),
    );
    expect(small.map(({ indicator }) => indicator.outcomeId)).toContain("postsecondary-completion");
  });

  it("are the same each time they are made", () => {
    for (const { indicator, year, cells } of tables) {
      const level = indicator.levels[YEARS.indexOf(year)] ?? 0;
      expect(cellsOf(indicator, level, year)).toEqual(cells);
    }
  });

  it("sum to their total in every breakdown, so that nothing can be told by subtraction", () => {
    for (const { cells } of tables) {
      const total = cells.find((cell) => Object.keys(cell.dimensions).length === 0)?.counts;
      const keys = new Set(cells.map((cell) => Object.keys(cell.dimensions).sort().join("+")));
      for (const key of keys) {
        const parts = cells.filter((cell) => Object.keys(cell.dimensions).sort().join("+") === key);
        const sum = (name: "numerator" | "denominator") =>
          parts.reduce((all, { counts }) => all + counts[name], 0);
        expect({ numerator: sum("numerator"), denominator: sum("denominator") }).toEqual(total);
      }
    }
  });

  it("are counts: whole, not below zero, and of a percentage no more than there are", () => {
    for (const { indicator, cells } of tables)
      for (const { counts } of cells) {
        expect(Number.isSafeInteger(counts.numerator) && counts.numerator >= 0).toBe(true);
        expect(Number.isSafeInteger(counts.denominator) && counts.denominator > 0).toBe(true);
        if (indicator.unit === "percent") expect(counts.numerator).toBeLessThanOrEqual(counts.denominator);
      }
  });

  it("have small cells, as real ones do", () => {
    const small = tables.flatMap(({ cells }) => cells).filter(({ counts }) => counts.numerator < 10);
    expect(small.length).toBeGreaterThan(5);
  });

  it("go on month by month for at least twenty-four months", () => {
    const months = new Set(
      monthlyRows("ind_1").map((row) => ("period" in row ? JSON.stringify(row.period) : "")),
    );
    expect(months.size).toBeGreaterThanOrEqual(24);
  });
});

describe("the demo's commitments", () => {
  it("have tranches that sum to their amount", () => {
    const cents = (amount: string) => Math.round(Number(amount) * 100);
    for (const { amount, tranches } of [...HARBOR_COMMITMENTS, ...LAKES_COMMITMENTS])
      expect(tranches.reduce((sum, tranche) => sum + cents(tranche.amount), 0)).toBe(cents(amount));
  });
});
