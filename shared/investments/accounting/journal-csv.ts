import { stringify } from "csv-stringify/sync";
import type { JournalEntry, Unwinding } from "./journal-view.ts";

const COLUMNS = [
  "date",
  "value_date",
  "kind",
  "account",
  "account_code",
  "debit",
  "credit",
  "currency",
  "memo",
  "commitment_id",
  "title",
  "recipient",
  "tranche",
  "fund_code",
  "codes",
  "reference",
  "entry_id",
  "sequence",
  "exchange_rate",
  "exchange_currency",
  "note",
] as const;

type Row = Readonly<Partial<Record<(typeof COLUMNS)[number], string | number>>>;

/**
 * Journal entries as CSV (RFC 4180), a row a line, with a header. Text that a spreadsheet would take for a formula is led by an
 * apostrophe; amounts are plain decimals and never below zero.
 */
export function journalCsv(entries: readonly JournalEntry[]): string {
  return csvOf(
    entries.flatMap((entry) =>
      rowsOf(entry, {
        kind: entry.kind,
        value_date: entry.valueOn ?? "",
        tranche: entry.trancheNumber ?? "",
        reference: entry.reference ?? "",
        entry_id: entry.entryId,
        sequence: entry.sequence,
        exchange_rate: entry.exchange?.rate ?? "",
        exchange_currency: entry.exchange?.currency ?? "",
        note: entry.caveat ?? entry.note ?? "",
      }),
    ),
  );
}

/** The unwinding of discounts as CSV of the same columns. */
export function unwindingCsv(unwindings: readonly Unwinding[]): string {
  return csvOf(unwindings.flatMap((unwinding) => rowsOf(unwinding, { kind: "discount-unwinding" })));
}

function rowsOf(entry: Omit<Unwinding, "on"> & { on: string }, of: Row): Row[] {
  const codes = Object.entries(entry.codes).map(([name, code]) => `${name}=${code}`);
  return entry.lines.map(({ account, code, debit, credit, isMemo }) => ({
    ...of,
    date: entry.on,
    account,
    account_code: code,
    debit: debit?.amount ?? "",
    credit: credit?.amount ?? "",
    currency: (debit ?? credit)?.currency ?? "",
    memo: isMemo ? "yes" : "no",
    commitment_id: entry.commitmentId,
    title: entry.title,
    recipient: entry.recipient,
    fund_code: entry.fundCode ?? "",
    codes: codes.join("; "),
  }));
}

function csvOf(rows: readonly Row[]): string {
  return stringify([...rows], {
    header: true,
    columns: [...COLUMNS],
    escape_formulas: true,
    record_delimiter: "\r\n",
  });
}
