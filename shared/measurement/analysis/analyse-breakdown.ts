import { defined } from "../../platform/defined.ts";
import { compareWithReference } from "../statistics/comparison.ts";
import { disparityOf } from "../statistics/disparity.ts";
import { gapOf, gapTrend } from "../statistics/gap.ts";
import type { SummaryCell, SummarySet } from "../summary.ts";
import type { AnalysisFacts } from "./analyse-subgroup.ts";
import type { Breakdown } from "./analysis.ts";
import { lastBreakBefore } from "./last-break.ts";

/**
 * How far apart the groups of a breakdown are in its latest period, and where the gap between the two that are furthest apart now went
 * since the earliest period of its kind after the last break. Nothing is computed where a figure is withheld: what is left would tell
 * of it.
 *
 * @param sets the breakdown by period, earliest first
 * @param apart whether no person can be in two of its groups
 */
export function analyseBreakdown(
  { dimensionKey, sets, apart }: { dimensionKey: string; sets: readonly SummarySet[]; apart: boolean },
  facts: AnalysisFacts,
): Breakdown | undefined {
  const latest = sets.at(-1);
  if (!latest || dimensionKey === "all") return undefined;
  const { period, ref: observation, cells } = latest;
  const withheld = isWithheld(latest);
  const head = { dimensionKey, period, observation, withheld };
  if (withheld || facts.polarity === "neutral") return head;
  const { polarity, options } = facts;
  const gap = gapOf(cells, { polarity, reference: options.reference });
  if (!gap) return head;
  const { reference, furthestBehind, difference, ratio } = gap;
  const since = lastBreakBefore(period, facts.seriesBreaks);
  const earlier = sets.find(
    (set) =>
      set !== latest && set.period.kind === period.kind && set.period.start >= since && !isWithheld(set),
  );
  return {
    ...head,
    gap: { difference, ratio, reference: { ...reference }, furthestBehind: { ...furthestBehind } },
    ...defined({
      trend:
        earlier &&
        trendOf(earlier, { now: cells, pair: [reference.category, furthestBehind.category] }, polarity),
      disparity: apart ? disparityIn(cells, polarity) : undefined,
      comparisons: comparisonsIn(cells, { reference: reference.category, facts }),
    }),
  };
}

function isWithheld({ cells }: SummarySet): boolean {
  return Object.values(cells).some(({ status }) => status === "c");
}

function trendOf(
  earlier: SummarySet,
  { now, pair }: { now: SummarySet["cells"]; pair: readonly [string, string] },
  polarity: "higher" | "lower",
) {
  const at = (cells: SummarySet["cells"]) => {
    const [reference, group] = pair.map((category) => cells[category]?.value ?? null);
    return reference === null || group === null || reference === undefined || group === undefined
      ? undefined
      : { reference, group };
  };
  const [before, after] = [at(earlier.cells), at(now)];
  return before && after ? { since: earlier.period, ...gapTrend(before, after, polarity) } : undefined;
}

function disparityIn(cells: SummarySet["cells"], polarity: "higher" | "lower") {
  const groups = Object.entries(cells).flatMap(([category, { value, denominator }]) =>
    value === null ? [] : [{ category, value, ...(denominator === null ? {} : { size: denominator }) }],
  );
  const found = disparityOf(groups, { polarity });
  return found && { ...found, absolute: { ...found.absolute }, relative: { ...found.relative } };
}

function comparisonsIn(
  cells: SummarySet["cells"],
  { reference, facts }: { reference: string; facts: AnalysisFacts },
) {
  if (facts.unit !== "percent") return undefined;
  const counts = ({ numerator, denominator }: SummaryCell) =>
    numerator === null || denominator === null ? undefined : { numerator, denominator };
  const against = cells[reference] && counts(cells[reference]);
  const groups = Object.entries(cells).flatMap(([category, cell]) => {
    const own = category === reference ? undefined : counts(cell);
    return own ? [{ category, ...own }] : [];
  });
  const found =
    against && groups.length > 0
      ? compareWithReference(against, groups, { level: facts.options.level })
      : undefined;
  return (
    found && {
      ...found,
      comparisons: found.comparisons.map((one) => ({ ...one })),
      notCompared: [...found.notCompared],
      ...(found.note ? { note: { ...found.note } } : {}),
    }
  );
}
