import { CsvError, parse } from "csv-parse/sync";
import { fail, ok, type Result } from "../platform/result.ts";
import { withoutMark } from "./text-decoding.ts";

/** A row as it stands in the file: the line it begins on (from 1) and its cells, not cleaned. */
export type CsvRow = {
  readonly line: number;
  readonly cells: readonly string[];
  /** Its number in a spreadsheet, where that is not the line: a cell with line breaks takes several lines and one row. */
  readonly row?: number;
};

/** No cell of observations is that long; past it, a quote was left open and would swallow the file. */
const LONGEST_ROW = 1_000_000;

/**
 * All rows of a CSV text (RFC 4180 and what spreadsheets do to it: a byte order mark, line ends of three kinds even mixed,
 * rows of unequal length, quotes inside unquoted cells). Blank rows are kept, so that rows count as a spreadsheet counts.
 * Refused (`validation_failed`): a quote that is never closed, with its line.
 */
export function parseCsv(text: string, delimiter: string): Result<readonly CsvRow[]> {
  const rows: CsvRow[] = [];
  let line = 1;
  try {
    parse(withoutMark(text), {
      delimiter,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: LONGEST_ROW,
      on_record: (cells: string[], { lines }) => {
        const row = rows.length + 1;
        rows.push(row === line ? { line, cells } : { line, cells, row });
        line = lines + 1;
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const detail = `The row that begins on line ${line} cannot be read: ${reasonOf(error)}.`;
    return fail({ code: "validation_failed", detail, errors: [{ pointer: `/lines/${line}`, detail }] });
  }
  return ok(rows);
}

function reasonOf(error: CsvError): string {
  const isOpen = error.code === "CSV_QUOTE_NOT_CLOSED" || error.code === "CSV_MAX_RECORD_SIZE";
  return isOpen ? "a quotation mark is opened and never closed" : error.message;
}
