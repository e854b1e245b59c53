import { type RowReading, readRow } from "./observation-row.ts";
import type { ObservationTable } from "./observation-table.ts";

/** A part of a table's rows, for a job that reads so many a step; `from` counts rows below the titles from 0. */
export type RowRange = { readonly from?: number; readonly count?: number };

/**
 * Reads the rows of a table one by one, in the order of the file: the observations of each, what is wrong with it, or why
 * it was skipped. Every row answers, so that `from` of the next step is `from` plus the readings had so far.
 */
export function* readObservationRows(table: ObservationTable, range: RowRange = {}): Generator<RowReading> {
  const { from = 0, count = table.rows.length } = range;
  for (const row of table.rows.slice(from, from + count)) yield readRow(table, row);
}
