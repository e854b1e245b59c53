import { compare, type Exact, exact, over, plus, times, total } from "./exact.ts";
import { exactShare } from "./group.ts";
import type { Proportion } from "./proportion.ts";

/** Run charts have no limits; XmR is for single values, p for shares of people, u for events per opportunity, c for counts. */
export const CHART_KINDS = ["run", "xmr", "p", "u", "c"] as const;
export type ChartKind = (typeof CHART_KINDS)[number];

/** One figure of a series: a value, or counts. `at` orders them ("2025-03", a day, a period key); each stands once. */
export type ChartInput = { readonly at: string } & ({ readonly value: number } | Proportion);

/** A point as it is plotted: counts as their share (0 to 1 for p). */
export type Plotted = { readonly at: string; readonly value: Exact; readonly denominator?: Exact };

/**
 * The points of a series in the order of time, however they came. Counts of nobody are no point. Throws where a p or u chart
 * gets a value without counts, or a c chart counts with a denominator.
 */
export function plot(series: readonly ChartInput[], kind: ChartKind): Plotted[] {
  const ordered = series
    .filter((point) => "value" in point || point.denominator !== 0)
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  return ordered.map((point, index) => {
    if (point.at === ordered[index + 1]?.at) throw new Error(`There are two points at ${point.at}.`);
    const isCounts = !("value" in point);
    if (isCounts ? kind === "c" : kind === "p" || kind === "u")
      throw new Error(`A ${kind} chart is not made of what is given at ${point.at}.`);
    return isCounts
      ? { at: point.at, value: exactShare(point), denominator: exact(point.denominator) }
      : { at: point.at, value: exact(point.value) };
  });
}

/** The series cut where the limits are to begin anew: at the first point not before each of the dates. */
export function segmentsOf(points: readonly Plotted[], rebaseAt: readonly string[]): Plotted[][] {
  const cuts = rebaseAt.map((at) => points.findIndex((point) => point.at >= at)).filter((index) => index > 0);
  const starts = [0, ...new Set(cuts)].sort((a, b) => a - b);
  return starts.map((start, index) => points.slice(start, starts[index + 1]));
}

/** The middle value, or halfway between the two in the middle. */
export function medianOf(points: readonly Plotted[]): Exact {
  const values = points.map(({ value }) => value).sort(compare);
  const [low, high] = [values[Math.ceil(values.length / 2) - 1], values[Math.floor(values.length / 2)]];
  if (!low || !high) throw new Error("There is no median of nothing.");
  return over(plus(low, high), exact(2));
}

/** The mean; of shares, all that is counted over all that could be. */
export function meanOf(points: readonly Plotted[]): Exact {
  const weights = points.map(({ denominator }) => denominator ?? exact(1));
  const weighted = points.map(({ value }, index) => times(value, weights[index] ?? exact(1)));
  return over(total(weighted), total(weights));
}
