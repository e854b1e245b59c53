import type { PublishedCell } from "../../shared/disclosure/release/published-cell.ts";
import { fail, ok, type Result } from "../../shared/platform/result.ts";
import type { Table } from "../../shared/platform/table.ts";
import type { Manifest } from "../../shared/publication/published/manifest.ts";
import { chunksFor, compareAddresses, isAskedFor } from "../../shared/publication/published/reading-order.ts";
import { MOST_CHUNKS } from "./cells-page.ts";
import { type Found, NOT_RELEASED } from "./find-release.ts";
import { firstOf, placesByRank } from "./place-choice.ts";
import { type CellReader, cellReader } from "./read-chunks.ts";

/** So many rows a page has, beside the totals. */
const MOST_ROWS = 1000;

/** What a page of an indicator shows of it: one place, everybody, and groups by one dimension or by all. */
export type IndicatorFigures = {
  readonly indicatorId: string;
  readonly placeCode: string;
  readonly totals: readonly PublishedCell[];
  readonly groups: readonly PublishedCell[];
  /** Earlier periods, or other dimensions, are not on the page. */
  readonly isPart: boolean;
};

export type AskedFigures = {
  readonly indicatorId: string;
  readonly place?: string | undefined;
  readonly by?: string | undefined;
};

/**
 * Everybody over time in one place, of as many indicators as three chunks hold: in the place that lies in no other, else in one that has
 * figures. At most three GetItems; `gone` where the release was withdrawn meanwhile.
 */
export async function readTotals(
  table: Table,
  found: Found,
): Promise<Result<ReadonlyMap<string, PublishedCell[]>>> {
  const { manifest } = found;
  const ranked = placesByRank(manifest);
  const numbers = new Set<number>();
  for (const { id } of manifest.indicators) {
    const all = new Set([...numbers, ...likely(manifest, id, ranked)]);
    if (all.size <= MOST_CHUNKS) for (const number of all) numbers.add(number);
  }
  const cells = await cellReader(table, found)([...numbers]);
  if (!cells.ok) return cells;
  const everybody = cells.value.filter(({ dimensionKey }) => dimensionKey === "all");
  const totals = [...Map.groupBy(everybody, ({ indicatorId }) => indicatorId)].map(([indicatorId, held]) => {
    const places = new Set(held.map(({ placeCode }) => placeCode));
    // Of a place that goes on in a chunk that was not read, the series would be cut off.
    const whole = [...places].filter((placeCode) =>
      chunksFor(manifest, { indicatorId, placeCode, dimensionKey: "all" }).every((one) => numbers.has(one)),
    );
    const shown = firstOf(ranked, new Set(whole));
    return [indicatorId, held.filter(({ placeCode }) => placeCode === shown)] as const;
  });
  return ok(new Map(totals.filter(([, held]) => held.length > 0)));
}

/** The chunks of everybody in the first of all places; where it has no figures, the first chunk of the indicator. */
function likely(manifest: Manifest, indicatorId: string, [first]: readonly string[]): number[] {
  const ofFirst =
    first === undefined ? [] : chunksFor(manifest, { indicatorId, placeCode: first, dimensionKey: "all" });
  return ofFirst.length > 0 ? ofFirst : chunksFor(manifest, { indicatorId }).slice(0, 1);
}

/**
 * The figures of an indicator in one place: everybody over time, and groups by the dimension asked for, else by all of them where they
 * are few. At most four GetItems, and one more where no place is named and the indicator lies in many chunks; `not_released` where the
 * release holds nothing for what is asked.
 */
export async function readIndicator(
  table: Table,
  found: Found,
  asked: AskedFigures,
): Promise<Result<IndicatorFigures>> {
  const readCells = cellReader(table, found);
  const placeCode =
    asked.place === undefined ? await placeOf(readCells, found, asked.indicatorId) : ok(asked.place);
  if (!placeCode.ok) return placeCode;
  const { indicatorId, by } = asked;
  const place = { indicatorId, placeCode: placeCode.value };
  const filter = by === undefined ? place : { ...place, dimensionKey: by };
  const wanted = chunksFor(found.manifest, filter);
  const numbers = chosen(chunksFor(found.manifest, { ...place, dimensionKey: "all" }), wanted);
  const cells = await readCells(numbers);
  if (!cells.ok) return cells;
  const held = cells.value.filter((cell) => isAskedFor(cell, place)).sort(compareAddresses);
  const ofFilter = held.filter((cell) => isAskedFor(cell, filter));
  if (ofFilter.length === 0) return fail(NOT_RELEASED);
  const totals = held.filter(({ dimensionKey }) => dimensionKey === "all");
  const isWhole = wanted.every((number) => numbers.includes(number));
  const start = isWhole ? undefined : startOf(found, unbroken(wanted, numbers));
  const groups = ofFilter.filter(
    (cell) => cell.dimensionKey !== "all" && (!start || compareAddresses(cell, start) >= 0),
  );
  return ok({ ...place, totals, ...fitting(groups, { by, isWhole }) });
}

/**
 * The place that is shown where none is asked for: of those with figures of the indicator in its first chunk or in one where the first
 * of all places would lie, the one that lies in no other. One GetItem.
 */
async function placeOf(readCells: CellReader, found: Found, indicatorId: string): Promise<Result<string>> {
  const { manifest } = found;
  const ranked = placesByRank(manifest);
  const [first] = ranked;
  const [probe] = [
    ...chunksFor(manifest, { indicatorId, ...(first === undefined ? {} : { placeCode: first }) }),
    ...chunksFor(manifest, { indicatorId }),
  ];
  if (probe === undefined) return fail(NOT_RELEASED);
  const cells = await readCells([probe]);
  if (!cells.ok) return cells;
  const codes = cells.value.filter((cell) => cell.indicatorId === indicatorId).map((cell) => cell.placeCode);
  const placeCode = firstOf(ranked, new Set(codes));
  return placeCode === undefined ? fail(NOT_RELEASED) : ok(placeCode);
}

/** Everybody's chunks, which are one, or two where they begin at the end of one; and the last two of those wanted: the latest periods. */
function chosen(ofTotals: readonly number[], wanted: readonly number[]): number[] {
  const totals = ofTotals.slice(-2);
  const others = wanted.filter((number) => !totals.includes(number)).slice(-2);
  return [...totals, ...others].sort((a, b) => a - b);
}

/** The last of the chunks wanted, as far back as none is missing among them. */
function unbroken(wanted: readonly number[], read: readonly number[]): number[] {
  const missing = wanted.findLastIndex((number) => !read.includes(number));
  return wanted.slice(missing + 1);
}

function startOf({ manifest }: Found, [first]: readonly number[]) {
  return manifest.chunks.find(({ number }) => number === first)?.first;
}

/** Whole tables only: of what does not fit, the latest periods of the one dimension asked for. */
function fitting(
  groups: readonly PublishedCell[],
  { by, isWhole }: { readonly by: string | undefined; readonly isWhole: boolean },
): Pick<IndicatorFigures, "groups" | "isPart"> {
  if (isWhole && groups.length <= MOST_ROWS) return { groups, isPart: false };
  if (by === undefined) return { groups: [], isPart: true };
  const periods = [...Map.groupBy(groups, ({ periodKey }) => periodKey).values()].reverse();
  // The earliest period of an unfinished reading may have begun in a chunk that was not read.
  const whole = isWhole ? periods : periods.slice(0, -1);
  const kept: PublishedCell[] = [];
  for (const period of whole) {
    if (kept.length > 0 && kept.length + period.length > MOST_ROWS) break;
    kept.unshift(...period);
  }
  return { groups: kept, isPart: true };
}
