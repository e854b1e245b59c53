import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { money, SignedMoneySchema } from "../platform/money.ts";
import { DateSchema } from "../platform/time.ts";

/**
 * What can happen to the money of a commitment: agreed, adjusted by a corrected source, a donor condition met, paid,
 * refunded (came back), released (given up before it was paid).
 */
export const ENTRY_KINDS = [
  "agreement",
  "adjustment",
  "condition-met",
  "payment",
  "refund",
  "release",
] as const;

/** One line of a commitment's ledger: never changed, only followed by another. */
export const LedgerEntrySchema = lazy(() =>
  z.object({
    id: z.string(),
    kind: z.enum(ENTRY_KINDS),
    on: DateSchema(),
    amountMinor: z.int(),
    /** How much of the amount stood under a donor condition when it was recorded. */
    conditionalMinor: z.int(),
    trancheNumber: z.int().optional(),
    reference: z.string().optional(),
    note: z.string().optional(),
  }),
);
export type LedgerEntry = z.infer<ReturnType<typeof LedgerEntrySchema>>;

/** A ledger entry as the API shows it. */
export const LedgerEntryViewSchema = lazy(() =>
  z
    .strictObject({
      id: z.string(),
      kind: z.enum(ENTRY_KINDS),
      on: DateSchema(),
      amount: SignedMoneySchema(),
      conditional: SignedMoneySchema(),
      trancheNumber: z.int().optional(),
      reference: z.string().optional(),
      note: z.string().optional(),
    })
    .meta({
      id: "LedgerEntry",
      description: "One line of a commitment's ledger; entries are never changed.",
    }),
);

export type LedgerEntryView = z.infer<ReturnType<typeof LedgerEntryViewSchema>>;

/** The view of a ledger entry in the currency of its commitment. */
export function ledgerEntryView(entry: LedgerEntry, currency: string): LedgerEntryView {
  const { amountMinor, conditionalMinor, ...rest } = entry;
  return { ...rest, amount: money(amountMinor, currency), conditional: money(conditionalMinor, currency) };
}
