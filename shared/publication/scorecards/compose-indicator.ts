import type { PublishedCell } from "../../disclosure/release/published-cell.ts";
import { type Polarity, progressClass } from "../../measurement/index.ts";
import { defined } from "../../platform/defined.ts";
import type { Period } from "../../platform/time.ts";
import { differenceOf } from "../published/derived.ts";
import type { CodebookEntry, Manifest } from "../published/manifest.ts";
import type { CardClass, CardIndicator } from "../published/scorecard-document.ts";
import { composeBreakdown } from "./compose-breakdown.ts";
import { spansOf } from "./spans.ts";

/** From so many shown figures of everybody on, it is said how they went. */
const FEWEST_POINTS = 3;

type Target = { readonly value: number; readonly period: Period };

/** An indicator of a scorecard, without the words that a partnership gives it: of published cells in one place, and of its target. */
export function composeIndicator(
  manifest: Manifest,
  entry: CodebookEntry,
  given: {
    readonly cells: readonly PublishedCell[];
    readonly dimensionKeys: readonly string[];
    readonly target?: Target | undefined;
  },
): Omit<CardIndicator, "name" | "about"> {
  const { cells, target } = given;
  const spans = spansOf(manifest, entry);
  const series = spans.series(cells.filter(({ dimensionKey }) => dimensionKey === "all"));
  const since = spans.unbroken(series, "all");
  const base = since.find(({ value }) => value !== null);
  const latest = series.at(-1);
  const breaksBefore = spans.breaksBefore(series);
  const { id, level, outcomeId, polarity, unit, ratePer, currency } = entry;
  const breakdowns = given.dimensionKeys.flatMap((dimensionKey) => {
    const own = cells.filter((cell) => cell.dimensionKey === dimensionKey);
    return composeBreakdown(entry, spans, { own, totals: series, base: base?.periodKey }) ?? [];
  });
  return {
    ...{ id, level, polarity, unit },
    ...defined({ outcomeId, ratePer, currency, target }),
    series: [...series],
    ...(breaksBefore.length > 0 ? { breaksBefore } : {}),
    class: classOf({ since, latest, base, target, polarity }),
    ...(base && latest && base !== latest
      ? { basePeriodKey: base.periodKey, change: differenceOf(latest, base) }
      : {}),
    breakdowns,
  };
}

type Course = {
  readonly since: readonly PublishedCell[];
  readonly latest: PublishedCell | undefined;
  readonly base: PublishedCell | undefined;
  readonly target: Target | undefined;
  readonly polarity: string;
};

/** How everybody's figures went, by what is published alone. What is hidden is said to be so, before all else. */
function classOf({ since, latest, base, target, polarity }: Course): CardClass {
  if (!latest) return "not-available";
  if (latest.status === "c") return "protected";
  if (latest.value === null) return "not-available";
  if (!target || polarity === "neutral") return "no-target";
  const points = since.filter(({ value }) => value !== null);
  if (!base || points.length < FEWEST_POINTS)
    return isMet(latest.value, target, polarity) ? "met" : "too-few-points";
  const facts = { baseline: base.value ?? undefined, latest: latest.value, target: target.value };
  const said = progressClass({ ...facts, polarity: polarity as Polarity });
  // The rules name other classes only where a figure or the target is missing.
  return said === "met" || said === "improving" || said === "getting-worse" ? said : "no-detectable-change";
}

function isMet(latest: number, { value }: Target, polarity: string): boolean {
  return polarity === "higher" ? latest >= value : latest <= value;
}
