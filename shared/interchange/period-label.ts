import { isInReach, type Period, type PeriodKind } from "../platform/time.ts";
import { isCalendarDay } from "./calendar-day.ts";

/** How periods are written in a file. */
export const PERIOD_STYLES = [
  "school-year",
  "fiscal-year",
  "calendar-year",
  "quarter",
  "month",
  "date",
] as const;
export type PeriodStyle = (typeof PERIOD_STYLES)[number];

export type PeriodReading = {
  readonly style: PeriodStyle;
  /** Month in which a school year or fiscal year begins (1–12): 7 where nothing else is said. */
  readonly firstMonth: number;
  /** Which calendar year names a school or fiscal year written as one year ("2019", "FY19"). */
  readonly namedBy?: "start" | "end" | undefined;
  /** The order of day and month in dates written with slashes. */
  readonly dayOrder?: "day-first" | "month-first" | undefined;
};

/** A period read from its label, or the sentence that says why it could not be. */
export type LabelledPeriod = { readonly period: Period } | { readonly problem: string };

/** The period a label names, in the style the mapping says; labels are never guessed between styles. */
export function periodOf(label: string, reading: PeriodReading): LabelledPeriod {
  const read = READERS[reading.style](label.trim().replaceAll(/[\u2012-\u2015\u2212]/g, "-"), reading);
  const isMeant = typeof read === "string" || (isInReach(read.start) && isInReach(read.end));
  const period = isMeant ? read : "it lies too far from today to be meant.";
  if (typeof period !== "string") return { period };
  return { problem: `"${label.slice(0, 40)}" is not a ${reading.style.replace("-", " ")}: ${period}` };
}

type Reader = (label: string, reading: PeriodReading) => Period | string;

const READERS: Readonly<Record<PeriodStyle, Reader>> = {
  "school-year": (label, reading) => spanningYear(label.replace(/^(sy|school year)\s*/i, ""), reading),
  "fiscal-year": (label, reading) => spanningYear(label.replace(/^(fy|fiscal year)\s*/i, ""), reading),
  "calendar-year": readCalendarYear,
  quarter: readQuarter,
  month: readMonth,
  date: readDate,
};

/** "2018-19", "2018-2019", "2018/19"; or one year, where the mapping says which year names it. */
function spanningYear(label: string, { style, firstMonth, namedBy }: PeriodReading): Period | string {
  const kind = style === "fiscal-year" ? "fiscal-year" : "school-year";
  const [, first = "", second = ""] = /^(\d{4})\s*[-/]\s*(\d{4}|\d{2})$/.exec(label) ?? [];
  if (first !== "") {
    const start = Number(first);
    if ((start + 1) % 10 ** second.length !== Number(second) % 10 ** second.length)
      return "its two years do not follow one another.";
    return twelveMonths(start, firstMonth, kind);
  }
  if (!/^(\d{4}|\d{2})$/.test(label)) return "write it like 2018-19.";
  if (namedBy === undefined) return 'one year can mean two; say "namedBy": "start" or "end" in the mapping.';
  const year = label.length === 2 ? 2000 + Number(label) : Number(label);
  return twelveMonths(namedBy === "start" || firstMonth === 1 ? year : year - 1, firstMonth, kind);
}

function twelveMonths(startYear: number, firstMonth: number, kind: PeriodKind): Period {
  return monthsFrom(startYear, firstMonth, { months: 12, kind });
}

function readCalendarYear(label: string): Period | string {
  return /^\d{4}$/.test(label)
    ? monthsFrom(Number(label), 1, { months: 12, kind: "calendar-year" })
    : "write it like 2019.";
}

function readQuarter(label: string): Period | string {
  const match =
    /^(?<year>\d{4})\s*[- ]?\s*q(?<quarter>[1-4])$/i.exec(label) ??
    /^q(?<quarter>[1-4])\s*[- ]?\s*(?<year>\d{4})$/i.exec(label);
  const { year, quarter } = match?.groups ?? {};
  if (year === undefined || quarter === undefined) return "write it like 2019-Q1.";
  return monthsFrom(Number(year), Number(quarter) * 3 - 2, { months: 3, kind: "quarter" });
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

function readMonth(label: string): Period | string {
  const [, year = "", digits = ""] = /^(\d{4})[-/](\d{1,2})$/.exec(label) ?? [];
  const [, name = "", namedYear = ""] = /^([a-z]{3})[a-z]*\.?[ -](\d{4})$/i.exec(label) ?? [];
  const month = digits === "" ? MONTHS.indexOf(name.toLowerCase()) + 1 : Number(digits);
  if (month < 1 || month > 12) return "write it like 2019-03.";
  return monthsFrom(Number(year === "" ? namedYear : year), month, { months: 1, kind: "month" });
}

function readDate(label: string, { dayOrder }: PeriodReading): Period | string {
  const [, first = "", second = "", year = ""] = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(label) ?? [];
  if (year !== "" && dayOrder === undefined)
    return 'say "dayOrder": "day-first" or "month-first" in the mapping.';
  const [day, month] = dayOrder === "day-first" ? [first, second] : [second, first];
  const date = year === "" ? label.slice(0, 10) : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isCalendarDay(date) ? { start: date, end: date, kind: "day" } : "write it like 2019-03-31.";
}

function monthsFrom(
  year: number,
  month: number,
  { months, kind }: { months: number; kind: PeriodKind },
): Period {
  const day = (at: Date) => at.toISOString().slice(0, 10);
  return {
    start: day(new Date(Date.UTC(year, month - 1, 1))),
    end: day(new Date(Date.UTC(year, month - 1 + months, 0))),
    kind,
  };
}
