import { readPlannedDay } from "./360giving-date.ts";
import type { GrantRecord } from "./360giving-record.ts";
import { type Finding, finding, pointerBelow, type Reading } from "./finding.ts";
import { definedOnly, objectsOf } from "./raw-value.ts";

type Raw = Readonly<Record<string, unknown>>;
export type Plan = Pick<GrantRecord, "plannedStart" | "plannedEnd" | "durationMonths">;

/**
 * When the funded work is planned: earliest start, latest end, longest duration in months of all planned dates. Nothing
 * here rejects; what cannot be read, and an end before its start, is left out with a finding.
 */
export function readPlan(grant: Raw, at: string): Reading<Plan> {
  const events = objectsOf(grant.plannedDates).map(({ item, index }) =>
    readEvent(item, pointerBelow(at, "plannedDates", index)),
  );
  const starts = events.flatMap(({ start }) => start.value ?? []).sort();
  const ends = events.flatMap(({ end }) => end.value ?? []).sort();
  const durations = events.flatMap(({ duration }) => duration.value ?? []).sort((a, b) => a - b);
  const findings = events.flatMap(({ start, end, duration }) =>
    [start, end, duration].flatMap((read) => read.findings),
  );
  const plan = { plannedStart: starts[0], plannedEnd: ends.at(-1), durationMonths: durations.at(-1) };
  return ordered(plan, [...findings, ...severalRemark(events.length, at)], at);
}

function readEvent(raw: Raw, at: string) {
  const dayAt = (field: "startDate" | "endDate", edge: "start" | "end") =>
    raw[field] == null ? none : readPlannedDay(raw[field], pointerBelow(at, field), edge);
  return {
    start: dayAt("startDate", "start"),
    end: dayAt("endDate", "end"),
    duration: raw.duration == null ? none : readDuration(raw.duration, pointerBelow(at, "duration")),
  };
}

const none = { value: undefined, findings: [] };

function readDuration(raw: unknown, pointer: string): Reading<number> {
  const isText = typeof raw === "string" && /^\d+(\.\d+)?$/.test(raw.trim());
  const months = isText ? Number(raw) : raw;
  if (typeof months === "number" && months >= 0 && Number.isFinite(months))
    return { value: months, findings: [] };
  const detail = "The duration was left out: it is not a number of months.";
  return { value: undefined, findings: [finding(pointer, "duration-unreadable", detail)] };
}

function severalRemark(count: number, at: string): Finding[] {
  if (count < 2) return [];
  const detail = "Several planned dates were taken together: earliest start, latest end, longest duration.";
  return [finding(pointerBelow(at, "plannedDates"), "several-planned-dates", detail)];
}

function ordered(plan: Plan, findings: readonly Finding[], at: string): Reading<Plan> {
  const { plannedStart, plannedEnd } = plan;
  if (plannedStart === undefined || plannedEnd === undefined || plannedStart <= plannedEnd)
    return { value: definedOnly(plan), findings };
  const detail = `The planned end ${plannedEnd} was left out: it is before the start ${plannedStart}.`;
  const remark = finding(pointerBelow(at, "plannedDates"), "planned-end-before-start", detail);
  return { value: definedOnly({ ...plan, plannedEnd: undefined }), findings: [...findings, remark] };
}
