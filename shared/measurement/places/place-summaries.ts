import type { Table } from "../../platform/table.ts";
import type { Indicator } from "../indicator.ts";
import { seriesKey } from "../read-series.ts";
import { findSummaries } from "../summary.store.ts";
import type { Summary, SummaryCell, SummarySet } from "../summary.ts";

/** The summaries of an indicator in several places; those without figures are absent. One round. */
export function placeSummaries(
  table: Table,
  indicator: Indicator,
  codes: readonly string[],
): Promise<Summary[]> {
  const keys = [...new Set(codes)].map((code) => seriesKey(indicator, code));
  return findSummaries(table, keys);
}

/** Summaries of one indicator by the code of their place. */
export function byPlace(summaries: readonly Summary[]): Map<string, Summary> {
  return new Map(summaries.map((summary) => [summary.place.code, summary]));
}

/** The figure for everybody in a place and period, with the set that it is of. */
export function everybody(
  summary: Summary | undefined,
  periodKey: string,
): { readonly set: SummarySet; readonly cell: SummaryCell } | undefined {
  const set = summary?.sets.all?.[periodKey];
  const cell = set?.cells.all;
  return set && cell && { set, cell };
}

/** A figure as arithmetic takes it: what is not there is left out. */
export function figuresOf({ numerator, denominator, value, status }: SummaryCell) {
  return {
    ...(numerator === null ? {} : { numerator }),
    ...(denominator === null ? {} : { denominator }),
    ...(value === null ? {} : { value }),
    status,
  };
}

/** The periods in which any of these summaries has a figure for everybody, by key, oldest first. */
export function periodsOf(summaries: Iterable<Summary>): Map<string, SummarySet["period"]> {
  const sets = [...summaries].flatMap((summary) => Object.entries(summary.sets.all ?? {}));
  const ordered = sets.sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(ordered.map(([key, { period }]) => [key, period]));
}
