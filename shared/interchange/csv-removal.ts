import { type Period, periodKey } from "../platform/time.ts";
import { type CsvRecord, cellKeyOf } from "./csv-rows.ts";
import type { ObservationPorts, Removal } from "./import-file.ts";
import type { CsvOptions } from "./import-options.ts";

type Slice = { readonly indicatorId: string; readonly period: Period };

/** How to look for recorded figures of a file's indicators and periods that its rows do not hold, and to withdraw them. */
export function csvRemoval(
  ports: ObservationPorts,
  options: CsvOptions,
  rows: readonly CsvRecord[],
): Removal {
  const { source, mode, protectedAtSource } = options;
  const slices = slicesOf(rows);
  const namesOf = ({ observations, claims = [] }: CsvRecord) => [...observations, ...claims];
  const held = once(() => new Set(rows.flatMap(namesOf).map(cellKeyOf)));
  return {
    slices: slices.length,
    unnamed: rows.filter(({ isUnnamed }) => isUnnamed).length,
    replaces: mode === "replace",
    search: async ({ slice, after }, { ownerId }) => {
      const at = slices[slice];
      if (!at) return { sets: [] };
      const { indicatorId, period } = at;
      return ports.findRemoved({
        indicatorId,
        periodKey: periodKey(period),
        ownerId,
        source,
        after,
        isHeld: ({ placeCode, dimensions }) =>
          held().has(cellKeyOf({ indicatorId, period, place: { code: placeCode }, dimensions })),
      });
    },
    withdraw: (sets, context) =>
      ports.withdrawObservations({ ...context, sets, source, reason: context.reason, protectedAtSource }),
  };
}

function slicesOf(rows: readonly CsvRecord[]): Slice[] {
  const slices = new Map<string, Slice>();
  for (const { observations } of rows)
    for (const { indicatorId, period } of observations)
      slices.set(`${indicatorId} ${periodKey(period)}`, { indicatorId, period });
  return [...slices.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, slice]) => slice);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
