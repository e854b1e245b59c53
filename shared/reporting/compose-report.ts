import type { Summary } from "../measurement/index.ts";
import type { LoadedPartnership } from "../partnerships/index.ts";
import { contentHash } from "../platform/canonical-json.ts";
import { defined } from "../platform/defined.ts";
import { type OpenAgreement, openedOf, viewWithAgreements } from "../publication/access/index.ts";
import { type AllocationSection, allocationSection, unallocatedMinor } from "./allocation-section.ts";
import { countSection } from "./count-section.ts";
import { type IndicatorSection, indicatorSection } from "./indicator-section.ts";
import { methods } from "./methods.ts";
import { moneySection } from "./money-section.ts";
import { notesOf } from "./notes.ts";
import { reconcile } from "./reconciliation.ts";
import type { Report } from "./report.ts";
import { scheduleSection } from "./schedule-section.ts";
import { type StrategySection, sightRows, strategySections } from "./sight-section.ts";
import { type CommitmentAsRead, commitmentFacts, partnershipFacts } from "./subject-facts.ts";
import { type When, whenNotes } from "./when.ts";

/** Everything a report is made from, as it was read. */
export type ReportFacts = {
  readonly commitment: CommitmentAsRead;
  /** Absent where there is none, or where it may not be read by whom the report is for. */
  readonly partnership?: LoadedPartnership;
  /** As they are stored, unless `areProtected`: what may not be shown is taken away here. */
  readonly summaries: readonly Summary[];
  /** The data use agreements in force for whom the report is; nothing is opened where there are none. */
  readonly agreements?: readonly OpenAgreement[];
  readonly areProtected?: boolean | undefined;
  readonly when?: When;
  readonly now: string;
};

/** The report of a commitment. Pure: equal facts give equal content, whose hash says so. */
export function composeReport(facts: ReportFacts): Report {
  const { state } = facts.commitment;
  const { partnership } = facts;
  const names = new Map(partnership?.strategies.map(({ id, name }) => [id, name]));
  const allocations = allocationSection(state, names);
  const { strategies, indicators } = impact(facts, allocations);
  const content = {
    ...defined(facts.when ?? {}),
    commitment: commitmentFacts(facts.commitment),
    ...(partnership ? { partnership: partnershipFacts(partnership) } : {}),
    counts: countSection(indicators),
    money: moneySection(state),
    schedule: scheduleSection(state.tranches),
    allocations,
    reconciliation: reconcile(state, { unallocatedMinor: unallocatedMinor(state) }),
    strategies,
    lineOfSight: sightRows(strategies),
    indicators,
    notes: [...whenNotes(facts.when ?? {}), ...notesOf({ state, partnership, strategies, indicators })],
    methods: methods(openedOf(summariesOf(facts, allocations), facts.agreements ?? [])),
  };
  return { ...content, generatedAt: facts.now, contentHash: contentHash(content) };
}

/** The indicators that the strategies of a commitment lead to. */
export function neededIndicators(
  partnership: LoadedPartnership,
  strategyIds: Iterable<string>,
): ReadonlySet<string> {
  const reached = new Set<string>(strategyIds);
  const needed = new Set<string>();
  // Two steps at most: a strategy to a systems indicator, and that to an outcome.
  for (let step = 0; step < 2; step++)
    for (const { fromId, toId } of partnership.links)
      if (reached.has(fromId)) {
        reached.add(toId);
        needed.add(toId);
      }
  return needed;
}

function impact(
  facts: ReportFacts,
  allocations: AllocationSection,
): { strategies: StrategySection[]; indicators: IndicatorSection[] } {
  const { partnership, agreements = [], areProtected } = facts;
  if (!partnership) return { strategies: [], indicators: [] };
  const shown = (summary: Summary) =>
    areProtected ? summary : viewWithAgreements(summary, agreements).summary;
  const indicators = summariesOf(facts, allocations)
    .flatMap((summary) => indicatorSection(shown(summary)) ?? [])
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const byId = new Map(indicators.map((section) => [section.id, section]));
  return { strategies: strategySections(partnership, allocations, byId), indicators };
}

/** The summaries of the indicators that the funded strategies lead to. */
function summariesOf({ partnership, summaries }: ReportFacts, allocations: AllocationSection): Summary[] {
  if (!partnership) return [];
  const needed = neededIndicators(
    partnership,
    allocations.items.map(({ strategyId }) => strategyId),
  );
  return summaries.filter(({ indicatorId }) => needed.has(indicatorId));
}
