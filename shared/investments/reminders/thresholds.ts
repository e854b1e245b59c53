import { Temporal } from "temporal-polyfill";
import { addDays } from "../../platform/time.ts";

/** Days before a tranche is due (after, where below zero) at which its funder is reminded. */
export const TRANCHE_THRESHOLDS = [30, 7, 0, -7] as const;

/** Days before a report is due (after, where below zero) at which its organisation is reminded. */
export const REPORT_THRESHOLDS = [30, 7, 0, -1, -7, -30] as const;

/** How long the last reminder may still be given late: a daily run that failed for some days catches up. */
const LAST_FOR_DAYS = 14;

/**
 * The threshold at which something due on a day is reminded of today: the last one that its day has reached, so that what is recorded
 * three days before it is due is told of once and not twice, and a run that was missed is caught up. Undefined more than 30 days
 * ahead, and more than a fortnight after the last threshold.
 * @param thresholds from the first to the last, that is, falling
 */
export function thresholdOn<T extends number>(
  thresholds: readonly T[],
  dueOn: string,
  today: string,
): T | undefined {
  const days = daysUntil(dueOn, today);
  if (days < lastOf(thresholds) - LAST_FOR_DAYS) return undefined;
  return thresholds.findLast((threshold) => days <= threshold);
}

/** The first and the last due day for which a reminder may be called for today. */
export function spanAround(today: string, thresholds: readonly number[]): { from: string; to: string } {
  return {
    from: addDays(today, lastOf(thresholds) - LAST_FOR_DAYS),
    to: addDays(today, Math.max(...thresholds)),
  };
}

/** Days from today to a day; below zero where it has passed. */
export function daysUntil(day: string, today: string): number {
  return Temporal.PlainDate.from(today).until(day, { largestUnit: "days" }).days;
}

function lastOf(thresholds: readonly number[]): number {
  return Math.min(...thresholds);
}
