import type { PublishedCell } from "../../disclosure/release/published-cell.ts";
import type { CodebookEntry, Manifest } from "../published/manifest.ts";

/** The time of an indicator's figures: which periods follow one another, and from when on they can be compared. */
export type Spans = {
  /** Cells of the kind of period that most of them are of, the earliest first. */
  readonly series: (cells: readonly PublishedCell[]) => PublishedCell[];
  /** Those of them that no break of the series parts from the latest one; new categories part groups alone. */
  readonly unbroken: (cells: readonly PublishedCell[], dimensionKey: string) => PublishedCell[];
  /** The periods of everybody's cells before which the series breaks. */
  readonly breaksBefore: (cells: readonly PublishedCell[]) => string[];
};

/** The spans of one indicator of a release. */
export function spansOf({ periods }: Manifest, { seriesBreaks = [] }: CodebookEntry): Spans {
  const byKey = new Map(periods.map((period) => [period.key, period]));
  const startOf = ({ periodKey }: PublishedCell) => byKey.get(periodKey)?.start ?? "";
  const endOf = ({ periodKey }: PublishedCell) => byKey.get(periodKey)?.end ?? "";
  const kindOf = ({ periodKey }: PublishedCell) => byKey.get(periodKey)?.kind ?? "";
  const ofAll = seriesBreaks.filter(({ kind }) => kind !== "scheme");
  return {
    breaksBefore: (cells) =>
      cells.flatMap((cell, index) => {
        const previous = cells[index - 1];
        const isBroken = ({ startsOn }: { readonly startsOn: string }) =>
          previous !== undefined && startsOn > startOf(previous) && startsOn <= endOf(cell);
        return ofAll.some(isBroken) ? [cell.periodKey] : [];
      }),
    series: (cells) => {
      const kinds = [...Map.groupBy(cells, kindOf)].sort(([a, one], [b, other]) => {
        return other.length - one.length || (a < b ? -1 : 1);
      });
      return (kinds[0]?.[1] ?? []).toSorted((a, b) =>
        endOf(a) < endOf(b) ? -1 : endOf(a) > endOf(b) ? 1 : 0,
      );
    },
    unbroken: (cells, dimensionKey) => {
      const latest = cells.at(-1);
      if (!latest) return [];
      const breaks = seriesBreaks
        .filter(
          ({ kind, startsOn }) => (kind !== "scheme" || dimensionKey !== "all") && startsOn <= endOf(latest),
        )
        .map(({ startsOn }) => startsOn);
      const from = breaks.reduce((last, day) => (day > last ? day : last), "");
      return cells.filter((cell) => cell.periodKey === latest.periodKey || startOf(cell) >= from);
    },
  };
}
