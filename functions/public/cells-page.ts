import type { PublishedCell } from "../../shared/disclosure/release/published-cell.ts";
import { fail, ok, type Result } from "../../shared/platform/result.ts";
import type { Table } from "../../shared/platform/table.ts";
import type { Manifest } from "../../shared/publication/published/manifest.ts";
import {
  type CellFilter,
  chunksFor,
  isAskedFor,
  READING_ORDER,
} from "../../shared/publication/published/reading-order.ts";
import { type Found, NOT_RELEASED } from "./find-release.ts";
import type { CellQuery } from "./parameters.ts";
import { cellReader } from "./read-chunks.ts";

/** So many chunks are looked through for a page of cells, at the most. */
export const MOST_CHUNKS = 3;

/** A page of cells: those of one chunk that were asked for; and the number of the next page. */
export type CellsPage = { readonly cells: readonly PublishedCell[]; readonly next?: number };

/** The filter of a query; undefined where it has none. */
export function filterOf({
  indicator,
  place,
  dimension,
  category,
  period,
}: CellQuery): CellFilter | undefined {
  const filter = {
    ...(indicator === undefined ? {} : { indicatorId: indicator }),
    ...(place === undefined ? {} : { placeCode: place }),
    ...(dimension === undefined ? {} : { dimensionKey: dimension }),
    ...(category === undefined ? {} : { category }),
    ...(period === undefined ? {} : { periodKey: period }),
  };
  return Object.keys(filter).length === 0 ? undefined : filter;
}

/**
 * The cells that a filter asks for. Pages count the chunks in which such cells can be; the ones without any are passed over, three at a
 * time, so that a page that ends in the middle may be empty. `not_released` where the release holds none of them: one answer, whether
 * a figure is small, absent, or of a category that nobody has heard of. At most three GetItems.
 */
export async function filteredPage(
  table: Table,
  found: Found,
  { filter, page }: { readonly filter: CellFilter; readonly page: number },
): Promise<Result<CellsPage>> {
  const candidates = candidatesOf(found.manifest, filter);
  const readCells = cellReader(table, found);
  for (let index = page - 1; index < page - 1 + MOST_CHUNKS; index++) {
    const number = candidates[index];
    if (number === undefined) return page > 1 && index > page - 1 ? ok({ cells: [] }) : fail(NOT_RELEASED);
    const read = await readCells([number]);
    if (!read.ok) return read;
    const cells = read.value.filter((cell) => isAskedFor(cell, filter));
    const next = index + 2 <= candidates.length ? { next: index + 2 } : {};
    if (cells.length > 0) return ok({ cells, ...next });
  }
  const next = page + MOST_CHUNKS;
  if (!isNamed(found.manifest, filter)) return fail(NOT_RELEASED);
  if (next <= candidates.length) return ok({ cells: [], next });
  return page > 1 ? ok({ cells: [] }) : fail(NOT_RELEASED);
}

/** The chunks that may hold what is asked for; where none may, one is looked through all the same, so that every answer costs alike. */
function candidatesOf(manifest: Manifest, filter: CellFilter): number[] {
  const numbers = chunksFor(manifest, filter);
  return numbers.length > 0 ? numbers : manifest.chunks.slice(0, 1).map(({ number }) => number);
}

/**
 * Whether the manifest names all that is asked for; else no chunk has any of it. Of a dimension that it gives no labels of, it does not
 * say which categories there are.
 */
function isNamed(manifest: Manifest, filter: CellFilter): boolean {
  const categories = new Set(Object.values(manifest.categories).flatMap((labels) => Object.keys(labels)));
  const dimensions = new Set(manifest.dimensionKeys.flatMap((key) => key.split("+")));
  dimensions.delete("all");
  const isLabelled = [...dimensions].every((dimension) => Object.hasOwn(manifest.categories, dimension));
  const named = {
    indicatorId: (value: string) => manifest.indicators.some(({ id }) => id === value),
    placeCode: (value: string) => manifest.places.some(({ code }) => code === value),
    dimensionKey: (value: string) => manifest.dimensionKeys.includes(value),
    periodKey: (value: string) => manifest.periods.some(({ key }) => key === value),
    category: (value: string) =>
      !isLabelled || value === "all" || value.split("+").every((part) => categories.has(part)),
  };
  return READING_ORDER.every((part) => {
    const value = filter[part];
    return value === undefined || named[part](value);
  });
}
