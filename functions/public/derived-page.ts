import { invalidParameter } from "../../shared/platform/problem.ts";
import { fail, ok, type Result } from "../../shared/platform/result.ts";
import type { Table } from "../../shared/platform/table.ts";
import {
  type DerivedNumber,
  derivedNumbers,
  periodsBefore,
} from "../../shared/publication/published/derived.ts";
import type { Manifest } from "../../shared/publication/published/manifest.ts";
import { type CellFilter, chunksFor, isAskedFor } from "../../shared/publication/published/reading-order.ts";
import { type Found, NOT_RELEASED } from "./find-release.ts";
import type { DerivedQuery } from "./parameters.ts";
import { cellReader } from "./read-chunks.ts";

/** So many chunks are read for derived numbers, at the most. */
const MOST_CHUNKS = 4;

/**
 * Gaps and changes of one indicator in one place, all or those of a dimension or a period, made of published cells. At most four
 * GetItems; `invalid_request` where that does not do or no place is named; `not_released` as for cells.
 */
export async function derivedOf(
  table: Table,
  found: Found,
  query: DerivedQuery,
): Promise<Result<DerivedNumber[]>> {
  const { manifest } = found;
  const placeCode = query.place ?? (manifest.places.length === 1 ? manifest.places[0]?.code : undefined);
  if (placeCode === undefined)
    return fail(invalidParameter("place", "Name the place, by its code in the manifest."));
  const asked = askedFor(query, placeCode);
  const numbers = chunksOf(manifest, asked);
  if (numbers.length > MOST_CHUNKS)
    return fail(invalidParameter("period", "These are too many at once: name a dimension, or a period."));
  const cells = await cellReader(table, found)(numbers);
  if (!cells.ok) return cells;
  const indicator = manifest.indicators.find(({ id }) => id === query.indicator);
  const inPlace = { indicatorId: query.indicator, placeCode };
  const known = cells.value.filter((cell) => isAskedFor(cell, inPlace));
  if (!indicator || !known.some((cell) => isAskedFor(cell, asked))) return fail(NOT_RELEASED);
  return ok(derivedNumbers(manifest, indicator, known).filter((number) => isAskedFor(number, asked)));
}

function askedFor({ indicator, dimension, period }: DerivedQuery, placeCode: string): CellFilter {
  return {
    indicatorId: indicator,
    placeCode,
    ...(dimension === undefined ? {} : { dimensionKey: dimension }),
    ...(period === undefined ? {} : { periodKey: period }),
  };
}

/** The chunks of what is asked for, of everybody beside it, and of the period before. */
function chunksOf(manifest: Manifest, asked: CellFilter): number[] {
  const indicator = manifest.indicators.find(({ id }) => id === asked.indicatorId);
  const earlier = indicator && periodsBefore(manifest, indicator).get(asked.periodKey ?? "");
  const dimensions = asked.dimensionKey === undefined ? [asked] : [asked, { ...asked, dimensionKey: "all" }];
  const filters = dimensions.flatMap((filter) =>
    earlier ? [filter, { ...filter, periodKey: earlier.key }] : [filter],
  );
  const numbers = filters.flatMap((filter) => chunksFor(manifest, filter));
  return [...new Set(numbers)].sort((a, b) => a - b);
}
