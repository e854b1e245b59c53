import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { MoneySchema, money } from "../../platform/money.ts";
import { DateSchema } from "../../platform/time.ts";
import type { Commitment } from "../commitment.ts";
import { ENTRY_KINDS, LedgerEntrySchema } from "../ledger-entry.ts";
import { ACCOUNT_NAMES } from "../settings/account-names.ts";
import type { FunderSettings } from "../settings/funder-settings.ts";
import { accountCode, otherCodes } from "./account-codes.ts";
import type { BookedEntry } from "./journal.store.ts";
import type { JournalLine } from "./journal.ts";

const JournalLineSchema = lazy(() =>
  z.strictObject({
    account: z.enum(ACCOUNT_NAMES),
    /** The account in the funder's own chart. */
    code: z.string(),
    debit: MoneySchema().optional(),
    credit: MoneySchema().optional(),
    isMemo: z.boolean(),
  }),
);

const CaveatSchema = lazy(() =>
  z.string().optional().meta({ description: "What could not be told here, and why." }),
);

/** What every journal entry says of its commitment. */
const commitmentShape = () => ({
  commitmentId: idSchema("cmt"),
  title: z.string(),
  recipient: z.string(),
  fundCode: z.string().optional(),
  /** The commitment's accounting codes that name no account: department, project and the like. */
  codes: z.record(z.string(), z.string()),
});

/** A ledger entry in double entry. */
export const JournalEntrySchema = lazy(() =>
  z
    .strictObject({
      ...commitmentShape(),
      entryId: z.string(),
      sequence: z.int(),
      kind: z.enum(ENTRY_KINDS),
      on: DateSchema(),
      valueOn: DateSchema().optional(),
      trancheNumber: z.int().optional(),
      reference: z.string().optional(),
      note: z.string().optional(),
      /** The rate into another currency that was in force, where the entry was recorded with one. */
      exchange: LedgerEntrySchema().shape.exchange,
      lines: z.array(JournalLineSchema()),
      caveat: CaveatSchema(),
    })
    .meta({
      id: "JournalEntry",
      description:
        "A ledger entry in the funder's books. Debits equal credits; memo lines disclose what is promised under a condition and is not booked.",
    }),
);
export type JournalEntry = z.infer<ReturnType<typeof JournalEntrySchema>>;

/** The unwinding of a commitment's discount in a period, booked on its last day. */
export const UnwindingSchema = lazy(() =>
  z
    .strictObject({
      ...commitmentShape(),
      on: DateSchema(),
      lines: z.array(JournalLineSchema()),
      caveat: CaveatSchema(),
    })
    .meta({ id: "DiscountUnwinding" }),
);
export type Unwinding = z.infer<ReturnType<typeof UnwindingSchema>>;

type Accounts = Pick<FunderSettings, "accounts">;

/** A journal entry on the wire. */
export function journalEntry(
  { commitmentId, entry }: BookedEntry,
  made: {
    readonly commitment: Commitment;
    readonly settings: Accounts;
    readonly lines: readonly JournalLine[];
    readonly caveat?: string | undefined;
  },
): JournalEntry {
  const { commitment, settings, lines, caveat } = made;
  const { id, sequence, kind, on, valueOn, trancheNumber, reference, note, exchange } = entry;
  return {
    commitmentId,
    entryId: id,
    sequence,
    kind,
    on,
    ...(valueOn === undefined ? {} : { valueOn }),
    ...(trancheNumber === undefined ? {} : { trancheNumber }),
    ...(reference === undefined ? {} : { reference }),
    ...(note === undefined ? {} : { note }),
    ...(exchange === undefined ? {} : { exchange }),
    ...described(commitment),
    lines: linesView(lines, commitment, settings),
    ...(caveat === undefined ? {} : { caveat }),
  };
}

/** The unwinding of a discount on the wire. */
export function unwindingView(
  commitment: Commitment,
  settings: Accounts,
  made: {
    readonly on: string;
    readonly lines: readonly JournalLine[];
    readonly caveat?: string | undefined;
  },
): Unwinding {
  const { caveat } = made;
  return {
    commitmentId: commitment.id,
    on: made.on,
    ...described(commitment),
    lines: linesView(made.lines, commitment, settings),
    ...(caveat === undefined ? {} : { caveat }),
  };
}

function described({ title, recipient, fundCode, accountingCodes }: Commitment) {
  return {
    title,
    recipient: recipient.name,
    ...(fundCode === undefined ? {} : { fundCode }),
    codes: otherCodes(accountingCodes),
  };
}

function linesView(lines: readonly JournalLine[], commitment: Commitment, settings: Accounts) {
  const { currency, accountingCodes } = commitment;
  return lines.map(({ account, debitMinor, creditMinor, isMemo }) => ({
    account,
    code: accountCode(account, accountingCodes, settings),
    ...(debitMinor === 0 ? {} : { debit: money(debitMinor, currency) }),
    ...(creditMinor === 0 ? {} : { credit: money(creditMinor, currency) }),
    isMemo,
  }));
}
