import type { SummarySet } from "../measurement/index.ts";
import { money } from "../platform/money.ts";
import { cellFigure, type IndicatorFacts, targetFor } from "./breakdown-section.ts";
import { derive, differenceUnit, type Figure, figureOf } from "./figure.ts";
import type { NeedFigure, PerChild } from "./need-view.ts";

/** How many children a cell is of. Where the figure may be shown and no count was recorded: not available. */
export function childrenOf(set: SummarySet, category: string): Figure {
  const cell = set.cells[category];
  const value = cell?.denominator ?? null;
  const status = cell === undefined || (cell.status === "ok" && value === null) ? "x" : cell.status;
  return figureOf(
    { value: status === "ok" ? value : null, status },
    { period: set.period, unit: { unit: "count" }, from: [set.ref] },
  );
}

/** The figure of a cell, not available where the set has no such cell. */
export function figureIn(facts: IndicatorFacts, set: SummarySet, category: string): Figure {
  const none = { value: null, status: "x" as const };
  return (
    cellFigure(facts, set, category) ??
    figureOf(none, { period: set.period, unit: facts.unit, from: [set.ref] })
  );
}

/** How far a cell is from its target, or from everybody's; the level itself where there is none. */
export function needOf(
  facts: IndicatorFacts,
  set: SummarySet,
  at: { readonly key: string; readonly category: string },
): NeedFigure {
  const latest = figureIn(facts, set, at.category);
  const { definition } = facts.summary;
  const own = targetFor(facts.summary, at.key, at.category)?.target;
  const stated = own ?? targetFor(facts.summary, "all", "all")?.target;
  if (!stated || !definition || definition.polarity === "neutral") return { basis: "level", figure: latest };
  const target = figureOf(
    { value: stated.value, status: "ok" },
    { period: stated.period, unit: facts.unit, from: [], statedInVersion: definition.version },
  );
  const sign = definition.polarity === "lower" ? -1 : 1;
  return {
    basis: own ? "distance-from-target" : "distance-from-target-of-all",
    figure: derive([latest, target], differenceUnit(facts.unit), ([now = 0, aim = 0]) => sign * (aim - now)),
    target,
  };
}

/** Money for each child, half a cent up; hidden as the number of children is. */
export function perChild(minor: number, currency: string, children: Figure | undefined): PerChild {
  if (children === undefined) return { status: "x" };
  const { value, status } = children;
  if (status !== "ok" || value === null) return { status };
  if (value === 0) return { status: "z" };
  return { amount: money(Math.round(minor / value), currency), status };
}
