import { protectSummary } from "../../disclosure/index.ts";
import { requirementView } from "../../investments/index.ts";
import { contentHash } from "../../platform/canonical-json.ts";
import { neededIndicators } from "../compose-report.ts";
import { countSection } from "../count-section.ts";
import { type IndicatorSection, indicatorSection } from "../indicator-section.ts";
import { methods } from "../methods.ts";
import { partnershipFacts } from "../subject-facts.ts";
import { drawSections, type Writers } from "./draw-sections.ts";
import { gapEntries, indicatorEntry } from "./indicator-entry.ts";
import type { OutcomeFacts } from "./outcome-facts.ts";
import { outcomeNotes } from "./outcome-notes.ts";
import type { Contents, OutcomeReport } from "./outcome-report.ts";
import { pooledMoney, type Strategies, strategyMoney } from "./pooled-money.ts";
import {
  capacitiesContent,
  changesContent,
  contributionContent,
  gatewaysContent,
  lessonsContent,
  storiesContent,
  testsContent,
} from "./practice-content.ts";
import { progressContent } from "./progress-content.ts";
import { provenanceOf } from "./provenance.ts";
import { sightContent } from "./sight-content.ts";

/** What the sections are written from: the facts, and what is computed of them once. */
type Drawn = {
  readonly facts: OutcomeFacts;
  readonly needed: ReadonlySet<string>;
  readonly indicators: readonly IndicatorSection[];
  readonly strategies: Strategies;
};

/**
 * The report of a commitment, strategy, big bet or partnership from what was read. Pure: equal facts give equal content, whose hash says
 * so. A section that needs a partnership is not there where none may be read.
 */
export function composeOutcomeReport(facts: OutcomeFacts): OutcomeReport {
  const { kind, subject, partnership, template, wanted } = facts;
  const drawn = draw(facts);
  const content = {
    kind,
    subject,
    ...(partnership ? { partnership: partnershipFacts(partnership) } : {}),
    ...(template ? { template } : {}),
    ...whenOf(facts),
    sections: drawSections(WRITERS, drawn, wanted),
  };
  return { ...content, generatedAt: facts.now, contentHash: contentHash(content) };
}

/** As of when a report is, and for which day. */
export function whenOf({ asOf, validOn }: { readonly asOf?: string; readonly validOn?: string }) {
  return { ...(asOf === undefined ? {} : { asOf }), ...(validOn === undefined ? {} : { validOn }) };
}

/** The indicators that the strategies of a report lead to. */
export function indicatorsOf({
  partnership,
  strategyIds,
}: Pick<OutcomeFacts, "partnership" | "strategyIds">) {
  return partnership ? neededIndicators(partnership, strategyIds) : new Set<string>();
}

function draw(facts: OutcomeFacts): Drawn {
  const { partnership, strategyIds, summaries, areProtected } = facts;
  const needed = indicatorsOf(facts);
  const indicators = summaries
    .filter(({ indicatorId }) => needed.has(indicatorId))
    .flatMap((summary) => indicatorSection(areProtected ? summary : protectSummary(summary).summary) ?? [])
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const names = new Map(partnership?.strategies.map(({ id, name }) => [id, name]));
  return { facts, needed, indicators, strategies: { ids: strategyIds, names } };
}

const WRITERS: Writers<Drawn> = {
  money: ({ facts, strategies }) => pooledMoney(facts.commitments, strategies, facts.bet),
  progress: ({ facts, indicators }) => progressContent(indicators, facts.summaries),
  "line-of-sight": ({ facts, indicators, strategies }) =>
    facts.partnership &&
    sightContent(
      facts.partnership,
      new Map(indicators.map((section) => [section.id, section])),
      strategyMoney(facts.commitments, strategies),
    ),
  outcomes: (drawn) => entries(drawn, ["core", "contributing"]),
  "systems-indicators": (drawn) => entries(drawn, ["system", "adjacent"]),
  gaps: ({ indicators }) => ({
    statement: countSection(indicators).gaps.statement,
    items: indicators.flatMap(gapEntries),
  }),
  "systems-changes": ({ facts }) =>
    ofPartnership(facts, () => changesContent(facts.practice, strategyOf(facts))),
  "tests-of-change": ({ facts }) =>
    ofPartnership(facts, () => testsContent(facts.practice, strategyOf(facts))),
  contribution: ({ facts }) =>
    ofPartnership(facts, () => contributionContent(facts.practice, subjectsOf(facts))),
  gateways: ({ facts }) => facts.partnership && gatewaysContent(facts.practice, facts.partnership),
  capacities: ({ facts }) => ofPartnership(facts, () => capacitiesContent(facts.practice)),
  stories: ({ facts }) => ofPartnership(facts, () => storiesContent(facts.practice, strategyOf(facts))),
  lessons: ({ facts }) => ofPartnership(facts, () => lessonsContent(facts.practice)),
  requirements: ({ facts }) => ({ items: requirementsOf(facts) }),
  notes: ({ facts, indicators, needed }) => ({ items: outcomeNotes(facts, indicators, needed) }),
  methods: () => ({ items: methods() }),
  provenance: ({ facts, indicators }) => provenanceOf(facts, indicators),
};

function ofPartnership<T>({ partnership }: OutcomeFacts, write: () => T): T | undefined {
  return partnership ? write() : undefined;
}

function entries(
  { facts, indicators }: Drawn,
  levels: readonly IndicatorSection["level"][],
): Contents["outcomes"] {
  return {
    items: indicators
      .filter(({ level }) => levels.includes(level))
      .map((section) => indicatorEntry(section, facts.asOf)),
  };
}

/** The one strategy that a report of a strategy is of: of work it shows what names it. */
function strategyOf({ kind, subject }: OutcomeFacts): string | undefined {
  return kind === "strategy" ? subject.id : undefined;
}

/** Of what contributions are told: in a report of a strategy or a commitment of what it is of, else of everything. */
function subjectsOf({ kind, subject, strategyIds }: OutcomeFacts): ReadonlySet<string> | undefined {
  return kind === "strategy" || kind === "commitment" ? new Set([subject.id, ...strategyIds]) : undefined;
}

function requirementsOf({ commitments }: OutcomeFacts): Contents["requirements"]["items"] {
  return commitments
    .flatMap(({ state: { commitment, requirements } }) =>
      requirements.map((requirement) => ({
        ...requirementView(requirement),
        commitmentId: commitment.id,
        commitmentTitle: commitment.title,
      })),
    )
    .sort((a, b) => (a.dueOn + a.commitmentId < b.dueOn + b.commitmentId ? -1 : 1));
}
