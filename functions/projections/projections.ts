import { changesSummary, isSummary, projectSummaries } from "../../shared/measurement/project-summaries.ts";
import type { ChangedItem, Projection } from "./projection.ts";

/** Indicators as reports read them: definition and all figures of one place in one item. */
const summaries: Projection = {
  name: "summaries",
  wants: ({ after }) => after !== undefined && changesSummary(after),
  owns: isSummary,
  apply: async (table, changes) => {
    const changeOf = new Map(
      changes.flatMap((change) => (change.after ? [[change.after, change] as const] : [])),
    );
    const failed = await projectSummaries(table, [...changeOf.keys()]);
    return failed.map(({ item, error }): { change: ChangedItem; error: unknown } => ({
      change: changeOf.get(item) ?? { after: item },
      error,
    }));
  },
};

/** Every read model. A new one is written as a `Projection` and listed here: the stream and the rebuild then keep it. */
export const PROJECTIONS: readonly Projection[] = [summaries];
