import type { Funding } from "../investments/index.ts";
import { type Summary, type SummarySet, toDimensions } from "../measurement/index.ts";
import type { LoadedPartnership, Strategy } from "../partnerships/index.ts";
import { defined } from "../platform/defined.ts";
import { type Money, money } from "../platform/money.ts";
import {
  type OpenAgreement,
  openedBy,
  openedOf,
  type ReadUnder,
  viewWithAgreements,
} from "../publication/access/index.ts";
import { type IndicatorFacts, measuredSets } from "./breakdown-section.ts";
import type { Figure } from "./figure.ts";
import { groupLabel } from "./label.ts";
import { childrenOf, figureIn, needOf, perChild } from "./need-figures.ts";
import type { Need, NeedGroup, NeedPlace, NeedStrategy } from "./need-view.ts";

/** What is known of one funded partnership: absent where it may not be read. Summaries unprotected, as they are stored. */
export type NeedFacts = {
  readonly funding: Funding;
  readonly partnership?: LoadedPartnership;
  readonly summaries: readonly Summary[];
  /** The codes of places that only stand beside the partnership's own: none is listed among them. */
  readonly comparisonCodes?: ReadonlySet<string>;
  /** The data use agreements in force for whom it is. */
  readonly agreements?: readonly OpenAgreement[];
};

/** Where money is beside where it is needed. Pure; everything hidden is taken away here. Places by name, for an order by need would tell. */
export function composeNeed(outcomeId: string, all: readonly NeedFacts[]): Omit<Need, "next"> {
  const parts = all.map((facts) => partOf(outcomeId, facts));
  const places = parts.flatMap((part) => part.places);
  const nameOf = ({ place }: NeedPlace) => `${place.name ?? place.code} ${place.code}`;
  return {
    outcomeId,
    ...defined({ dataUseAgreements: openedBy(openedInNeed(outcomeId, all)) }),
    places: places.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)),
    leftOut: parts.flatMap((part) => part.leftOut),
  };
}

/** What agreements opened of it. */
export function openedInNeed(outcomeId: string, all: readonly NeedFacts[]): ReadUnder[] {
  return all.flatMap((facts) => openedOf(ownOf(outcomeId, facts).own, facts.agreements ?? []));
}

/** The summaries of an outcome, and those of the partnership's own places among them. */
function ownOf(outcomeId: string, { summaries, comparisonCodes }: NeedFacts) {
  const core = summaries.filter(
    ({ definition }) => definition?.level === "core" && definition.outcomeId === outcomeId,
  );
  return { core, own: core.filter(({ place }) => !comparisonCodes?.has(place.code)) };
}

function partOf(outcomeId: string, facts: NeedFacts): Pick<Need, "places" | "leftOut"> {
  const { partnership, funding, summaries, agreements = [] } = facts;
  const leave = (why: Need["leftOut"][number]["why"]) => ({
    places: [],
    leftOut: [
      {
        partnershipId: funding.partnershipId,
        ...(partnership ? { name: partnership.head.name } : {}),
        why,
        committed: amountsOf(funding, () => true),
      },
    ],
  });
  if (!partnership) return leave("not-shared");
  const described = summaries.filter(({ definition }) => definition !== undefined);
  const { core, own } = ownOf(outcomeId, facts);
  const places = own.flatMap(
    (summary) => placeOf(partnership, funding, viewWithAgreements(summary, agreements).summary) ?? [],
  );
  if (places.length > 0) return { places, leftOut: [] };
  if (core.length > 0) return leave("comparison-place");
  return leave(described.length < summaries.length ? "not-summarised" : "no-link-to-outcome");
}

function placeOf(partnership: LoadedPartnership, funding: Funding, summary: Summary): NeedPlace | undefined {
  const { definition, unit, ratePer, indicatorId: id } = summary;
  if (!definition) return undefined;
  const { name, version, polarity, denominatorDefinition, currency } = definition;
  const facts: IndicatorFacts = {
    summary,
    unit: {
      unit,
      ...(ratePer === undefined ? {} : { ratePer }),
      ...(currency === undefined ? {} : { currency }),
    },
  };
  const latest = measuredSets(summary, "all").at(-1);
  const children = latest && childrenOf(latest, "all");
  const sets = Object.keys(summary.sets)
    .filter((key) => key !== "all")
    .sort();
  const breakdowns = sets.flatMap((key) => {
    const set = measuredSets(summary, key).at(-1);
    return set ? [{ key, set }] : [];
  });
  const categories = breakdowns.flatMap(({ set }) => Object.keys(set.cells));
  const strategies = strategiesLeadingTo(partnership, id).map((strategy) =>
    strategyOf(strategy, funding, categories),
  );
  const at = { funding, strategies };
  return {
    partnership: { id: partnership.head.id, name: partnership.head.name },
    place: { ...summary.place },
    indicator: { id, name, version, polarity, denominatorDefinition },
    ...(latest && children
      ? {
          children,
          latest: figureIn(facts, latest, "all"),
          need: needOf(facts, latest, { key: "all", category: "all" }),
        }
      : {}),
    money: placeMoney(at, children),
    strategies,
    groups: breakdowns.flatMap(({ key, set }) => groupsOf(facts, { key, set, ...at })),
  };
}

