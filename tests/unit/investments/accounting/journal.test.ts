import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { atomsOn } from "../../../../shared/investments/accounting/atoms.ts";
import {
  type JournalLine,
  journalLines,
  refundsReclassified,
  unwindingLines,
} from "../../../../shared/investments/accounting/journal.ts";
import { viewOf } from "../../../../shared/investments/accounting/views.ts";
import type { LedgerEntry } from "../../../../shared/investments/ledger-entry.ts";
import type { AccountName } from "../../../../shared/investments/settings/account-names.ts";
import { sumMinor } from "../../../../shared/platform/money.ts";
import { AGREED_ON, lives, posted } from "./ledgers.ts";

function journal(entries: readonly LedgerEntry[]): JournalLine[] {
  const reclassified = refundsReclassified(entries);
  return entries.flatMap((entry) => journalLines(entry, reclassified.get(entry.id) ?? 0));
}

/** Debits less credits of an account. */
function balance(lines: readonly JournalLine[], account: AccountName): number {
  const ofAccount = lines.filter((line) => line.account === account);
  return sumMinor(ofAccount.map(({ debitMinor, creditMinor }) => debitMinor - creditMinor));
}

/** Credits less debits of an account. */
function owed(lines: readonly JournalLine[], account: AccountName): number {
  return 0 - balance(lines, account);
}

function isBalanced(lines: readonly JournalLine[]): boolean {
  return sumMinor(lines.map(({ debitMinor, creditMinor }) => debitMinor - creditMinor)) === 0;
}

const M = 100_000_000;

describe("a mixed promise: 4 M on signature, 6 M when a match is verified", () => {
  const match = { trancheNumber: 2 };
  const signed = [
    { kind: "commitment", on: "2026-01-01", amountMinor: 10 * M, conditionalMinor: 6 * M },
    { kind: "recognition", on: "2026-01-01", amountMinor: 4 * M },
    { kind: "payment", on: "2026-01-01", amountMinor: 4 * M, trancheNumber: 1 },
  ] as const;
  const advanced = [
    { kind: "advance", on: "2026-04-01", amountMinor: 2 * M, conditionalMinor: 2 * M, ...match },
  ] as const;
  const verified = [
    { kind: "condition-met", on: "2026-09-01", amountMinor: 6 * M, clearedMinor: 2 * M, ...match },
    { kind: "recognition", on: "2026-09-01", amountMinor: 6 * M, ...match },
  ] as const;
  const accounts = (entries: Parameters<typeof posted>[0]) => {
    const lines = journal(posted(entries));
    const of = (account: AccountName) => balance(lines, account) / M;
    return {
      expense: of("grant-expense"),
      payable: owed(lines, "grants-payable") / M,
      advances: of("grant-advances"),
      cash: of("cash"),
      disclosed: of("conditional-grants"),
    };
  };

  it("on day 1 is 4 M of expense, paid, with 6 M disclosed and not booked", () => {
    expect(accounts(signed)).toEqual({ expense: 4, payable: 0, advances: 0, cash: -4, disclosed: 6 });
  });
  it("an advance of 2 M before the match is an asset, and the expense is still 4 M", () => {
    const after = accounts([...signed, ...advanced]);
    expect(after).toEqual({ expense: 4, payable: 0, advances: 2, cash: -6, disclosed: 6 });
  });
  it("the match verified is 6 M more of expense, the advance cleared, and 4 M payable", () => {
    const after = accounts([...signed, ...advanced, ...verified]);
    expect(after).toEqual({ expense: 10, payable: 4, advances: 0, cash: -6, disclosed: 0 });
  });
  it("what came back of the advance lowers the asset, and from the match on the expense", () => {
    const refund = [{ kind: "refund", on: "2026-05-01", amountMinor: M / 2, ...match }] as const;
    const before = accounts([...signed, ...advanced, ...refund]);
    expect(before).toMatchObject({ expense: 4, advances: 1.5, cash: -5.5 });
    const after = accounts([...signed, ...advanced, ...refund, ...verified]);
    expect(after).toMatchObject({ expense: 9.5, payable: 4, advances: 0, cash: -5.5 });
  });
});

