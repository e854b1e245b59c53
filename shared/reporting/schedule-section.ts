import * as z from "zod";
import { CommitmentViewSchema, type Tranche, trancheState, trancheView } from "../investments/index.ts";
import { lazy } from "../platform/lazy.ts";

/** A tranche of the schedule; where something still stands before its payment, what that is. */
export const ReportTrancheSchema = lazy(() =>
  CommitmentViewSchema()
    .shape.tranches.element.extend({ blockedBy: z.string().optional() })
    .meta({ id: "ReportTranche", description: "A tranche, with what still blocks its payment." }),
);
export type ReportTranche = z.infer<ReturnType<typeof ReportTrancheSchema>>;

/** The schedule in order of the days tranches fall due. */
export function scheduleSection(tranches: readonly Tranche[]): ReportTranche[] {
  return tranches
    .toSorted((a, b) => (a.dueOn === b.dueOn ? a.number - b.number : a.dueOn < b.dueOn ? -1 : 1))
    .map((tranche) => {
      const blockedBy = whatBlocks(tranche);
      return { ...trancheView(tranche), ...(blockedBy === undefined ? {} : { blockedBy }) };
    });
}

/** What stands between a tranche and its payment, in words; undefined where nothing does. */
export function whatBlocks(tranche: Tranche): string | undefined {
  const state = trancheState(tranche);
  if (state === "blocked") return "Its payment rule is not fulfilled.";
  if (state !== "conditional") return undefined;
  return `Condition not met: ${tranche.condition?.barrier?.description ?? "its barrier is not overcome"}`;
}