/** The strategies that lead to an outcome: directly, or through a systems indicator. */
function strategiesLeadingTo({ strategies, links }: LoadedPartnership, indicatorId: string): Strategy[] {
  const before = (ids: ReadonlySet<string>) =>
    new Set(links.filter(({ toId }) => ids.has(toId)).map(({ fromId }) => fromId));
  const near = before(new Set([indicatorId]));
  const far = before(near);
  return strategies
    .filter(({ id }) => near.has(id) || far.has(id))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function strategyOf(strategy: Strategy, funding: Funding, categories: readonly string[]): NeedStrategy {
  const { id, name, kind, populations } = strategy;
  return {
    id,
    name,
    kind,
    ...(populations === undefined ? {} : { populations }),
    committed: amountsOf(funding, (strategyId) => strategyId === id),
    groups:
      kind === "targeted" ? [...new Set(categories.filter((category) => names(strategy, category)))] : [],
  };
}

/** Whether a strategy's populations name a group, by its key or its label; capitals apart, nothing is guessed. */
function names({ populations = [] }: Strategy, category: string): boolean {
  const known = [category, groupLabel(category)].map((name) => name.toLowerCase());
  return populations.some((population) => known.includes(population.toLowerCase()));
}

/** What is committed to some strategies, a currency each; currencies with nothing are left out. */
function amountsOf({ sums }: Funding, of: (strategyId: string) => boolean): Money[] {
  return Object.entries(sums)
    .map(([currency, byStrategy]) => ({ currency, minor: minorOf(byStrategy, of) }))
    .filter(({ minor }) => minor !== 0)
    .sort((a, b) => (a.currency < b.currency ? -1 : 1))
    .map(({ currency, minor }) => money(minor, currency));
}

function minorOf(byStrategy: Readonly<Record<string, number>>, of: (strategyId: string) => boolean): number {
  return Object.entries(byStrategy).reduce((sum, [id, minor]) => (of(id) ? sum + minor : sum), 0);
}

type FundedStrategies = { readonly funding: Funding; readonly strategies: readonly NeedStrategy[] };

function placeMoney(
  { funding, strategies }: FundedStrategies,
  children: Figure | undefined,
): NeedPlace["money"] {
  const ids = (kind: NeedStrategy["kind"]) =>
    new Set(strategies.filter((each) => each.kind === kind).map(({ id }) => id));
  const [universal, targeted] = [ids("universal"), ids("targeted")];
  return currenciesOf(funding).flatMap(([currency, byStrategy]) => {
    const toAll = minorOf(byStrategy, (id) => universal.has(id));
    const toGroups = minorOf(byStrategy, (id) => targeted.has(id));
    if (toAll === 0 && toGroups === 0) return [];
    return [
      {
        currency,
        committed: money(toAll + toGroups, currency),
        universal: money(toAll, currency),
        targeted: money(toGroups, currency),
        perChild: perChild(toAll + toGroups, currency, children),
      },
    ];
  });
}

function groupsOf(
  facts: IndicatorFacts,
  at: FundedStrategies & { readonly key: string; readonly set: SummarySet },
): NeedGroup[] {
  const { key, set, funding, strategies } = at;
  const categories = Object.keys(set.cells).sort();
  return categories.map((category) => {
    const own = strategies.filter(({ groups }) => groups.includes(category)).map(({ id }) => id);
    const children = childrenOf(set, category);
    return {
      dimensions: { ...toDimensions(key, category) },
      category,
      label: groupLabel(category),
      period: set.period,
      children,
      latest: figureIn(facts, set, category),
      need: needOf(facts, set, { key, category }),
      money: currenciesOf(funding).flatMap(([currency, byStrategy]) => {
        const minor = minorOf(byStrategy, (id) => own.includes(id));
        if (minor === 0) return [];
        const targeted = money(minor, currency);
        return [{ currency, targeted, perChild: perChild(minor, currency, children) }];
      }),
      strategyIds: own,
    };
  });
}

function currenciesOf({ sums }: Funding) {
  return Object.entries(sums).sort(([a], [b]) => (a < b ? -1 : 1));
}
