import type * as z from "zod";
import { COMMITMENT_STATUSES, type CommitmentStatus } from "../commitment-status.ts";
import { type FiguresViewSchema, figuresView } from "./figures-view.ts";
import { allFigures, type Figures, type YearAndStatus } from "./stored-sums.ts";

/** Rows by fiscal year, then along the life of a commitment. */
export function rowsView(
  rows: readonly (YearAndStatus & { readonly figures: Partial<Figures> })[],
  currency: string,
): (YearAndStatus & z.infer<ReturnType<typeof FiguresViewSchema>>)[] {
  const order = (status: CommitmentStatus) => COMMITMENT_STATUSES.indexOf(status);
  return rows
    .toSorted((a, b) => a.fiscalYear - b.fiscalYear || order(a.status) - order(b.status))
    .map(({ fiscalYear, status, figures }) => ({
      fiscalYear,
      status,
      ...figuresView(allFigures(figures), currency),
    }));
}