describe("the journal", () => {
  const recognition = {
    rate: "0.04",
    presentValueMinor: 890_364_466,
    due: [1, 2, 3, 4, 5].map((year) => ({ on: `${2026 + year}-01-01`, amountMinor: 200_000_000 })),
  };
  const entries = posted([
    { kind: "commitment", on: "2026-01-01", amountMinor: 1_000_000_000 },
    { kind: "recognition", on: "2026-01-01", amountMinor: 1_000_000_000, recognition },
    { kind: "payment", on: "2027-01-01", amountMinor: 200_000_000, trancheNumber: 1 },
    { kind: "payment", on: "2028-01-01", amountMinor: 200_000_000, trancheNumber: 2 },
  ]);

  it("books a discounted promise at present value, with the discount on an account of its own", () => {
    expect(journalLines(entries[1] as LedgerEntry, 0)).toEqual([
      { account: "grant-expense", debitMinor: 890_364_466, creditMinor: 0, isMemo: false },
      { account: "grants-payable", debitMinor: 0, creditMinor: 1_000_000_000, isMemo: false },
      { account: "grants-payable-discount", debitMinor: 109_635_534, creditMinor: 0, isMemo: false },
    ]);
  });

  it("unwinds the discount as further expense: 356,145.79 in the first year, 290,391.62 in the second", () => {
    const unwound = (start: string, end: string) =>
      balance(unwindingLines(entries, { start, end }), "discount-expense");
    expect(unwound("2026-01-01", "2027-01-01")).toBe(35_614_579);
    expect(unwound("2027-01-02", "2028-01-01")).toBe(29_039_162);
    expect(unwound("2026-01-01", "2026-01-01")).toBe(0);
  });

  it("writes off the discount of what is released early, and books nothing for intentions and expenditure", () => {
    const released = posted([
      { kind: "intention", on: "2025-11-01", amountMinor: 1_000_000_000 },
      ...entries.slice(0, 2),
      { kind: "release", on: "2026-01-01", amountMinor: 1_000_000_000, trancheNumber: 1 },
      { kind: "expenditure", on: "2026-01-01", amountMinor: 1 },
    ]);
    const lines = [
      ...journal(released),
      ...unwindingLines(released, { start: "2026-01-01", end: "2026-12-31" }),
    ];
    expect(balance(lines, "grants-payable")).toBe(0);
    expect(balance(lines, "grants-payable-discount")).toBe(0);
    expect(balance(lines, "grant-expense") + balance(lines, "discount-expense")).toBe(0);
    expect(journalLines(released[0] as LedgerEntry, 0)).toEqual([]);
  });

  it("balances in every entry, books no conditional amount, and agrees with every view", () => {
    fc.assert(
      fc.property(lives, ({ book, lastOn, totals }) => {
        const { entries } = book;
        const reclassified = refundsReclassified(entries);
        for (const entry of entries) {
          const lines = journalLines(entry, reclassified.get(entry.id) ?? 0);
          expect(isBalanced(lines)).toBe(true);
          expect(isBalanced(lines.filter(({ isMemo }) => !isMemo))).toBe(true);
          expect(lines.every(({ debitMinor, creditMinor }) => debitMinor > 0 !== creditMinor > 0)).toBe(true);
        }
        const lines = [...journal(entries), ...unwindingLines(entries, { start: AGREED_ON, end: lastOn })];
        const atoms = atomsOn(book, lastOn);
        const expense = balance(lines, "grant-expense") + balance(lines, "discount-expense");
        const payable = owed(lines, "grants-payable") - balance(lines, "grants-payable-discount");
        expect(expense).toBe(viewOf("accrual", atoms).totalMinor);
        expect(payable).toBe(viewOf("payable", atoms).totalMinor);
        expect(owed(lines, "cash")).toBe(viewOf("cash-net", atoms).totalMinor);
        expect(balance(lines, "grant-advances")).toBe(atoms.advanced - atoms.refundedOfAdvance);
        expect(balance(lines, "grants-payable-discount")).toBe(atoms.discount);
        expect(balance(lines, "conditional-grants")).toBe(totals.conditionalMinor);
      }),
    );
  });
});
