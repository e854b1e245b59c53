import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ATOMS, atomsOn } from "../../../../shared/investments/accounting/atoms.ts";
import { atomsByYear, payoutByTaxYear } from "../../../../shared/investments/accounting/by-year.ts";
import { reconcile, VIEW_NAMES, viewOf } from "../../../../shared/investments/accounting/views.ts";
import { committedMinor, payableMinor } from "../../../../shared/investments/totals.ts";
import { sumMinor } from "../../../../shared/platform/money.ts";
import { lives, posted } from "./ledgers.ts";

const amounts = (lines: readonly { amountMinor: number }[]) =>
  sumMinor(lines.map((each) => each.amountMinor));

describe("the views of a commitment's money", () => {
  it("are what the totals of its ledger say, whatever happened to it", () => {
    fc.assert(
      fc.property(lives, ({ book, totals, lastOn }) => {
        const atoms = atomsOn(book, lastOn);
        const total = (name: (typeof VIEW_NAMES)[number]) => viewOf(name, atoms).totalMinor;
        expect(total("plan")).toBe(committedMinor(totals));
        expect(total("agreed")).toBe(totals.firstAgreedMinor);
        expect(total("cash")).toBe(totals.paidMinor);
        expect(total("cash-net")).toBe(totals.paidMinor - totals.refundedMinor);
        expect(total("payable")).toBe(payableMinor(totals) - atoms.discount);
        expect(total("accrual")).toBe(totals.unconditionalMinor - atoms.discount - atoms.refundedOfPaid);
        expect(total("expenditure")).toBe(totals.spentMinor);
        expect(atoms.scheduledOtherwise).toBe(0);
      }),
    );
  });

  it("keep the discount between nothing and what is payable", () => {
    fc.assert(
      fc.property(lives, ({ book, lastOn }) => {
        const { discount, payable, refundedOfAdvance, advanced } = atomsOn(book, lastOn);
        expect(discount).toBeGreaterThanOrEqual(0);
        expect(discount).toBeLessThanOrEqual(Math.max(payable, 0));
        expect(refundedOfAdvance).toBeLessThanOrEqual(advanced);
      }),
    );
  });

  it("reconcile two by two, line by line, to the cent", () => {
    const names = fc.constantFrom(...VIEW_NAMES);
    fc.assert(
      fc.property(lives, names, names, ({ book, lastOn }, from, to) => {
        const atoms = atomsOn(book, lastOn);
        const explained = reconcile(atoms, { from, to });
        expect(explained.from).toEqual(viewOf(from, atoms));
        expect(amounts(explained.from.lines)).toBe(explained.from.totalMinor);
        expect(explained.from.totalMinor + amounts(explained.lines)).toBe(explained.to.totalMinor);
        expect(explained.differenceMinor).toBe(amounts(explained.lines));
        expect(explained.lines.every(({ amountMinor }) => amountMinor !== 0)).toBe(true);
      }),
    );
  });

  it("by fiscal year sum to the views, and reconcile in every year", () => {
    const startMonths = fc.constantFrom(1, 7, 10);
    fc.assert(
      fc.property(lives, startMonths, ({ book, lastOn }, startMonth) => {
        const years = atomsByYear(book, { asOf: lastOn, startMonth });
        const whole = atomsOn(book, lastOn);
        for (const atom of ATOMS) expect(sumMinor(years.map(({ moved }) => moved[atom]))).toBe(whole[atom]);
        for (const { moved } of years) {
          const { from, to, lines } = reconcile(moved, { from: "plan", to: "cash-net" });
          expect(from.totalMinor + amounts(lines)).toBe(to.totalMinor);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("accrual and cash of one grant", () => {
  const entries = posted([
    { kind: "commitment", on: "2026-01-01", amountMinor: 1_000_000 },
    {
      kind: "recognition",
      on: "2026-01-01",
      amountMinor: 1_000_000,
      recognition: {
        rate: "0.04",
        presentValueMinor: 980_769,
        due: [
          { on: "2026-01-01", amountMinor: 500_000 },
          { on: "2027-01-01", amountMinor: 500_000 },
        ],
      },
    },
    { kind: "payment", on: "2026-01-01", amountMinor: 500_000, trancheNumber: 1 },
    { kind: "refund", on: "2026-06-30", amountMinor: 20_000, trancheNumber: 1 },
  ]);
  const book = { entries, contributions: [], tranches: [] };

  it("differ by what is owed, by the discount left on it, and by what came back", () => {
    const { from, to, lines } = reconcile(atomsOn(book, "2026-12-31"), { from: "accrual", to: "cash" });
    // The discount that is left is one day of 4 % on 5,000.00.
    expect(lines).toEqual([
      { name: "payable", amountMinor: -500_000 },
      { name: "refundedOfPaid", amountMinor: 20_000 },
      { name: "discount", amountMinor: 54 },
    ]);
    expect([from.totalMinor, to.totalMinor]).toEqual([979_946, 500_000]);
  });
});

describe("payout by tax year", () => {
  const entries = posted([
    { kind: "payment", on: "2026-12-31", valueOn: "2027-01-02", amountMinor: 300, trancheNumber: 1 },
    { kind: "advance", on: "2026-05-01", amountMinor: 200, conditionalMinor: 200, trancheNumber: 2 },
    { kind: "payment", on: "2026-06-01", amountMinor: 70, trancheNumber: 1 },
    { kind: "reversal", on: "2027-02-01", amountMinor: 70, reverses: { id: "e3", kind: "payment" } },
    { kind: "refund", on: "2027-03-01", amountMinor: 50, trancheNumber: 2 },
  ]);

  it("goes by the day the money moved, advances included, and sets beside it what came back", () => {
    expect(payoutByTaxYear(entries, { asOf: "2027-12-31", startMonth: 1 })).toEqual([
      { taxYear: 2026, paidMinor: 200, recoveredMinor: 0 },
      { taxYear: 2027, paidMinor: 300, recoveredMinor: 50 },
    ]);
  });
  it("counts a payment until it is reversed, and not at all from then on", () => {
    const before = payoutByTaxYear(entries, { asOf: "2027-01-31", startMonth: 1 });
    expect(before).toContainEqual({ taxYear: 2026, paidMinor: 270, recoveredMinor: 0 });
  });
});
