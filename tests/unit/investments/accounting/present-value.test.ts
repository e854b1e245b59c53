import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  amortise,
  anniversariesUntil,
  type Due,
  presentValueOf,
} from "../../../../shared/investments/accounting/present-value.ts";
import { lastDayOfYear, yearsAndDays } from "../../../../shared/investments/accounting/years.ts";
import { sumMinor } from "../../../../shared/platform/money.ts";
import { addDays, addMonths } from "../../../../shared/platform/time.ts";

const ON = "2026-01-01";

/** Equal yearly payments from a day on. */
function yearly(amountMinor: number, count: number, first: string): Due[] {
  return Array.from({ length: count }, (_, index) => ({ on: addMonths(first, 12 * index), amountMinor }));
}

const arrears = yearly(200_000_000, 5, "2027-01-01");

describe("the present value", () => {
  it.each([
    ["5 of 2.0 M at 4 % in arrears", arrears, "0.04", 890_364_466],
    ["5 of 2.0 M at 4 %, the first today", yearly(200_000_000, 5, ON), "0.04", 925_979_045],
    ["5 of 25,000 at 12 %, the first today", yearly(2_500_000, 5, ON), "0.12", 10_093_373],
    ["5 of 50 at 5 % in arrears", yearly(5_000, 5, "2027-01-01"), "0.05", 21_647],
    [
      "10 M now and 6 of 15 M at 4.25 %",
      [{ on: ON, amountMinor: 1_000_000_000 }, ...yearly(1_500_000_000, 6, "2027-01-01")],
      "0.0425",
      8_799_609_994,
    ],
    ["anything at no interest", arrears, "0", 1_000_000_000],
    ["what is due on the day or was due before", [{ on: "2025-06-30", amountMinor: 7 }], "0.04", 7],
  ])("of %s is exact to the cent", (_what, due, rate, presentValue) => {
    expect(presentValueOf(due, { on: ON, rate })).toBe(presentValue);
  });

  it("counts whole years by anniversary and the rest as days of 365", () => {
    expect(yearsAndDays("2024-02-29", "2027-03-01")).toEqual({ years: 3, days: 1 });
    expect(yearsAndDays("2025-07-01", "2026-06-30")).toEqual({ years: 0, days: 364 });
    // 1.04 to the power of 1 + 181/365 is 1.0604297…: 1,000,000 / that.
    expect(presentValueOf([{ on: "2027-07-01", amountMinor: 100_000_000 }], { on: ON, rate: "0.04" })).toBe(
      Math.round(100_000_000 / 1.04 ** (1 + 181 / 365)),
    );
  });
});

describe("the amortisation", () => {
  it("of 5 times 2.0 M at 4 % unwinds year by year and closes at nothing", () => {
    const ends = anniversariesUntil("2031-01-01", ON);
    const { presentValueMinor, rows } = amortise(arrears, { on: ON, rate: "0.04" }, ends);
    expect(presentValueMinor).toBe(890_364_466);
    expect(rows.map((row) => [row.endOn, row.accretionMinor, row.closingMinor])).toEqual([
      ["2027-01-01", 35_614_579, 725_979_045],
      ["2028-01-01", 29_039_162, 555_018_207],
      ["2029-01-01", 22_200_728, 377_218_935],
      ["2030-01-01", 15_088_757, 192_307_692],
      ["2031-01-01", 7_692_308, 0],
    ]);
    expect(rows.map((row) => row.openingMinor)).toEqual([
      890_364_466, 725_979_045, 555_018_207, 377_218_935, 192_307_692,
    ]);
  });

  it("by fiscal year gives each year its part of the same discount", () => {
    const ends = [2026, 2027, 2028, 2029, 2030, 2031, 2032].map((year) => lastDayOfYear(year, 7));
    const { presentValueMinor, rows } = amortise(arrears, { on: ON, rate: "0.04" }, ends);
    expect(rows.map((row) => row.endOn)).toEqual(ends.slice(0, 6));
    expect(rows.at(-1)?.closingMinor).toBe(0);
    expect(sumMinor(rows.map((row) => row.accretionMinor))).toBe(1_000_000_000 - presentValueMinor);
    // 180 days: 8,903,644.66 times (1.04 to the power of 180/365, less one).
    expect(rows[0]).toMatchObject({ openingMinor: 890_364_466, dueMinor: 0, accretionMinor: 17_388_804 });
  });

  it("ends on nothing, adds up and never runs backwards, whatever is due and however time is cut", () => {
    const day = fc.integer({ min: 0, max: 5000 }).map((days) => addDays(ON, days));
    const due = fc.array(fc.record({ on: day, amountMinor: fc.integer({ min: 1, max: 10 ** 12 }) }), {
      minLength: 1,
      maxLength: 12,
    });
    const rate = fc.integer({ min: 0, max: 2000 }).map((points) => `0.${String(points).padStart(4, "0")}`);
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 5000 }), { maxLength: 8 });
    fc.assert(
      fc.property(due, rate, cuts, (lines, yearlyRate, days) => {
        const ends = [...days.sort((a, b) => a - b), 5001].map((days) => addDays(ON, days));
        const { presentValueMinor, rows } = amortise(lines, { on: ON, rate: yearlyRate }, ends);
        const total = sumMinor(lines.map((line) => line.amountMinor));
        expect(rows.at(-1)?.closingMinor).toBe(0);
        expect(sumMinor(rows.map((row) => row.accretionMinor))).toBe(total - presentValueMinor);
        expect(rows.every((row) => row.accretionMinor >= -1)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
