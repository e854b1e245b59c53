import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { atomsOn } from "../../../../shared/investments/accounting/atoms.ts";
import { maturityTable } from "../../../../shared/investments/accounting/maturity.ts";
import { rollForward } from "../../../../shared/investments/accounting/roll-forward.ts";
import { lastDayOfYear } from "../../../../shared/investments/accounting/years.ts";
import { TrancheSchema } from "../../../../shared/investments/tranche.ts";
import { sumMinor } from "../../../../shared/platform/money.ts";
import { addDays } from "../../../../shared/platform/time.ts";
import { lives, posted } from "./ledgers.ts";

const yearOf = (year: number) => ({ start: `${year}-01-01`, end: `${year}-12-31` });

describe("the payables roll-forward", () => {
  const entries = posted([
    { kind: "commitment", on: "2025-06-01", amountMinor: 1_000, conditionalMinor: 600 },
    { kind: "recognition", on: "2025-06-01", amountMinor: 400 },
    { kind: "advance", on: "2025-07-01", amountMinor: 250, conditionalMinor: 250, trancheNumber: 2 },
    { kind: "payment", on: "2025-08-01", amountMinor: 100, trancheNumber: 1 },
    { kind: "condition-met", on: "2026-02-01", amountMinor: 600, clearedMinor: 250, trancheNumber: 2 },
    { kind: "recognition", on: "2026-02-01", amountMinor: 600, trancheNumber: 2 },
    { kind: "payment", on: "2026-03-01", amountMinor: 200, trancheNumber: 1 },
    { kind: "reversal", on: "2026-03-02", amountMinor: 200, reverses: { id: "e7", kind: "payment" } },
    { kind: "release", on: "2026-04-01", amountMinor: 50, trancheNumber: 1 },
    { kind: "adjustment", on: "2026-05-01", amountMinor: 80, conditionalMinor: 30 },
  ]);
  const nothing = {
    ...{ committed: 0, conditionsMet: 0, waived: 0, adjusted: 0 },
    ...{ advancesCleared: 0, paidOnPromise: 0, released: 0, reversed: 0 },
  };

  it("says line by line how what is owed moved", () => {
    expect(rollForward(entries, yearOf(2025))).toMatchObject({
      openingMinor: 0,
      lines: { ...nothing, committed: 400, paidOnPromise: -100 },
      closingMinor: 300,
    });
    expect(rollForward(entries, yearOf(2026))).toMatchObject({
      openingMinor: 300,
      lines: {
        ...nothing,
        ...{ conditionsMet: 600, advancesCleared: -250, paidOnPromise: -200, reversed: 200 },
        ...{ released: -50, adjusted: 50 },
      },
      closingMinor: 650,
    });
    expect(rollForward(entries, yearOf(2027))).toMatchObject({
      openingMinor: 650,
      lines: nothing,
      closingMinor: 650,
    });
  });

  it("closes each year where the next one opens, and ends on what is payable, discount and all", () => {
    fc.assert(
      fc.property(lives, fc.constantFrom(1, 4, 7), ({ book, lastOn }, startMonth) => {
        let closing = { payable: 0, discount: 0 };
        let start = "2025-12-01";
        for (let year = 2026; start <= lastOn; year++) {
          const end = lastDayOfYear(year, startMonth);
          if (end < start) continue;
          const roll = rollForward(book.entries, { start, end });
          expect({ payable: roll.openingMinor, discount: roll.discount.openingMinor }).toEqual(closing);
          const { openingMinor, addedMinor, unwoundMinor, closingMinor } = roll.discount;
          expect(openingMinor + addedMinor - unwoundMinor).toBe(closingMinor);
          expect(roll.openingMinor + sumMinor(Object.values(roll.lines))).toBe(roll.closingMinor);
          const atoms = atomsOn(book, end);
          closing = { payable: atoms.payable, discount: atoms.discount };
          expect({ payable: roll.closingMinor, discount: roll.discount.closingMinor }).toEqual(closing);
          start = addDays(end, 1);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("the maturity table", () => {
  const tranche = (number: number, dueOn: string, given: Record<string, unknown> = {}) =>
    TrancheSchema().parse({
      ...{ number, dueOn, amountMinor: 100, currency: "USD" },
      ...{ paidMinor: 0, advancedMinor: 0, refundedMinor: 0, releasedMinor: 0 },
      ...given,
    });
  const condition = {
    barrier: { kind: "performance", description: "500 children" },
    rightOfReturn: false,
    rightOfRelease: true,
  };
  const tranches = [
    tranche(1, "2026-02-01", { paidMinor: 40, releasedMinor: 10 }),
    tranche(2, "2027-03-01"),
    tranche(3, "2027-03-02"),
    tranche(4, "2031-03-01", { condition, paidMinor: 30, advancedMinor: 30, releasedMinor: 5 }),
    tranche(5, "2031-03-02"),
  ];
  const on = { asOf: "2026-03-01", fiscalYearStartMonth: 7, payableMinor: 350, discountMinor: 21 };

  it("sets what is payable by when it falls due, and what is conditional beside it", () => {
    const table = maturityTable(tranches, on);
    expect(table.maturities).toEqual({
      overdue: { payableMinor: 50, conditionalMinor: 0 },
      "within-a-year": { payableMinor: 100, conditionalMinor: 0 },
      "one-to-five-years": { payableMinor: 100, conditionalMinor: 95 },
      later: { payableMinor: 100, conditionalMinor: 0 },
    });
    expect(table.byFiscalYear).toEqual([
      { fiscalYear: 2026, payableMinor: 50, conditionalMinor: 0 },
      { fiscalYear: 2027, payableMinor: 200, conditionalMinor: 0 },
      { fiscalYear: 2031, payableMinor: 100, conditionalMinor: 95 },
    ]);
    expect(table).toMatchObject({ unscheduledMinor: 0, discountMinor: 21, carryingMinor: 329 });
  });

  it("names what is payable and in no schedule", () => {
    expect(maturityTable(tranches, { ...on, payableMinor: 380 }).unscheduledMinor).toBe(30);
  });

  it("sums to what is payable, in both of its cuts", () => {
    fc.assert(
      fc.property(lives, fc.integer({ min: -400, max: 4000 }), ({ book, lastOn }, days) => {
        const { payable, discount, conditional } = atomsOn(book, lastOn);
        const parsed = book.tranches.map((each) => TrancheSchema().parse(each));
        const at = { fiscalYearStartMonth: 1, payableMinor: payable, discountMinor: discount };
        const table = maturityTable(parsed, { ...at, asOf: addDays(lastOn, days) });
        const cuts = [Object.values(table.maturities), table.byFiscalYear];
        for (const rows of cuts) {
          expect(sumMinor(rows.map((row) => row.payableMinor))).toBe(payable);
          expect(sumMinor(rows.map((row) => row.conditionalMinor))).toBe(conditional);
        }
        expect(table.unscheduledMinor).toBe(0);
      }),
      { numRuns: 50 },
    );
  });
});
