import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { CurrencySchema, money, SignedMoneySchema } from "../platform/money.ts";
import { DateSchema } from "../platform/time.ts";
import { RateSchema } from "./settings/funder-settings.ts";

/**
 * What can happen to the money of a commitment. `intention`: in view, not binding (below zero where it is over). `commitment`: agreed.
 * `adjustment`: the promise grew or shrank. `condition-met`, `waiver`: an amount became unconditional. `recognition`: expense and
 * present value of what became unconditional. `payment`, `advance` (before its condition was met), `expenditure` (as the recipient
 * reported it), `refund` (came back), `release` (given up before it was paid), `reversal` (undoes one entry, whole).
 */
export const ENTRY_KINDS = [
  "intention",
  "commitment",
  "adjustment",
  "condition-met",
  "waiver",
  "recognition",
  "payment",
  "advance",
  "expenditure",
  "refund",
  "release",
  "reversal",
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** How an unconditional promise was recognised: at a frozen rate, due on these days. */
export const RecognitionSchema = lazy(() =>
  z.object({
    rate: RateSchema(),
    presentValueMinor: z.int(),
    due: z.array(z.object({ on: DateSchema(), amountMinor: z.int() })),
  }),
);

/** One line of a commitment's ledger: never changed, only followed by another. */
export const LedgerEntrySchema = lazy(() =>
  z.object({
    id: z.string(),
    /** 1 for the first entry of a commitment, without a gap. */
    sequence: z.int().positive(),
    kind: z.enum(ENTRY_KINDS),
    /** The day it is booked on. */
    on: DateSchema(),
    /** The day the money moved at the bank, where it is another one. */
    valueOn: DateSchema().optional(),
    currency: CurrencySchema(),
    amountMinor: z.int(),
    /** How much of the amount stood under a donor condition when it was recorded. */
    conditionalMinor: z.int(),
    /** How much of an outstanding advance this settles. */
    clearedMinor: z.int().optional(),
    trancheNumber: z.int().optional(),
    reference: z.string().optional(),
    note: z.string().optional(),
    /** The rate into another currency that was in force, where the funder supplied one: a fact, never looked up again. */
    exchange: z.object({ currency: CurrencySchema(), rate: z.string(), on: DateSchema() }).optional(),
    recognition: RecognitionSchema().optional(),
    reverses: z.object({ id: z.string(), kind: z.enum(ENTRY_KINDS) }).optional(),
    /** The amendment, waiver or advance that made it. */
    proposalId: z.string().optional(),
    runId: z.string().optional(),
    /** Of an opening balance: it happened before this book began. In no payout, and booked against opening balances instead of cash. */
    isOpening: z.literal(true).optional(),
  }),
);
export type LedgerEntry = z.infer<ReturnType<typeof LedgerEntrySchema>>;

/** A ledger entry as the API shows it. */
export const LedgerEntryViewSchema = lazy(() =>
  z
    .strictObject({
      ...LedgerEntrySchema().omit({
        amountMinor: true,
        conditionalMinor: true,
        clearedMinor: true,
        currency: true,
        recognition: true,
      }).shape,
      amount: SignedMoneySchema(),
      conditional: SignedMoneySchema(),
      cleared: SignedMoneySchema().optional(),
      recognition: z
        .strictObject({
          rate: RateSchema(),
          presentValue: SignedMoneySchema(),
          due: z.array(z.strictObject({ on: DateSchema(), amount: SignedMoneySchema() })),
        })
        .optional(),
    })
    .meta({
      id: "LedgerEntry",
      description: "One line of a commitment's ledger; entries are never changed.",
    }),
);

export type LedgerEntryView = z.infer<ReturnType<typeof LedgerEntryViewSchema>>;

/** The view of a ledger entry. */
export function ledgerEntryView(entry: LedgerEntry): LedgerEntryView {
  const { amountMinor, conditionalMinor, clearedMinor, currency, recognition, ...rest } = entry;
  const amount = (minor: number) => money(minor, currency);
  return {
    ...rest,
    amount: amount(amountMinor),
    conditional: amount(conditionalMinor),
    ...(clearedMinor === undefined ? {} : { cleared: amount(clearedMinor) }),
    ...(recognition === undefined
      ? {}
      : {
          recognition: {
            rate: recognition.rate,
            presentValue: amount(recognition.presentValueMinor),
            due: recognition.due.map((line) => ({ on: line.on, amount: amount(line.amountMinor) })),
          },
        }),
  };
}
