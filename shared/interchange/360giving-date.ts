import { isInReach } from "../platform/time.ts";
import { isCalendarDay } from "./calendar-day.ts";
import { type Finding, finding, type Reading, rejection } from "./finding.ts";
import { kindOf } from "./raw-value.ts";

/** A date (YYYY-MM-DD), or with a time and perhaps a zone, as ISO 8601 writes them. */
const ISO_DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** Whether text is a date-time with a zone (RFC 3339), which the standard asks of `dateModified`. */
export function isInstant(text: string): boolean {
  const match = ISO_DATE_TIME.exec(text);
  return (
    match?.[5] !== undefined && match[4] !== undefined && isCalendarDay(match[1] ?? "") && inClock(match)
  );
}

/** Whether text is a date as the standard takes one: a day, or a full date-time. */
export function isDayOrInstant(text: string): boolean {
  return isCalendarDay(text) || isInstant(text);
}

/** Whether text is a year or a month, which the standard takes in planned and actual dates. */
export function isPartialDate(text: string): boolean {
  return /^\d{4}(-(0[1-9]|1[0-2]))?$/.test(text);
}

/**
 * The day a date or date-time was written with: "2019-03-31T23:00:00Z" is 2019-03-31, and a finding says that in another
 * time zone it would be another day. A day that cannot be known rejects, with the remedy.
 */
export function readDay(raw: unknown, pointer: string): Reading<string> {
  if (raw === undefined || raw === null || raw === "")
    return missed(pointer, "date-missing", "The date is missing. Write it as 2019-03-31.");
  if (typeof raw !== "string")
    return missed(
      pointer,
      "date-not-a-date",
      `The date is ${kindOf(raw)}. Write it as text like "2019-03-31".`,
    );
  const text = raw.trim();
  const match = ISO_DATE_TIME.exec(text);
  const day = match?.[1] ?? "";
  if (!match || !isCalendarDay(day) || !inClock(match))
    return missed(pointer, "date-not-a-date", `"${text.slice(0, 40)}" is not a date. ${remedy(text)}`);
  if (!isInReach(day)) return outOfReach(day, pointer);
  return { value: day, findings: [...zoneRemark(match, pointer), ...formatRemark(text, pointer)] };
}

/**
 * The day of a planned date, where a year or a month is allowed: the first day of it for a start, the last for an end,
 * with a finding. Anything else that is no date is a finding and no value; nothing here rejects.
 */
export function readPlannedDay(raw: unknown, pointer: string, edge: "start" | "end"): Reading<string> {
  if (typeof raw === "string" && isPartialDate(raw.trim())) {
    const day = edgeOf(raw.trim(), edge);
    if (!isInReach(day)) return asFinding(outOfReach(day, pointer));
    return {
      value: day,
      findings: [finding(pointer, "date-partial", `"${raw}" was taken as ${day}, its ${edge}.`)],
    };
  }
  return asFinding(readDay(raw, pointer));
}

function asFinding(read: Reading<string>): Reading<string> {
  return { ...read, findings: read.findings.map((remark) => ({ ...remark, severity: "finding" })) };
}

function outOfReach(day: string, pointer: string): Reading<string> {
  return missed(pointer, "date-out-of-reach", `${day} lies too far from today to be meant.`);
}

function missed(pointer: string, rule: string, detail: string): Reading<string> {
  return { value: undefined, findings: [rejection(pointer, rule, detail)] };
}

function inClock([, , hour = "0", minute = "0", second = "0"]: readonly string[]): boolean {
  return Number(hour) < 24 && Number(minute) < 60 && Number(second) < 61;
}

/** Slashed dates are never guessed at: 03/04/2019 is two different days in two countries. */
function remedy(text: string): string {
  const [, first = "", second = "", year = ""] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
  if (year === "") return "Write it as year-month-day, like 2019-03-31.";
  const [day, month] =
    Number(first) > 12 ? [first, second] : Number(second) > 12 ? [second, first] : ["", ""];
  const written = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (day !== "" && isCalendarDay(written)) return `Write it as ${written}.`;
  return "Day and month cannot be told apart: write it as year-month-day.";
}

function formatRemark(text: string, pointer: string): Finding[] {
  if (isDayOrInstant(text)) return [];
  return [
    finding(
      pointer,
      "date-format",
      "The standard asks for a date, or a date-time with seconds and a time zone.",
    ),
  ];
}

/**
 * A remark where the zone could move the day: the UTC day is another one, or the time is a whole UTC hour from 22:00 on,
 * which is how local midnight east of Greenwich looks after a conversion to UTC.
 */
function zoneRemark(match: readonly string[], pointer: string): Finding[] {
  const [text = "", day = "", hour = "", minute = "", second = "00", zone = ""] = match;
  if (hour === "" || zone === "") return [];
  const offset = zone.toUpperCase() === "Z" ? "Z" : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const instant = new Date(`${day}T${hour}:${minute}:${second}${offset}`);
  const otherDay = !Number.isNaN(instant.getTime()) && !instant.toISOString().startsWith(day);
  const isUtc = offset === "Z" || /^[+-]00:00$/.test(offset);
  if (!otherDay && !(isUtc && Number(hour) >= 22 && minute === "00")) return [];
  return [
    finding(
      pointer,
      "date-time-zone",
      `"${text}" may be another day in another time zone; ${day} was taken, as written.`,
    ),
  ];
}

function edgeOf(text: string, edge: "start" | "end"): string {
  const [year = "", month] = text.split("-");
  if (edge === "start") return `${year}-${month ?? "01"}-01`;
  const last = new Date(Date.UTC(Number(year), Number(month ?? "12"), 0));
  return last.toISOString().slice(0, 10);
}
