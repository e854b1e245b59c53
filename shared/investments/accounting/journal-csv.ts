import { toCsv } from "../../platform/csv.ts";
import { codesText } from "./account-codes.ts";
import type { JournalEntry, Unwinding } from "./journal-view.ts";

const COLUMNS = [
  "date",
  "valueDate",
  "kind",
  "account",
  "accountCode",
  "debit",
  "credit",
  "currency",
  "memo",
  "commitment",
  "title",
  "recipient",
  "tranche",
  "fundCode",
  "accountingCodes",
  "reference",
  "entry",
  "sequence",
  "exchangeRate",
  "exchangeCurrency",
  "note",
] as const;

type Row = Readonly<Partial<Record<(typeof COLUMNS)[number], string>>>;

/**
 * Journal entries as CSV (RFC 4180), a row a line, with a header. Text that a spreadsheet would take for a formula is led by an
 * apostrophe; amounts are plain decimals and never below zero.
 */
export function journalCsv(entries: readonly JournalEntry[]): string {
  const rows = entries.flatMap((entry) =>
    rowsOf(entry, {
      kind: entry.kind,
      valueDate: entry.valueOn ?? "",
      tranche: String(entry.trancheNumber ?? ""),
      reference: entry.reference ?? "",
      entry: entry.entryId,
      sequence: String(entry.sequence),
      exchangeRate: entry.exchange?.rate ?? "",
      exchangeCurrency: entry.exchange?.currency ?? "",
      note: entry.caveat ?? entry.note ?? "",
    }),
  );
  return toCsv(COLUMNS, rows);
}

/** The unwinding of discounts as CSV of the same columns. */
export function unwindingCsv(unwindings: readonly Unwinding[]): string {
  const rows = unwindings.flatMap((unwinding) =>
    rowsOf(unwinding, { kind: "discount-unwinding", note: unwinding.caveat ?? "" }),
  );
  return toCsv(COLUMNS, rows);
}

/** A row a line; what could not be told is a row too, with the reason as its note. */
function rowsOf(entry: Unwinding, of: Row): Row[] {
  const shared = {
    ...of,
    date: entry.on,
    commitment: entry.commitmentId,
    title: entry.title,
    recipient: entry.recipient,
    fundCode: entry.fundCode ?? "",
    accountingCodes: codesText(entry.codes),
  };
  if (entry.lines.length === 0 && entry.caveat !== undefined) return [shared];
  return entry.lines.map(({ account, code, debit, credit, isMemo }) => ({
    ...shared,
    account,
    accountCode: code,
    debit: debit?.amount ?? "",
    credit: credit?.amount ?? "",
    currency: (debit ?? credit)?.currency ?? "",
    memo: isMemo ? "yes" : "no",
  }));
}
