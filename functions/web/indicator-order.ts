import type { IndicatorSection } from "../../shared/reporting/index.ts";

/**
 * How far an indicator's latest figure lies from its target, in its own unit: 0 where it is reached. Undefined where that cannot be told:
 * no target, no way that is better, or a figure that is missing or hidden.
 */
export function distanceFromTarget(indicator: IndicatorSection): number | undefined {
  const { latest, target, polarity } = indicator;
  if (polarity === "neutral" || latest?.value == null || target?.value == null) return undefined;
  const missing = polarity === "higher" ? target.value - latest.value : latest.value - target.value;
  return Math.max(0, missing);
}

/** What indicators of one unit are drawn on: they can be compared among themselves alone. */
export type UnitGroup = {
  readonly key: string;
  readonly indicators: readonly IndicatorSection[];
  /** Every figure that is shown of them: one scale has room for all. */
  readonly figures: readonly number[];
};

/**
 * Indicators by what they are counted in, the farthest from its target first; those whose distance cannot be told after them, by name, so
 * that the order tells nothing of what is hidden.
 */
export function byUnit(indicators: readonly IndicatorSection[]): UnitGroup[] {
  const groups = Map.groupBy(indicators, ({ unit, ratePer, currency }) =>
    [unit, ratePer ?? currency].filter((part) => part !== undefined).join(" "),
  );
  return [...groups].map(([key, members]) => ({
    key,
    indicators: members.toSorted(fartherFirst),
    figures: members.flatMap(shownFigures),
  }));
}

function fartherFirst(one: IndicatorSection, other: IndicatorSection): number {
  const [a, b] = [distanceFromTarget(one) ?? -1, distanceFromTarget(other) ?? -1];
  return b - a || one.name.localeCompare(other.name, "en");
}

function shownFigures({ series, baseline, target }: IndicatorSection): number[] {
  return [...series, baseline, target].flatMap((figure) => figure?.value ?? []);
}

/** The labels of the figures before which a series breaks: for each day the first period that starts on it or later. */
export function breaksBefore(series: IndicatorSection["series"], days: readonly string[]): string[] {
  return days.flatMap((day) => {
    const at = series.findIndex(({ period }) => period.start >= day);
    return at > 0 ? [series[at]?.label ?? ""] : [];
  });
}
