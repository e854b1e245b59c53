import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { type Money, money } from "../platform/money.ts";
import type { LedgerEntry } from "./ledger-entry.ts";

/**
 * What a commitment amounts to, in integer minor units of its currency.
 * committed = conditional + unconditional; both are cumulative, what is paid included. `released` was given up before it was
 * paid; `refunded` came back after. `firstAgreed` stays as it was signed.
 */
export const TotalsSchema = lazy(() =>
  z.object({
    firstAgreedMinor: z.int(),
    conditionalMinor: z.int(),
    unconditionalMinor: z.int(),
    paidMinor: z.int(),
    refundedMinor: z.int(),
    releasedMinor: z.int(),
  }),
);
export type Totals = z.infer<ReturnType<typeof TotalsSchema>>;

export const NO_TOTALS: Totals = {
  firstAgreedMinor: 0,
  conditionalMinor: 0,
  unconditionalMinor: 0,
  paidMinor: 0,
  refundedMinor: 0,
  releasedMinor: 0,
};

/** What is promised in all: conditional and unconditional together. */
export function committedMinor(totals: Totals): number {
  return totals.conditionalMinor + totals.unconditionalMinor;
}

/** What is owed without any further condition and not paid yet: the funder's liability. */
export function payableMinor(totals: Totals): number {
  return totals.unconditionalMinor - totals.paidMinor;
}

/** Totals after one more entry of the ledger. The totals of a commitment are this, folded over its whole ledger. */
export function addEntry(totals: Totals, entry: LedgerEntry): Totals {
  const unconditional = entry.amountMinor - entry.conditionalMinor;
  switch (entry.kind) {
    case "agreement":
      return {
        ...totals,
        firstAgreedMinor: totals.firstAgreedMinor + entry.amountMinor,
        conditionalMinor: totals.conditionalMinor + entry.conditionalMinor,
        unconditionalMinor: totals.unconditionalMinor + unconditional,
      };
    case "adjustment":
      return {
        ...totals,
        conditionalMinor: totals.conditionalMinor + entry.conditionalMinor,
        unconditionalMinor: totals.unconditionalMinor + unconditional,
      };
    case "condition-met":
      return {
        ...totals,
        conditionalMinor: totals.conditionalMinor - entry.amountMinor,
        unconditionalMinor: totals.unconditionalMinor + entry.amountMinor,
      };
    case "payment":
      return { ...totals, paidMinor: totals.paidMinor + entry.amountMinor };
    case "refund":
      return { ...totals, refundedMinor: totals.refundedMinor + entry.amountMinor };
    case "release":
      return {
        ...totals,
        conditionalMinor: totals.conditionalMinor - entry.conditionalMinor,
        unconditionalMinor: totals.unconditionalMinor - unconditional,
        releasedMinor: totals.releasedMinor + entry.amountMinor,
      };
  }
}

/** Totals as the API shows them, committed and payable computed. */
export function totalsView(totals: Totals, currency: string): Record<TotalName, Money> {
  return {
    committed: money(committedMinor(totals), currency),
    conditional: money(totals.conditionalMinor, currency),
    unconditional: money(totals.unconditionalMinor, currency),
    payable: money(payableMinor(totals), currency),
    paid: money(totals.paidMinor, currency),
    refunded: money(totals.refundedMinor, currency),
    netPaid: money(totals.paidMinor - totals.refundedMinor, currency),
    released: money(totals.releasedMinor, currency),
    firstAgreed: money(totals.firstAgreedMinor, currency),
  };
}

export const TOTAL_NAMES = [
  "committed",
  "conditional",
  "unconditional",
  "payable",
  "paid",
  "refunded",
  "netPaid",
  "released",
  "firstAgreed",
] as const;
export type TotalName = (typeof TOTAL_NAMES)[number];
