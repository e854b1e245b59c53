import { Temporal } from "temporal-polyfill";
import { daysBetween } from "../platform/time.ts";
import type { DueTranche } from "./commitment.store.ts";
import { openMinor } from "./tranche.ts";

/** Days before a tranche is due (after, where below zero) at which its funder is reminded. */
export const REMINDER_THRESHOLDS = [30, 7, 0, -7] as const;
export type ReminderThreshold = (typeof REMINDER_THRESHOLDS)[number];

/** How long the last reminder may still be given late: a daily run that failed for some days catches up. */
const LAST_FOR_DAYS = 14;

/** That a tranche's day is near, here or past: once for each threshold. `isLate`: the day has passed, and money is open. */
export type DueReminder = {
  readonly commitmentId: string;
  readonly trancheNumber: number;
  readonly dueOn: string;
  readonly threshold: ReminderThreshold;
  readonly isLate: boolean;
};

/**
 * The reminders that are called for today, at most one a tranche: for the last threshold that its day has reached, so that a
 * tranche recorded three days before it is due is told of once and not twice. Nothing for a tranche with no money open, for
 * one more than 30 days ahead, or for one that was due more than 21 days ago.
 * @param today the day it is where the funder is
 */
export function dueReminders(due: readonly DueTranche[], today: string): DueReminder[] {
  return due.flatMap(({ commitmentId, tranche }) => {
    if (openMinor(tranche) <= 0) return [];
    const days = daysBetween(today, tranche.dueOn);
    const threshold = thresholdAt(days);
    if (threshold === undefined) return [];
    const { number: trancheNumber, dueOn } = tranche;
    return [{ commitmentId, trancheNumber, dueOn, threshold, isLate: days < 0 }];
  });
}

/** The first and the last due day for which a reminder may be called for today. */
export function reminderSpan(today: string): { from: string; to: string } {
  const day = Temporal.PlainDate.from(today);
  return {
    from: day.subtract({ days: LAST_FOR_DAYS + 7 }).toString(),
    to: day.add({ days: Math.max(...REMINDER_THRESHOLDS) }).toString(),
  };
}

/** The calendar day of an instant in a time zone: 2026-11-24T03:00Z is still 23 November in New York. */
export function dayIn(timeZone: string, instant: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

function thresholdAt(days: number): ReminderThreshold | undefined {
  if (days < -7 - LAST_FOR_DAYS) return undefined;
  return REMINDER_THRESHOLDS.findLast((threshold) => days <= threshold);
}
