import { describe, expect, it } from "vitest";
import { payoutByTaxYear } from "../../../shared/investments/accounting/by-year.ts";
import { journalLines } from "../../../shared/investments/accounting/journal.ts";
import { decidePayment } from "../../../shared/investments/pay-tranche.ts";
import { decideReversal } from "../../../shared/investments/reverse-entry.ts";
import { aGround, MATCH_CONDITION, recordCommitment, usd } from "../../support/commitments.ts";
import { committing } from "../../support/committing-table.ts";
import { decided } from "./decided.ts";

/** Agreed in 2023; by the end of 2025, before the book begins, 500,000 were paid of a million, 1,000 of it came back. */
async function anOpenedBook() {
  const given = {
    agreedOn: "2023-01-10",
    startOn: "2023-02-01",
    tranches: [
      { dueOn: "2023-02-01", amount: usd("400000.00") },
      { dueOn: "2024-02-01", amount: usd("200000.00"), condition: MATCH_CONDITION },
      { dueOn: "2026-02-01", amount: usd("400000.00") },
    ],
    opening: { on: "2025-12-31", paid: usd("500000.00"), refunded: usd("1000.00") },
  };
  return recordCommitment(committing(), given);
}

const asOf = "2026-12-31";

describe("an opening balance", () => {
  it("is what tranches got in their order; what is under an open condition is an advance", async () => {
    const { state, entries } = await anOpenedBook();
    const opened = entries.filter(({ isOpening }) => isOpening);
    expect(
      opened.map(({ kind, on, trancheNumber, amountMinor }) => [kind, on, trancheNumber, amountMinor]),
    ).toEqual([
      ["payment", "2025-12-31", 1, 40_000_000],
      ["refund", "2025-12-31", 1, 100_000],
      ["advance", "2025-12-31", 2, 10_000_000],
    ]);
    expect(state.commitment.totals).toMatchObject({ paidMinor: 50_000_000, advancedMinor: 10_000_000 });
  });

  it("is no payout of the year in which it is entered; what is paid afterwards is", async () => {
    const { state, entries } = await anOpenedBook();
    const payment = { trancheNumber: 3, on: "2026-02-01", amount: usd("400000.00") };
    const paid = decided(decidePayment(state, payment, aGround()));
    const all = [...entries, ...(paid.entries ?? [])];
    expect(payoutByTaxYear(all, { asOf, startMonth: 1 })).toEqual([
      { taxYear: 2026, paidMinor: 40_000_000, recoveredMinor: 0 },
    ]);
  });

  it("moves no cash in the journal: payable and advance stand against opening balances, a reversal's too", async () => {
    const { state, entries } = await anOpenedBook();
    const [payment, refund, advance] = entries.filter(({ isOpening }) => isOpening);
    if (!payment || !refund || !advance) throw new Error("The opening balance is not whole.");
    const booked = (entry: typeof payment) =>
      journalLines(entry, 0).map(({ account, debitMinor, creditMinor }) => [
        account,
        debitMinor - creditMinor,
      ]);
    expect(booked(payment)).toEqual([
      ["grants-payable", 40_000_000],
      ["opening-balances", -40_000_000],
    ]);
    expect(booked(refund)).toEqual([
      ["opening-balances", 100_000],
      ["grant-expense", -100_000],
    ]);
    expect(booked(advance)).toEqual([
      ["grant-advances", 10_000_000],
      ["opening-balances", -10_000_000],
    ]);
    const undone = decided(
      decideReversal(state, refund, { on: "2026-01-02", reason: "It never came", id: "pay_x" }),
    );
    const [reversal] = undone.entries ?? [];
    if (!reversal) throw new Error("Nothing was reversed.");
    expect(booked(reversal)).toEqual([
      ["opening-balances", -100_000],
      ["grant-expense", 100_000],
    ]);
  });
});
