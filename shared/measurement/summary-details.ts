import * as z from "zod";
import { defined } from "../platform/defined.ts";
import { lazy } from "../platform/lazy.ts";
import { STAGES, type Stage } from "./stage.ts";
import type { SummaryCell } from "./summary.ts";
import { CONFIDENCE_LEVELS } from "./uncertainty.ts";

/**
 * The columns of a summary that only some indicators have: how sure its figures are, and how settled. A column is left out where
 * no cell has anything in it, so that a summary of full counts is as it was. Stages are one letter a cell: "." none, else the
 * first of the word.
 */
export const DetailColumnsSchema = lazy(() => {
  const figures = z.array(z.array(z.number().nullable())).optional();
  return z.object({
    margins: figures,
    lowers: figures,
    uppers: figures,
    levels: figures,
    stages: z.array(z.string()).optional(),
  });
});
type DetailColumns = z.infer<ReturnType<typeof DetailColumnsSchema>>;

/** Reads something of every cell: a list of periods for each category. */
type Column = <T>(read: (cell: SummaryCell | undefined) => T) => T[][];
type Detail = Pick<SummaryCell, "margin" | "lower" | "upper" | "confidenceLevel" | "stage">;

/** The columns that these cells need: those of which some cell has something, `said` by any of them. */
export function detailColumns(column: Column, said: ReadonlySet<string>): DetailColumns {
  const figures = (name: "margin" | "lower" | "upper" | "confidenceLevel") =>
    said.has(name) ? column((cell): number | null => cell?.[name] ?? null) : undefined;
  const stages = () => column((cell) => cell?.stage?.charAt(0) ?? ".").map((letters) => letters.join(""));
  return defined({
    margins: figures("margin"),
    lowers: figures("lower"),
    uppers: figures("upper"),
    levels: figures("confidenceLevel"),
    stages: said.has("stage") ? stages() : undefined,
  });
}

/** What the columns say of one cell. */
export function detailAt(columns: DetailColumns, { row, index }: { row: number; index: number }): Detail {
  if (!hasDetails(columns)) return {};
  const level = columns.levels?.[row]?.[index];
  return defined({
    margin: columns.margins?.[row]?.[index] ?? undefined,
    lower: columns.lowers?.[row]?.[index] ?? undefined,
    upper: columns.uppers?.[row]?.[index] ?? undefined,
    confidenceLevel: CONFIDENCE_LEVELS.find((known) => known === level),
    stage: stageOf(columns.stages?.[row]?.[index]),
  });
}

/** Full counts have none, and those are most of what a report reads. */
function hasDetails({ margins, lowers, uppers, levels, stages }: DetailColumns): boolean {
  return [margins, lowers, uppers, levels, stages].some((column) => column !== undefined);
}

function stageOf(letter: string | undefined): Stage | undefined {
  return STAGES.find((stage) => stage.charAt(0) === letter);
}
