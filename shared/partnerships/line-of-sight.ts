import { isDirect, type Link, startsAtStrategy } from "./link.ts";
import type { Strategy } from "./strategy.ts";

/** An outcome that something contributes to, with the link that says why, on what evidence, and how soon. */
export type OutcomeEdge = { readonly indicatorId: string; readonly link: Link };

/** A systems indicator that a strategy shifts, and the outcomes which that indicator contributes to. */
export type SystemEdge = {
  readonly indicatorId: string;
  readonly link: Link;
  readonly outcomes: readonly OutcomeEdge[];
};

/** What one strategy leads to: through systems, and directly. */
export type StrategySight = {
  readonly strategy: Strategy;
  readonly systems: readonly SystemEdge[];
  readonly direct: readonly OutcomeEdge[];
};

/** A link that cannot be followed, and the ids of it that nobody knows. */
export type BrokenLink = { readonly link: Link; readonly missing: readonly string[] };

export type LineOfSight = {
  readonly strategies: readonly StrategySight[];
  /** Links from a systems indicator that no strategy shifts: nothing that is done leads there yet. */
  readonly unreached: readonly Link[];
  readonly broken: readonly BrokenLink[];
};

/**
 * What each strategy leads to, from the links of its partnership. `indicatorIds` are the indicators that are known: a link with
 * another end is listed as broken and followed nowhere. Ordered by id, so equal input gives equal output in whatever order it came.
 */
export function lineOfSight(facts: {
  readonly strategies: readonly Strategy[];
  readonly links: readonly Link[];
  readonly indicatorIds: Iterable<string>;
}): LineOfSight {
  const strategies = facts.strategies.toSorted(byId);
  const known = new Set([...facts.indicatorIds, ...strategies.map((strategy) => strategy.id)]);
  const missingOf = (link: Link) => [link.fromId, link.toId].filter((id) => !known.has(id));
  const broken = facts.links
    .toSorted(byId)
    .map((link) => ({ link, missing: missingOf(link) }))
    .filter(({ missing }) => missing.length > 0);
  const sound = facts.links.filter((link) => missingOf(link).length === 0).toSorted(byEnd);
  const from = Map.groupBy(sound, (link) => link.fromId);
  const shifted = new Set(sound.filter((link) => link.kind === "shifts").map((link) => link.toId));
  return {
    strategies: strategies.map((strategy) => sightOf(strategy, from)),
    unreached: sound.filter((link) => !startsAtStrategy(link) && !shifted.has(link.fromId)),
    broken,
  };
}

function sightOf(strategy: Strategy, from: ReadonlyMap<string, readonly Link[]>): StrategySight {
  const own = from.get(strategy.id) ?? [];
  const systems = own
    .filter((link) => link.kind === "shifts")
    .map((link) => ({ ...edge(link), outcomes: (from.get(link.toId) ?? []).map(edge) }));
  return { strategy, systems, direct: own.filter(isDirect).map(edge) };
}

function edge(link: Link): OutcomeEdge {
  return { indicatorId: link.toId, link };
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function byEnd(a: Link, b: Link): number {
  return a.toId < b.toId ? -1 : a.toId > b.toId ? 1 : byId(a, b);
}
