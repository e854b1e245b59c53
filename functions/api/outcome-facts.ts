import { allOwnSummaries, comparisonCodes, readPlaceList } from "../../shared/measurement/index.ts";
import type { OutcomeFacts, ReadOutcomeFacts } from "../../shared/partnerships/frameworks/criteria.ts";
import type { Table } from "../../shared/platform/table.ts";
import { composeProgress } from "../../shared/reporting/compose-progress.ts";
import type { PartnershipProgress } from "../../shared/reporting/progress-view.ts";

/** Thresholds are the framework's: of a roll-up only what it counts is taken here. */
const COUNTS_ONLY = { minimum: 1, above: 0 };

/**
 * How assessments come to what figures say: progress and gaps of a partnership's core indicators as its roll-up counts them, protected as
 * in reports, since a reviewer sees them. One round: its places beside its summaries (a Query more for every megabyte after the first).
 */
export function outcomeFacts(table: Table): ReadOutcomeFacts {
  return async (partnershipId) => {
    const [{ places }, summaries] = await Promise.all([
      readPlaceList(table, partnershipId),
      allOwnSummaries(table, partnershipId),
    ]);
    const progress = composeProgress({
      partnership: { id: partnershipId, name: "" },
      summaries: summaries ?? [],
      comparisonCodes: comparisonCodes(places),
      isProtected: true,
      options: COUNTS_ONLY,
    });
    return { ...countsOf(progress), rules: progress.rules, isWhole: summaries !== undefined };
  };
}

function countsOf({ coreIndicators, gaps }: PartnershipProgress): Pick<OutcomeFacts, "outcomes" | "gaps"> {
  return {
    outcomes: {
      favourable: coreIndicators.favourable,
      ...apart(
        coreIndicators,
        coreIndicators.items.map(({ id, name, class: says }) => ({ id, indicatorId: id, name, says })),
      ),
    },
    gaps: {
      favourable: gaps.favourable,
      ...apart(
        gaps,
        gaps.items.map(({ id, indicatorId, dimensionKey, title, verdict }) => {
          return { id, indicatorId, name: title, breakdown: dimensionKey, says: verdict };
        }),
      ),
    },
  };
}

/** What was classed, and what could not be, by the ids of the latter. */
function apart<T extends { readonly id: string }>(
  { unclassifiable }: { readonly unclassifiable: readonly { readonly id: string }[] },
  items: readonly T[],
) {
  const left = new Set(unclassifiable.map(({ id }) => id));
  const named = (wanted: boolean) =>
    items.filter(({ id }) => left.has(id) === wanted).map(({ id: _, ...said }) => said);
  return { counted: named(false), unclassifiable: named(true) };
}
