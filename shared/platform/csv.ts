import { stringify } from "csv-stringify/sync";

/** A plain decimal number, which no spreadsheet takes for more, whatever its sign. */
const DECIMAL = /^-?\d+(\.\d+)?$/;

/**
 * A CSV text with a header line (RFC 4180, lines ended by CR LF). What a spreadsheet would run as a formula ("=…", "+…", "-…", "@…"
 * and their like) gets an apostrophe in front, numbers excepted: the names in our files are written by others.
 */
export function toCsv<Column extends string>(
  columns: readonly Column[],
  rows: readonly Readonly<Partial<Record<Column, string>>>[],
): string {
  return stringify([...rows], {
    columns,
    header: true,
    record_delimiter: "\r\n",
    escape_formulas: true,
    cast: { string: (value) => (DECIMAL.test(value) ? { value, escape_formulas: false } : value) },
  });
}
