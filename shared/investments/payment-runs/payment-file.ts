import { toCsv } from "../../platform/csv.ts";
import { formatAmount, sumMinor } from "../../platform/money.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { accountCode, codesText, otherCodes } from "../accounting/account-codes.ts";
import { journalLines } from "../accounting/journal.ts";
import { loadEntries } from "../ledger.store.ts";
import type { LedgerEntry } from "../ledger-entry.ts";
import type { FunderSettings } from "../settings/funder-settings.ts";
import { readFunderSettings } from "../settings/settings.store.ts";
import { type LoadedRun, outcomesHash } from "./payment-run.store.ts";
import { referenceOf } from "./payment-run.ts";
import { paymentsOf } from "./payment-run-view.ts";
import { readOwnRun, reversalsIn } from "./read-payment-run.ts";

export const FILE_FORMATS = ["bank", "ledger"] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

const BANK_COLUMNS = [
  "record",
  "count",
  "valueDate",
  "payeeName",
  "payeeId",
  "amount",
  "currency",
  "reference",
  "commitment",
  "fundCode",
] as const;

const LEDGER_COLUMNS = [
  "record",
  "count",
  "entry",
  "date",
  "valueDate",
  "account",
  "accountCode",
  "debit",
  "credit",
  "currency",
  "payeeName",
  "payeeId",
  "reference",
  "commitment",
  "tranche",
  "fundCode",
  "accountingCodes",
] as const;

/**
 * The file of a finished run for the bank or for the ledger, as CSV whose last line controls it: how many lines there are, and what
 * they add up to. Refused with `conflict` while the run is open: a file is made of what is decided for good. Two rounds.
 */
export async function readPaymentFile(
  table: Table,
  asked: { readonly id: string; readonly organisationId: string; readonly format: FileFormat },
): Promise<Result<string>> {
  const loaded = await readOwnRun(table, asked);
  if (!loaded.ok) return loaded;
  if (loaded.value.run.status === "open")
    return fail({ code: "conflict", detail: "This run is not finished. Resume it, then fetch its file." });
  requireIntact(loaded.value);
  if (asked.format === "bank") return ok(bankFile(loaded.value, await reversalsIn(table, loaded.value)));
  const items = paymentsOf(loaded.value).map(({ item }) => item);
  const [entries, { settings }] = await Promise.all([
    loadEntries(table, items),
    readFunderSettings(table, asked.organisationId),
  ]);
  return ok(ledgerFile(loaded.value, { entries, settings }));
}

/** Nobody is paid by outcomes that are others than the history of the run has sealed. */
function requireIntact({ run, outcomes }: LoadedRun): void {
  if (outcomesHash(outcomes) !== run.result?.outcomesHash)
    throw new Error(`The outcomes of the payment run ${run.id} differ from what it was finished with.`);
}

/** One line a payment that still stands: what was reversed since is not to be paid out. */
export function bankFile(loaded: LoadedRun, reversals: ReadonlyMap<string, string>): string {
  const { run } = loaded;
  const { currency } = run;
  const payments = paymentsOf(loaded).filter(({ item }) => !reversals.has(item.entryId));
  const lines = payments.map(({ item, payment }) => ({
    record: "payment",
    count: "1",
    valueDate: run.valueOn ?? run.on,
    payeeName: payment.payee.name,
    payeeId: payment.payee.organisationId ?? "",
    amount: formatAmount(payment.amountMinor, currency),
    currency,
    reference: referenceOf(run, item),
    commitment: item.commitmentId,
    fundCode: payment.fundCode ?? "",
  }));
  const sum = sumMinor(payments.map(({ payment }) => payment.amountMinor));
  const control = {
    record: "control",
    count: String(lines.length),
    amount: formatAmount(sum, currency),
    currency,
    reference: run.id,
  };
  return toCsv(BANK_COLUMNS, [...lines, control]);
}

type LedgerKnown = {
  readonly entries: ReadonlyMap<string, LedgerEntry>;
  readonly settings: Pick<FunderSettings, "accounts">;
};

/**
 * Two lines a payment, as the journal books it; one that was reversed too, for its reversal is an entry of its own. With the accounts of
 * the commitment, or else of the funder, as the journal has them.
 */
export function ledgerFile(loaded: LoadedRun, known: LedgerKnown): string {
  const { currency, id } = loaded.run;
  const lines = paymentsOf(loaded).flatMap((paid) => bookings(loaded, paid, known));
  const control = {
    record: "control",
    count: String(lines.length),
    currency,
    reference: id,
    debitMinor: sumMinor(lines.map(({ debitMinor }) => debitMinor)),
    creditMinor: sumMinor(lines.map(({ creditMinor }) => creditMinor)),
  };
  const rows = [...lines, control].map(({ debitMinor, creditMinor, ...rest }) => ({
    ...rest,
    debit: formatAmount(debitMinor, currency),
    credit: formatAmount(creditMinor, currency),
  }));
  return toCsv(LEDGER_COLUMNS, rows);
}

function bookings(
  { run }: LoadedRun,
  { item, payment }: ReturnType<typeof paymentsOf>[number],
  { entries, settings }: LedgerKnown,
) {
  const entry = entries.get(item.entryId);
  if (!entry) throw new Error(`The ledger entry ${item.entryId} of the payment run ${run.id} is not there.`);
  const shared = {
    record: "booking",
    count: "1",
    entry: entry.id,
    date: entry.on,
    valueDate: entry.valueOn ?? entry.on,
    currency: run.currency,
    payeeName: payment.payee.name,
    payeeId: payment.payee.organisationId ?? "",
    reference: referenceOf(run, item),
    commitment: item.commitmentId,
    tranche: String(item.trancheNumber),
    fundCode: payment.fundCode ?? "",
    accountingCodes: codesText(otherCodes(payment.accountingCodes)),
  };
  // A payment reclassifies nothing: only refunds and met conditions do.
  return journalLines(entry, 0).map(({ account, debitMinor, creditMinor }) => ({
    ...shared,
    account,
    accountCode: accountCode(account, payment.accountingCodes, settings),
    debitMinor,
    creditMinor,
  }));
}
