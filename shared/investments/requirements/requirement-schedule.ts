import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import { addDays, addMonths, DateSchema, type Period, PeriodSchema } from "../../platform/time.ts";

/** Reports that a commitment may ask for: they are written together when it is agreed, and one transaction holds a hundred parts. */
export const MOST_REQUIREMENTS = 60;

const MONTHS = { monthly: 1, quarterly: 3, "half-yearly": 6, yearly: 12 } as const;
export const FREQUENCIES = ["monthly", "quarterly", "half-yearly", "yearly"] as const;
type Frequency = (typeof FREQUENCIES)[number];

const DueDaySchema = lazy(() => z.strictObject({ dueOn: DateSchema(), period: PeriodSchema().optional() }));
export type DueDay = z.infer<ReturnType<typeof DueDaySchema>>;

/** When reports fall due: on days that are named, or so many days after each of a number of periods. */
export const ScheduleSchema = lazy(() =>
  z
    .discriminatedUnion("frequency", [
      z.strictObject({
        frequency: z.literal("on-days"),
        days: z
          .array(DueDaySchema())
          .min(1)
          .max(MOST_REQUIREMENTS)
          .refine((days) => new Set(days.map(({ dueOn }) => dueOn)).size === days.length, {
            message: "A day is given twice.",
          }),
      }),
      z.strictObject({
        frequency: z.enum(FREQUENCIES),
        firstPeriodOn: DateSchema().meta({ description: "The first day of the first period." }),
        periods: z.int().min(1).max(MOST_REQUIREMENTS),
        dueAfterDays: z.int().min(0).max(366).meta({ description: "Days from the last day of a period on." }),
      }),
    ])
    .meta({
      id: "ReportSchedule",
      description: "The due days are computed from it once; from then on they are facts of their own.",
      examples: [{ frequency: "yearly", firstPeriodOn: "2026-07-01", periods: 3, dueAfterDays: 60 }],
    }),
);
export type Schedule = z.infer<ReturnType<typeof ScheduleSchema>>;

/**
 * The days on which a schedule's reports fall due, each with the period it covers where there is one. Periods follow one another
 * without a gap, counted from the first day and not from one another, so that the 31st does not drift.
 * @param fiscalYearStartMonth the funder's, 1 to 12: a year that starts with it is called a fiscal year
 */
export function dueDaysOf(schedule: Schedule, fiscalYearStartMonth: number): DueDay[] {
  if (schedule.frequency === "on-days") return schedule.days;
  const { frequency, firstPeriodOn, periods, dueAfterDays } = schedule;
  const startOf = (index: number) => addMonths(firstPeriodOn, index * MONTHS[frequency]);
  return Array.from({ length: periods }, (_, index) => {
    const [start, end] = [startOf(index), addDays(startOf(index + 1), -1)];
    const period = { start, end, kind: periodKind(frequency, start, fiscalYearStartMonth) };
    return { dueOn: addDays(end, dueAfterDays), period };
  });
}

/** What a period is called: after the calendar or the funder's year where it is one of theirs. */
function periodKind(frequency: Frequency, start: string, fiscalYearStartMonth: number): Period["kind"] {
  const [month, day] = [Number(start.slice(5, 7)), Number(start.slice(8, 10))];
  if (day !== 1) return "custom";
  if (frequency === "monthly") return "month";
  if (frequency === "quarterly") return month % 3 === 1 ? "quarter" : "custom";
  if (frequency !== "yearly") return "custom";
  if (month === 1) return "calendar-year";
  return month === fiscalYearStartMonth ? "fiscal-year" : "custom";
}
