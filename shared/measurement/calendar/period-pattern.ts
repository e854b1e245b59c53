import { addDays, addMonths, daysBetween, type Period, type PeriodKind } from "../../platform/time.ts";
import type { Indicator } from "../indicator.ts";

/** How the periods of an indicator follow one another, and from what that is known. */
export type PeriodPattern = {
  readonly kind: PeriodKind;
  readonly step: Step;
  /** The first day of one of its periods. */
  readonly anchor: string;
  /** From a period with figures, from one of a target, or from the frequency alone. */
  readonly basis: "recorded" | "target" | "frequency";
};

type Step = { readonly months: number } | { readonly days: number };

/** Where nothing is known but the frequency: US school years, quarters and months of the calendar, weeks from Monday. */
const BY_FREQUENCY: Readonly<Partial<Record<Indicator["frequency"], Omit<PeriodPattern, "basis">>>> = {
  yearly: { kind: "school-year", step: { months: 12 }, anchor: "2024-07-01" },
  quarterly: { kind: "quarter", step: { months: 3 }, anchor: "2024-01-01" },
  monthly: { kind: "month", step: { months: 1 }, anchor: "2024-01-01" },
  weekly: { kind: "custom", step: { days: 7 }, anchor: "2024-01-01" },
};

/** What a pattern is told from: how often there are figures, for which periods there are some, and what is aimed at. */
export type Known = Pick<Indicator, "frequency" | "targets"> & { readonly recorded: readonly Period[] };

/**
 * The pattern of an indicator's periods: as its latest recorded period of that length begins, else the latest of a baseline or
 * target, else as is usual. Undefined where the frequency has no calendar (terms, irregular figures).
 */
export function patternOf({ frequency, targets, recorded }: Known): PeriodPattern | undefined {
  const usual = BY_FREQUENCY[frequency];
  if (!usual) return undefined;
  const aimed = targets.flatMap(({ baseline, target }) => [baseline?.period, target?.period]);
  const latest = (periods: readonly (Period | undefined)[]) =>
    periods
      .flatMap((period) => (period && period.end === lastDay(period.start, usual.step) ? [period] : []))
      .reduce<Period | undefined>((last, one) => (last && last.start >= one.start ? last : one), undefined);
  const known = latest(recorded);
  if (known) return { ...usual, kind: known.kind, anchor: known.start, basis: "recorded" };
  const meant = latest(aimed);
  if (meant) return { ...usual, kind: meant.kind, anchor: meant.start, basis: "target" };
  return { ...usual, basis: "frequency" };
}

/** The periods of a pattern that end between two days, both included, in order. */
export function periodsEnding(
  { kind, step, anchor }: PeriodPattern,
  { from, to }: { readonly from: string; readonly to: string },
): Period[] {
  const periods: Period[] = [];
  for (let index = firstIndex(step, anchor, from); ; index++) {
    const start = startAt(step, anchor, index);
    const end = lastDay(start, step);
    if (end > to) return periods;
    if (end >= from) periods.push({ start, end, kind });
  }
}

/** A step that surely ends before a day; from there on it is counted. */
function firstIndex(step: Step, anchor: string, day: string): number {
  const days = "months" in step ? step.months * 31 : step.days;
  const between = daysBetween(anchor, day);
  // Months are shorter than 31 days: going back, more of them fit in; going on, fewer are surely over.
  return between < 0 && "months" in step
    ? Math.floor(between / (step.months * 28)) - 2
    : Math.floor(between / days) - 2;
}

function startAt(step: Step, anchor: string, index: number): string {
  return "months" in step ? addMonths(anchor, index * step.months) : addDays(anchor, index * step.days);
}

function lastDay(start: string, step: Step): string {
  return addDays("months" in step ? addMonths(start, step.months) : addDays(start, step.days), -1);
}
