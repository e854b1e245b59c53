import { isBinding } from "../../../investments/index.ts";
import { canonicalJson } from "../../../platform/canonical-json.ts";
import type { CommitmentAsRead } from "../../subject-facts.ts";
import type { FundedPartnership, PortfolioFacts } from "../compose-portfolio-report.ts";
import {
  type Cause,
  commitmentRecord,
  definitionRecords,
  type MovedRecord,
  type MovedSet,
  movedRecords,
  movedSets,
  type Placed,
  type Versioned,
} from "./causes.ts";
import type { Difference } from "./leaves.ts";

/** A portfolio at one of the two instants: what its report is made from, and the commitments whose sums those are. */
export type PortfolioSide = {
  readonly facts: PortfolioFacts;
  readonly commitments: readonly CommitmentAsRead[];
};
type Sides = { readonly before: PortfolioSide; readonly after: PortfolioSide };

/** What moved between two portfolios: commitments, and of partnerships that were funded at both instants what they record. Pure. */
export function movedInPortfolio({ before, after }: Sides): {
  readonly records: MovedRecord[];
  readonly sets: MovedSet[];
} {
  const funded = fundedThroughout({ before, after });
  const own = ({ facts }: PortfolioSide) => facts.partnerships.filter((one) => funded.has(idOf(one)));
  const records = (side: PortfolioSide) => [
    ...side.commitments.map(commitmentRecord),
    ...own(side).flatMap(recordsOf),
  ];
  const figures = (side: PortfolioSide) => own(side).flatMap(({ summaries }) => summaries);
  return {
    records: movedRecords(records(before), records(after)),
    sets: movedSets(figures(before), figures(after)),
  };
}

function recordsOf({ partnership, summaries }: FundedPartnership): Versioned[] {
  if (!partnership) return [];
  const { head, version } = partnership;
  return [{ id: head.id, version, ownerId: head.backboneId }, ...definitionRecords(summaries)];
}

function fundedThroughout({ before, after }: Sides): Set<string> {
  const then = new Set(before.facts.partnerships.map(idOf));
  return new Set(after.facts.partnerships.map(idOf).filter((id) => then.has(id)));
}

function idOf({ funding }: FundedPartnership): string {
  return funding.partnershipId;
}

/**
 * What was recorded between two portfolios of that in which a difference stands. Money is made from commitments, and those of a partnership
 * decide as well whether it stands there, and which of its strategies and indicators. None for what only time brought: a report that comes
 * due within the days that are listed, a tranche that is overdue. Pure.
 */
export function portfolioCauses(sides: Sides, placed: readonly Placed[]): (at: Difference) => Cause[] {
  const money = placed.filter(isMoney);
  const known = { sides, placed, money, partnershipOf: partnershipsById(sides), refunded: refunded(sides) };
  return (at) => chosen(at, known).map(({ cause }) => cause);
}

type Known = {
  readonly sides: Sides;
  readonly placed: readonly Placed[];
  readonly money: readonly Placed[];
  /** Of a commitment, a partnership or an indicator, the partnerships that it belongs to, or did. */
  readonly partnershipOf: ReadonlyMap<string, ReadonlySet<string>>;
  /** Partnerships of which other strategies are funded than before, or that are funded at one of the instants alone. */
  readonly refunded: ReadonlySet<string>;
};

function chosen(at: Difference, known: Known): readonly Placed[] {
  if (at.section === "requirements") return requirementCauses(at, known);
  if (at.section === "partnerships") return rowCauses(at, at.of[0], known);
  if (at.section === "progress") return progressCauses(at, known);
  return moneyIn(at.of[0], known);
}

/** The commitments of a currency, which is what money of a portfolio is known by; all of them of what is of none. */
function moneyIn(
  currency: string | undefined,
  { money, sides: { before, after } }: Known,
): readonly Placed[] {
  if (currency === undefined) return money;
  const commitments = [...before.commitments, ...after.commitments].map(({ state }) => state.commitment);
  const own = new Set(commitments.filter((one) => one.currency === currency).map(({ id }) => id));
  return money.filter(({ about: [id = ""] }) => own.has(id));
}

/** What is asked for comes from its commitment, unless that asks for the same as before: then days went by. */
function requirementCauses(
  { of: [commitmentId, number] }: Difference,
  { sides: { before, after }, money }: Known,
): readonly Placed[] {
  return money.filter(({ about: [id = ""] }) => {
    if (commitmentId !== undefined && id !== commitmentId) return false;
    return askedBy(before, id, number) !== askedBy(after, id, number);
  });
}

