import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { type Money, money } from "../platform/money.ts";
import type { LedgerEntry } from "./ledger-entry.ts";

/**
 * What a commitment amounts to, in integer minor units of its currency.
 * committed = conditional + unconditional; both are cumulative, what is paid included. `advanced` was paid before its donor
 * condition was met, and is not cleared by that yet; it is part of `paid`. Both are gross: a refund stands beside them. `released` was given up before it was paid; `refunded`
 * came back after. `firstAgreed` stays as it was signed. `spent` is what the recipient reported. `intended` stands outside all.
 */
export const TotalsSchema = lazy(() =>
  z.object({
    firstAgreedMinor: z.int(),
    conditionalMinor: z.int(),
    unconditionalMinor: z.int(),
    paidMinor: z.int(),
    advancedMinor: z.int(),
    refundedMinor: z.int(),
    releasedMinor: z.int(),
    spentMinor: z.int(),
    intendedMinor: z.int(),
  }),
);
export type Totals = z.infer<ReturnType<typeof TotalsSchema>>;

export const NO_TOTALS: Totals = {
  firstAgreedMinor: 0,
  conditionalMinor: 0,
  unconditionalMinor: 0,
  paidMinor: 0,
  advancedMinor: 0,
  refundedMinor: 0,
  releasedMinor: 0,
  spentMinor: 0,
  intendedMinor: 0,
};

/** What is promised in all: conditional and unconditional together. */
export function committedMinor(totals: Pick<Totals, "conditionalMinor" | "unconditionalMinor">): number {
  return totals.conditionalMinor + totals.unconditionalMinor;
}

/** The funder's liability: owed without any further condition and not paid yet. An advance paid nothing of it. */
export function payableMinor(
  totals: Pick<Totals, "unconditionalMinor" | "paidMinor" | "advancedMinor">,
): number {
  return totals.unconditionalMinor - totals.paidMinor + totals.advancedMinor;
}

type Moved = Pick<LedgerEntry, "amountMinor" | "conditionalMinor" | "clearedMinor">;

/** What one entry moves, by kind; what it does not name it does not move. A reversal moves the opposite of what it reverses. */
const MOVES: Readonly<Record<Exclude<LedgerEntry["kind"], "reversal">, (entry: Moved) => Partial<Totals>>> = {
  intention: ({ amountMinor }) => ({ intendedMinor: amountMinor }),
  commitment: (entry) => ({ firstAgreedMinor: entry.amountMinor, ...promised(entry) }),
  adjustment: (entry) => promised(entry),
  "condition-met": (entry) => unconditional(entry),
  waiver: (entry) => unconditional(entry),
  // Recognised is unconditional by definition: the entry freezes rate and present value, and moves nothing further.
  recognition: () => ({}),
  payment: ({ amountMinor }) => ({ paidMinor: amountMinor }),
  // An advance on what only a payment rule holds back pays a liability early: no asset comes of it.
  advance: ({ amountMinor, conditionalMinor }) => ({
    paidMinor: amountMinor,
    advancedMinor: conditionalMinor,
  }),
  expenditure: ({ amountMinor }) => ({ spentMinor: amountMinor }),
  refund: ({ amountMinor }) => ({ refundedMinor: amountMinor }),
  release: ({ amountMinor, conditionalMinor }) => ({
    conditionalMinor: -conditionalMinor,
    unconditionalMinor: conditionalMinor - amountMinor,
    releasedMinor: amountMinor,
  }),
};

function promised({ amountMinor, conditionalMinor }: Moved): Partial<Totals> {
  return { conditionalMinor, unconditionalMinor: amountMinor - conditionalMinor };
}

function unconditional({ amountMinor, clearedMinor }: Moved): Partial<Totals> {
  return {
    conditionalMinor: -amountMinor,
    unconditionalMinor: amountMinor,
    advancedMinor: -(clearedMinor ?? 0),
  };
}

/** Totals after one more entry of the ledger. The totals of a commitment are this, folded over its whole ledger. */
export function addEntry(totals: Totals, entry: LedgerEntry): Totals {
  const isReversal = entry.kind === "reversal";
  const kind = isReversal ? entry.reverses?.kind : entry.kind;
  if (kind === undefined || kind === "reversal") throw new Error(`Entry ${entry.id} reverses nothing.`);
  const moved = MOVES[kind](entry);
  const names = Object.keys(totals) as (keyof Totals)[];
  const sign = isReversal ? -1 : 1;
  return Object.fromEntries(names.map((name) => [name, totals[name] + sign * (moved[name] ?? 0)])) as Totals;
}

/** Totals as the API shows them, committed and payable computed. */
export function totalsView(totals: Totals, currency: string): Record<TotalName, Money> {
  return {
    committed: money(committedMinor(totals), currency),
    conditional: money(totals.conditionalMinor, currency),
    unconditional: money(totals.unconditionalMinor, currency),
    payable: money(payableMinor(totals), currency),
    paid: money(totals.paidMinor, currency),
    advanced: money(totals.advancedMinor, currency),
    refunded: money(totals.refundedMinor, currency),
    netPaid: money(totals.paidMinor - totals.refundedMinor, currency),
    released: money(totals.releasedMinor, currency),
    firstAgreed: money(totals.firstAgreedMinor, currency),
    spent: money(totals.spentMinor, currency),
    intended: money(totals.intendedMinor, currency),
  };
}

export const TOTAL_NAMES = [
  "committed",
  "conditional",
  "unconditional",
  "payable",
  "paid",
  "advanced",
  "refunded",
  "netPaid",
  "released",
  "firstAgreed",
  "spent",
  "intended",
] as const;
export type TotalName = (typeof TOTAL_NAMES)[number];
