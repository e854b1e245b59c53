import { protectSummary } from "../../disclosure/index.ts";
import {
  type CurrencyTotals,
  type Funding,
  type ListedRequirement,
  portfolioView,
  requirementView,
} from "../../investments/index.ts";
import type { Summary } from "../../measurement/index.ts";
import { designationsFor, type LoadedPartnership } from "../../partnerships/index.ts";
import { contentHash } from "../../platform/canonical-json.ts";
import { money, sumMinor } from "../../platform/money.ts";
import { neededIndicators } from "../compose-report.ts";
import { countSection } from "../count-section.ts";
import { type IndicatorSection, indicatorSection } from "../indicator-section.ts";
import { methods } from "../methods.ts";
import { agreementNotes } from "../notes.ts";
import type { Note } from "../report.ts";
import { whenNotes } from "../when.ts";
import { whenOf } from "./compose-outcome-report.ts";
import { drawSections, type Writers } from "./draw-sections.ts";
import type { Contents, OutcomeReport, Subject } from "./outcome-report.ts";
import type { PartnershipRow } from "./portfolio-row.ts";
import { progressContent } from "./progress-content.ts";
import { citedIn } from "./provenance.ts";
import type { Wanted } from "./section-keys.ts";

/** What an organisation promised a partnership, the partnership where it may be read, and the summaries that money leads to. */
export type FundedPartnership = {
  readonly funding: Funding;
  readonly partnership?: LoadedPartnership;
  /** As they are stored, unless `areProtected`. */
  readonly summaries: readonly Summary[];
  readonly areProtected?: boolean;
};

/** Everything a report of a portfolio is made from, as it was read. */
export type PortfolioFacts = {
  readonly subject: Subject;
  readonly wanted: readonly Wanted[];
  readonly template?: OutcomeReport["template"];
  readonly totals: readonly CurrencyTotals[];
  readonly partnerships: readonly FundedPartnership[];
  /** Undefined where there are more than one answer holds. */
  readonly requirements: readonly ListedRequirement[] | undefined;
  readonly asOf?: string;
  readonly validOn?: string;
  readonly now: string;
};

const UNALLOCATED = "unallocated";

/** The report of a funder's portfolio: its money, and a page of the partnerships that it funds. Pure. */
export function composePortfolioReport(facts: PortfolioFacts): OutcomeReport {
  const { subject, template, wanted } = facts;
  const drawn = { facts, parts: facts.partnerships.map(partOf) };
  const content = {
    kind: "portfolio" as const,
    subject,
    ...(template ? { template } : {}),
    ...whenOf(facts),
    sections: drawSections(WRITERS, drawn, wanted),
  };
  return { ...content, generatedAt: facts.now, contentHash: contentHash(content) };
}

/** The indicators that the funded strategies of a partnership lead to. */
export function fundedIndicators(partnership: LoadedPartnership, { sums }: Funding): string[] {
  const funded = Object.values(sums).flatMap((byStrategy) => Object.keys(byStrategy));
  return [...neededIndicators(partnership, funded)];
}

type Part = FundedPartnership & { readonly indicators: readonly IndicatorSection[] };
type Drawn = { readonly facts: PortfolioFacts; readonly parts: readonly Part[] };
const WRITERS: Writers<Drawn> = {
  money: ({ facts: { totals, asOf, now } }) => ({
    currencies: [],
    byStrategy: [],
    commitments: [],
    portfolio: portfolioView({ totals, today: (asOf ?? now).slice(0, 10) }).currencies,
  }),
  partnerships: ({ facts, parts }) => ({ items: parts.map((part) => rowOf(part, facts.subject.id)) }),
  progress: ({ parts }) =>
    progressContent(
      parts.flatMap((part) => part.indicators),
      parts.flatMap((part) => part.summaries),
    ),
  requirements: ({ facts }) => ({ items: (facts.requirements ?? []).map(requirementOf) }),
  notes: ({ facts, parts }) => ({ items: notesOf(facts, parts) }),
  methods: () => ({ items: methods() }),
  provenance: ({ parts }) => ({
    records: parts.flatMap(({ partnership, indicators }) => [
      ...(partnership
        ? [{ kind: "partnership", id: partnership.head.id, version: partnership.version }]
        : []),
      ...indicators.map(({ id, version }) => ({ kind: "indicator", id, version })),
    ]),
    observations: citedIn(parts.flatMap(({ indicators }) => indicators)),
  }),
};

function partOf(one: FundedPartnership): Part {
  const needed = new Set(one.partnership ? fundedIndicators(one.partnership, one.funding) : []);
  const indicators = one.summaries
    .filter(({ indicatorId }) => needed.has(indicatorId))
    .flatMap(
      (summary) => indicatorSection(one.areProtected ? summary : protectSummary(summary).summary) ?? [],
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return { ...one, indicators };
}

function rowOf({ funding, partnership, indicators }: Part, organisationId: string): PartnershipRow {
  const { partnershipId, sums } = funding;
  const names = new Map(partnership?.strategies.map(({ id, name }) => [id, name]));
  const ids = [...new Set(Object.values(sums).flatMap((byStrategy) => Object.keys(byStrategy)))].sort();
  const row = {
    partnershipId,
    isShared: partnership !== undefined,
    committed: amountsOf(funding, () => true),
    strategies: ids.map((id) => strategyOf(funding, id, names.get(id))),
  };
  if (!partnership) return row;
  const { head, version } = partnership;
  return {
    ...row,
    name: head.name,
    placeName: head.placeName,
    version,
    counts: countSection(indicators),
    gateways: [...designationsFor(partnership, organisationId)],
    report: `/v1/partnerships/${partnershipId}/report`,
  };
}

function strategyOf(funding: Funding, id: string, name: string | undefined) {
  return {
    ...(id === UNALLOCATED ? {} : { strategyId: id }),
    ...(name === undefined ? {} : { name }),
    committed: amountsOf(funding, (strategyId) => strategyId === id),
  };
}

function amountsOf({ sums }: Funding, isOf: (strategyId: string) => boolean): PartnershipRow["committed"] {
  return Object.entries(sums)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([currency, byStrategy]) => {
      const own = Object.entries(byStrategy).filter(([strategyId]) => isOf(strategyId));
      return own.length === 0 ? [] : [money(sumMinor(own.map(([, minor]) => minor)), currency)];
    });
}

function requirementOf(listed: ListedRequirement): Contents["requirements"]["items"][number] {
  const { commitmentId, commitmentTitle, funderId: _id, funderName: _name, ...requirement } = listed;
  return { ...requirementView(requirement), commitmentId, commitmentTitle };
}

function notesOf(facts: PortfolioFacts, parts: readonly Part[]): Note[] {
  const hidden = parts.filter(({ partnership }) => !partnership).length;
  const unshared: Note = {
    code: "partnership-not-shared",
    text: `Of ${hidden} ${hidden === 1 ? "partnership" : "partnerships"} the money stands alone: they do not share their strategies and indicators with you.`,
  };
  const tooMany: Note = {
    code: "too-many-requirements",
    text: "More reports fall due in one month than one answer holds, so none is listed here. GET /v1/requirements lists them for fewer days.",
  };
  return [
    ...whenNotes(facts),
    ...(hidden > 0 ? [unshared] : []),
    ...(facts.requirements ? [] : [tooMany]),
    ...parts.flatMap(({ indicators }) => agreementNotes(indicators)),
  ];
}
