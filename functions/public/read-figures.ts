import type { PublishedCell } from "../../shared/disclosure/release/published-cell.ts";
import { fail, ok, type Result } from "../../shared/platform/result.ts";
import type { Table } from "../../shared/platform/table.ts";
import type { Manifest } from "../../shared/publication/published/manifest.ts";
import { chunksFor, isAskedFor } from "../../shared/publication/published/reading-order.ts";
import { MOST_CHUNKS } from "./cells-page.ts";
import { type Found, NOT_RELEASED } from "./find-release.ts";
import { readCells } from "./read-chunks.ts";

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

/** The place that is shown first: the first one that lies in no other. */
function firstPlace({ places }: Manifest): string {
  const codes = new Set(places.map(({ code }) => code));
  const whole = places.find(({ parent }) => parent === undefined || !codes.has(parent));
  return (whole ?? places[0])?.code ?? "";
}

/** Everybody over time, in the first place, of as many indicators as three chunks hold. At most three GetItems; `gone`. */
export async function readTotals(
  table: Table,
  found: Found,
): Promise<Result<ReadonlyMap<string, PublishedCell[]>>> {
  const { manifest } = found;
  const placeCode = firstPlace(manifest);
  const numbers = new Set<number>();
  const filters = manifest.indicators.flatMap(({ id }) => {
    const filter = { indicatorId: id, placeCode, dimensionKey: "all" };
    const all = new Set([...numbers, ...chunksFor(manifest, filter)]);
    if (all.size > MOST_CHUNKS) return [];
    for (const number of all) numbers.add(number);
    return [filter];
  });
  const cells = await readCells(
    table,
    found,
    [...numbers].sort((a, b) => a - b),
  );
  if (!cells.ok) return cells;
  const totals = filters.map((filter) => {
    return [filter.indicatorId, cells.value.filter((cell) => isAskedFor(cell, filter))] as const;
  });
  return ok(new Map(totals.filter(([, held]) => held.length > 0)));
}

/**
 * The figures of an indicator in one place: everybody over time, and groups by the dimension asked for, else by all of them where they
 * are few. At most three GetItems; `not_released` where the release holds nothing for what is asked.
 */
export async function readIndicator(
  table: Table,
  found: Found,
  asked: {
    readonly indicatorId: string;
    readonly place?: string | undefined;
    readonly by?: string | undefined;
  },
): Promise<Result<IndicatorFigures>> {
  const { indicatorId, place: placeCode = firstPlace(found.manifest), by } = asked;
  const place = { indicatorId, placeCode };
  const filter = by === undefined ? place : { ...place, dimensionKey: by };
  const wanted = chunksFor(found.manifest, filter);
  const ofTotals = chunksFor(found.manifest, { ...place, dimensionKey: "all" });
  const numbers = chosen(ofTotals, wanted);
  const cells = await readCells(table, found, numbers);
  if (!cells.ok) return cells;
  const held = cells.value.filter((cell) => isAskedFor(cell, place));
  const ofFilter = held.filter((cell) => isAskedFor(cell, filter));
  if (ofFilter.length === 0) return fail(NOT_RELEASED);
  const totals = held.filter(({ dimensionKey }) => dimensionKey === "all");
  const groups = ofFilter.filter(({ dimensionKey }) => dimensionKey !== "all");
  const isWhole = wanted.every((number) => numbers.includes(number));
  return ok({ indicatorId, placeCode, totals, ...fitting(groups, { by, isWhole }) });
}

/** Everybody's chunks, which are one, or two where they begin at the end of one; and the last of those wanted, with the latest periods. */
function chosen(ofTotals: readonly number[], wanted: readonly number[]): number[] {
  const totals = ofTotals.slice(-2);
  const others = wanted.filter((number) => !totals.includes(number)).slice(-(MOST_CHUNKS - totals.length));
  return [...totals, ...others].sort((a, b) => a - b);
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