function askedBy({ commitments }: PortfolioSide, id: string, number: string | undefined): string {
  const asked = commitments
    .filter(({ state }) => state.commitment.id === id)
    .flatMap(({ state: { commitment, requirements } }) =>
      requirements
        .filter((one) => number === undefined || String(one.number) === number)
        .map((one) => ({ one, title: commitment.title, isBinding: isBinding(commitment.status) })),
    );
  return canonicalJson(asked);
}

/** Money of a row, and whether there is a row, come from its commitments; counts from figures too; the rest from the partnership. */
function rowCauses(at: Difference, partnershipId: string | undefined, known: Known): readonly Placed[] {
  if (partnershipId === undefined) return known.money;
  const field = at.path.split("/")[4] ?? "";
  const isOnOneSide = at.before === undefined || at.after === undefined;
  const money = moneyOf(partnershipId, known);
  if (!fundedThroughout(known.sides).has(partnershipId)) return money;
  if (at.path.includes("/committed") || (field === "strategies" && isOnOneSide)) return money;
  if (field === "counts") return figuresOf([partnershipId], known);
  return known.placed.filter(({ about }) => about[0] === partnershipId);
}

/** Whether an indicator stands there follows from what leads to it, and from itself; what is said of it from itself alone. */
function progressCauses(at: Difference, known: Known): readonly Placed[] {
  const partnerships = at.of.flatMap((id) => [...(known.partnershipOf.get(id) ?? [])]);
  if (partnerships.length === 0) return figuresOf(undefined, known);
  const throughout = fundedThroughout(known.sides);
  if (!partnerships.some((id) => throughout.has(id))) return partnerships.flatMap((id) => moneyOf(id, known));
  const own = known.placed.filter(({ about }) => about.every((one) => at.of.includes(one)));
  const isOnOneSide = at.before === undefined || at.after === undefined;
  return isOnOneSide ? [...linksOf(partnerships, known), ...own] : own;
}

/** That which decides what indicators stand there: the line of sight, and which strategies are funded. */
function linksOf(partnerships: readonly string[], known: Known): readonly Placed[] {
  return partnerships.flatMap((id) => [
    ...(known.refunded.has(id) ? moneyOf(id, known) : []),
    ...known.placed.filter(({ about }) => about[0] === id),
  ]);
}

/** All that figures of some partnerships, or of all of the page, are made from. */
function figuresOf(partnerships: readonly string[] | undefined, known: Known): readonly Placed[] {
  return known.placed.filter((one) => {
    const ids = [...(known.partnershipOf.get(one.about[0] ?? "") ?? [])];
    const own = partnerships === undefined ? ids : ids.filter((id) => partnerships.includes(id));
    return isMoney(one) ? own.some((id) => known.refunded.has(id)) : own.length > 0;
  });
}

function moneyOf(partnershipId: string, { money, partnershipOf }: Known): readonly Placed[] {
  return money.filter(({ about: [id = ""] }) => partnershipOf.get(id)?.has(partnershipId));
}

function isMoney({ about: [id = ""] }: Placed): boolean {
  return id.startsWith("cmt_");
}

function partnershipsById({ before, after }: Sides): Map<string, Set<string>> {
  const pairs = [before, after].flatMap(({ commitments, facts }) => [
    ...commitments.flatMap(({ state: { commitment } }) =>
      commitment.partnershipId === undefined ? [] : [[commitment.id, commitment.partnershipId] as const],
    ),
    ...facts.partnerships.flatMap((one) => [
      [idOf(one), idOf(one)] as const,
      ...one.summaries.map(({ indicatorId }) => [indicatorId, idOf(one)] as const),
    ]),
  ]);
  const byId = Map.groupBy(pairs, ([id]) => id);
  return new Map([...byId].map(([id, of]) => [id, new Set(of.map(([, partnershipId]) => partnershipId))]));
}

function refunded({ before, after }: Sides): Set<string> {
  const strategies = ({ facts }: PortfolioSide) =>
    new Map(facts.partnerships.map((one) => [idOf(one), strategiesOf(one)]));
  const [then, now] = [strategies(before), strategies(after)];
  return new Set([...then.keys(), ...now.keys()].filter((id) => then.get(id) !== now.get(id)));
}

function strategiesOf({ funding: { sums } }: FundedPartnership): string {
  const ids = Object.values(sums).flatMap((byStrategy) => Object.keys(byStrategy));
  return [...new Set(ids)].sort().join();
}
