import type { Relation } from "./relations.ts";
import { addressText, type CellAddress, type ReleaseMeasure } from "./release-cell.ts";

const DAY_MS = 86_400_000;

/** A figure's period: from the first day to the one after the last, in days since 1970. */
type Span = { readonly index: number; readonly from: number; readonly to: number };

/**
 * Of figures that add up over periods, each as the sum of the shortest stretches that the periods of its series make: a year of its months,
 * and of two years that overlap what they share and what they do not. A stretch without a figure goes unseen, and has to be protected
 * like one: a year without eleven of its months is the twelfth.
 */
export function sumsOverPeriods(
  cells: readonly (CellAddress & { readonly measure: ReleaseMeasure })[],
): Relation[] {
  const adding = [...cells.keys()].filter((index) => cells[index]?.measure.sumsOverTime);
  const series = Map.groupBy(adding, (index) =>
    addressText({ ...(cells[index] as CellAddress), periodKey: "" }),
  );
  return [...series.values()].flatMap((own) => {
    const spans = own.flatMap((index) => spanOf((cells[index] as CellAddress).periodKey, index));
    return spans.length < 2 ? [] : sumsOfSpans(spans, cells[own[0] as number] as CellAddress);
  });
}

function sumsOfSpans(spans: readonly Span[], address: CellAddress): Relation[] {
  const days = [...new Set(spans.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const there = new Map(spans.map(({ from, to, index }) => [`${from} ${to}`, index]));
  return spans.flatMap(({ index: whole, from, to }) => {
    const starts = days.filter((day) => day >= from && day < to);
    if (starts.length < 2) return [];
    const stretches = starts.map((start, order) => [start, starts[order + 1] ?? to] as const);
    const parts = stretches.flatMap(([start, end]) => there.get(`${start} ${end}`) ?? []);
    const unseen = stretches
      .filter(([start, end]) => !there.has(`${start} ${end}`))
      .map(([start, end]) => ({ ...address, periodKey: `${dayText(start)}_${dayText(end - 1)}` }));
    return [{ whole, parts, unseen }];
  });
}

function spanOf(periodKey: string, index: number): Span[] {
  const [from, last] = periodKey.split("_").map((day) => Date.parse(`${day}T00:00:00Z`) / DAY_MS);
  if (from === undefined || last === undefined || !(from <= last)) return [];
  return [{ index, from, to: last + 1 }];
}

function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
