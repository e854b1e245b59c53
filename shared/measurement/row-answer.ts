import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import type { ProblemPlace } from "../platform/problem.ts";
import type { Cell } from "./observation.ts";

export const ROW_OUTCOMES = ["recorded", "revised", "unchanged", "rejected"] as const;
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

/** What became of one row. Pointers are into the request: "/observations/12/numerator". */
export type RowAnswer = {
  readonly index: number;
  readonly outcome: RowOutcome;
  /** The reference of the revision that holds the cell now. */
  readonly observation?: string;
  readonly errors?: readonly ProblemPlace[];
  /** Figures that were rounded to six decimals. */
  readonly adjusted?: readonly ProblemPlace[];
  /** What somebody else recorded for this cell at the same time, beside what was sent. */
  readonly conflict?: { readonly recorded: Cell | null; readonly sent: Cell };
};

const PlaceOfProblemSchema = lazy(() =>
  z.object({ pointer: z.string().optional(), code: z.string().optional(), detail: z.string() }),
);
const SentCellSchema = lazy(() =>
  z.object({
    numerator: z.number().optional(),
    denominator: z.number().optional(),
    value: z.number().optional(),
    status: z.string(),
  }),
);

export const RecordedSchema = lazy(() =>
  z
    .object({
      counts: z.record(z.enum(ROW_OUTCOMES), z.int()),
      results: z.array(
        z.object({
          index: z.int(),
          outcome: z.enum(ROW_OUTCOMES),
          observation: z.string().optional(),
          errors: z.array(PlaceOfProblemSchema()).optional(),
          adjusted: z.array(PlaceOfProblemSchema()).optional(),
          conflict: z.object({ recorded: SentCellSchema().nullable(), sent: SentCellSchema() }).optional(),
        }),
      ),
    })
    .meta({ id: "Recorded", description: "What became of each row, in the order of the rows." }),
);

/** A rejected row: its places pointed to from the whole request. */
export function rejected(index: number, errors: readonly ProblemPlace[]): RowAnswer {
  const placed = errors.map((error) => ({
    ...error,
    pointer: `/observations/${index}${error.pointer ?? ""}`,
  }));
  return { index, outcome: "rejected", errors: placed };
}

/** How many rows there are of each outcome. */
export function countOutcomes(answers: readonly RowAnswer[]): Record<RowOutcome, number> {
  const counts = { recorded: 0, revised: 0, unchanged: 0, rejected: 0 };
  for (const { outcome } of answers) counts[outcome] += 1;
  return counts;
}
