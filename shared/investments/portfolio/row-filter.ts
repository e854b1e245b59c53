import type { CommitmentStatus } from "../commitment-status.ts";
import type { YearAndStatus } from "./stored-sums.ts";

/** Which rows of a portfolio are asked for. */
export type RowFilter = {
  readonly status?: CommitmentStatus | undefined;
  readonly fiscalYear?: number | undefined;
};

/** Whether a filter keeps a row. */
export function keeps(filter: RowFilter, row: YearAndStatus): boolean {
  if (filter.status !== undefined && filter.status !== row.status) return false;
  return filter.fiscalYear === undefined || filter.fiscalYear === row.fiscalYear;
}

/** Whether a filter leaves anything out. */
export function isFiltering({ status, fiscalYear }: RowFilter): boolean {
  return status !== undefined || fiscalYear !== undefined;
}
