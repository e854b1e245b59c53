import { protectSummary } from "../../shared/disclosure/index.ts";
import { allOwnSummaries, PROGRESS_RULES, type Summary } from "../../shared/measurement/index.ts";
import type { OutcomeFacts, ReadOutcomeFacts } from "../../shared/partnerships/frameworks/criteria.ts";
import type { Table } from "../../shared/platform/table.ts";
import { indicatorSection } from "../../shared/reporting/indicator-section.ts";

/**
 * How assessments come to what figures say: progress and gaps of a partnership's core outcomes, by the rules of reports and protected as
 * there, since a reviewer sees them. One Query.
 */
export function outcomeFacts(table: Table): ReadOutcomeFacts {
  return async (partnershipId) => {
    const summaries = await allOwnSummaries(table, partnershipId);
    const core = (summaries ?? []).filter(({ definition }) => definition?.level === "core").map(factsOf);
    return {
      outcomes: core.flatMap(({ outcomes }) => outcomes),
      gaps: core.flatMap(({ gaps }) => gaps),
      rules: PROGRESS_RULES,
      isWhole: summaries !== undefined,
    };
  };
}

function factsOf(summary: Summary): Pick<OutcomeFacts, "outcomes" | "gaps"> {
  const section = indicatorSection(protectSummary(summary).summary);
  if (!section) return { outcomes: [], gaps: [] };
  const { id: indicatorId, name, progress, gaps } = section;
  return {
    outcomes: [{ indicatorId, name, progress: progress.class }],
    gaps: gaps.map(({ dimensionKey: breakdown, since }) => ({
      indicatorId,
      name,
      breakdown,
      ...(since ? { verdict: since.verdict } : {}),
    })),
  };
}
