import { Temporal } from "temporal-polyfill";
import * as z from "zod";
import { lazy } from "./lazy.ts";

/** Gives the present instant, ISO 8601 in UTC with milliseconds. Passed into use cases; tests decide what it says. */
export type Clock = () => string;

/** The clock of the machine. */
export function systemClock(): string {
  return new Date().toISOString();
}

export const PERIOD_KINDS = [
  "school-year",
  "fiscal-year",
  "calendar-year",
  "quarter",
  "month",
  "day",
  "custom",
] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

const FIRST_DAY = "1900-01-01";
const LAST_DAY = "2200-12-31";

/** Whether a day, "2026-09-30", lies where commitments and what they are about do; every other one is a slip of somebody's pen. */
export function isInReach(day: string): boolean {
  return day >= FIRST_DAY && day <= LAST_DAY;
}

/** A calendar date from 1900 to 2200, "2026-09-30". */
export const DateSchema = lazy(() =>
  z.iso
    .date({ error: "Write the date as YYYY-MM-DD.", abort: true })
    .refine(isInReach, `Write a day between ${FIRST_DAY} and ${LAST_DAY}.`),
);

/** The time that a fact is about: both days are part of it. */
export const PeriodSchema = lazy(() =>
  z
    .strictObject({ start: DateSchema(), end: DateSchema(), kind: z.enum(PERIOD_KINDS) })
    .refine((period) => period.start <= period.end, {
      path: ["end"],
      message: "The period ends before it starts.",
    })
    .meta({ id: "Period", examples: [{ start: "2025-07-01", end: "2026-06-30", kind: "school-year" }] }),
);
export type Period = z.infer<ReturnType<typeof PeriodSchema>>;

/** The sort key of a period: by its first day, then its last. Two kinds with the same days are the same time. */
export function periodKey(period: Pick<Period, "start" | "end">): string {
  return `${period.start}_${period.end}`;
}

/** A US school year by the year in which it starts: `schoolYear(2018)` is 1 July 2018 to 30 June 2019, said "2018-19". */
export function schoolYear(startYear: number): Period {
  return { start: `${startYear}-07-01`, end: `${startYear + 1}-06-30`, kind: "school-year" };
}

/** How a period is written for people: "2018-19", "FY2026", "2025", "Q1 2026", "Mar 2026", or its two days. */
export function periodLabel(period: Period): string {
  const start = Temporal.PlainDate.from(period.start);
  const end = Temporal.PlainDate.from(period.end);
  if (period.kind === "school-year") return `${start.year}-${String(end.year % 100).padStart(2, "0")}`;
  if (period.kind === "fiscal-year") return `FY${end.year}`;
  if (period.kind === "calendar-year") return String(start.year);
  if (period.kind === "quarter") return `Q${Math.ceil(end.month / 3)} ${end.year}`;
  if (period.kind === "month") return `${start.year}-${String(start.month).padStart(2, "0")}`;
  return period.start === period.end ? period.start : `${period.start} to ${period.end}`;
}

/** The fiscal year in which a day falls, named by the calendar year in which it ends; `startMonth` is 1 to 12. */
export function fiscalYearOf(date: string, startMonth: number): number {
  const day = Temporal.PlainDate.from(date);
  return startMonth > 1 && day.month >= startMonth ? day.year + 1 : day.year;
}

/** The day `months` after a day, clipped to the month's last day. */
export function addMonths(date: string, months: number): string {
  return Temporal.PlainDate.from(date).add({ months }).toString();
}

/** The day `days` after a day. */
export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** How many days lie from one day to another; below zero where that is the earlier one. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: "days" }).days;
}

/** The instant one millisecond after `previous`, or `now` where that is later: recorded times of an aggregate never go back. */
export function after(previous: string | undefined, now: string): string {
  if (previous === undefined || now > previous) return now;
  return new Date(Date.parse(previous) + 1).toISOString();
}

/** The calendar day of an instant in a time zone: 2026-11-24T03:00Z is still 23 November in New York. */
export function dayIn(timeZone: string, instant: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}
