import { inParallel } from "../platform/in-parallel.ts";
import type { Table } from "../platform/table.ts";
import type { Period } from "../platform/time.ts";
import { cellSources } from "./cell-sources.ts";
import { type Dimensions, toDimensions } from "./dimension.ts";
import { indicatorPk } from "./indicator.store.ts";
import { revisionKey, setsPage, toSet } from "./observation.store.ts";
import type { Cell } from "./observation.ts";
import { type SetKey, toRef } from "./observation-ref.ts";
import type { SetRecord } from "./observation-set.ts";
import type { Place } from "./place.ts";

/** Cells of one revision that its source gave and a newer file of that source does not. */
export type RemovedCells = {
  readonly indicatorId: string;
  /** The reference of the revision in which they stand. */
  readonly observation: string;
  readonly period: Period;
  readonly place: Place;
  readonly cells: readonly { readonly dimensions: Dimensions; readonly was: Cell }[];
};

export type RemovedSearch = {
  readonly indicatorId: string;
  /** "2024-07-01_2025-06-30" */
  readonly periodKey: string;
  readonly ownerId: string;
  readonly source: string;
  /** Whether the newer file holds a cell. */
  readonly isHeld: (at: { readonly placeCode: string; readonly dimensions: Dimensions }) => boolean;
  /** Where an earlier page ended. */
  readonly after?: string | undefined;
};

const ITEMS_A_QUERY = 200;
/** A page ends with the set that reaches so many cells. */
const CELLS_A_PAGE = 500;
const WIDTH = 10;

/**
 * A page of the cells of an indicator in one period that came from a source and that its newer file does not hold, by place and
 * dimensions. What says already that there is nothing (status x) is none of them. Rounds: a Query of at most 200 revisions, then where
 * cells came from, in sets that were revised, 10 at a time.
 */
export async function findRemovedCells(
  table: Table,
  search: RemovedSearch,
): Promise<{ readonly sets: readonly RemovedCells[]; readonly after?: string }> {
  const { latest, next } = await latestSets(table, search);
  const unheld = latest.map((set) => ({ set, categories: unheldIn(set, search) }));
  const page: { set: SetRecord; categories: string[] }[] = [];
  let cells = 0;
  let after = next;
  for (const one of unheld) {
    if (cells > 0 && cells + one.categories.length > CELLS_A_PAGE) break;
    page.push(one);
    cells += one.categories.length;
    after = endOf(one.set.key);
  }
  if (page.length === unheld.length) after = next;
  const sets = await inParallel(
    page.filter(({ categories }) => categories.length > 0),
    WIDTH,
    async ({ set, categories }) => {
      const sources = await cellSources(table, set, categories);
      return toRemoved(
        set,
        categories.filter((category) => sources.get(category) === search.source),
      );
    },
  );
  return { sets: sets.filter((set) => set.cells.length > 0), ...(after === undefined ? {} : { after }) };
}

/** The latest revision of every set on a page of revisions, and where the next page begins. */
async function latestSets(
  table: Table,
  { indicatorId, periodKey, after }: RemovedSearch,
): Promise<{ latest: SetRecord[]; next: string | undefined }> {
  const position = after === undefined ? undefined : { pk: indicatorPk(indicatorId), sk: after };
  const page = await setsPage(table, {
    indicatorId,
    from: periodKey,
    to: periodKey,
    limit: ITEMS_A_QUERY,
    ...(position ? { position } : {}),
  });
  const latest: SetRecord[] = [];
  for (const item of page.items) {
    const last = latest.at(-1);
    if (last && item.sk < endOf(last.key)) continue;
    latest.push(toSet(item));
  }
  const last = latest.at(-1);
  return { latest, next: page.next && last ? endOf(last.key) : undefined };
}

/** The sort key after those of all revisions of a set, which lie beside one another. */
function endOf(key: SetKey): string {
  return revisionKey(key, 0).sk;
}

function unheldIn(set: SetRecord, { ownerId, isHeld }: RemovedSearch): string[] {
  const { dimensionKey, placeCode } = set.key;
  if (set.ownerId !== ownerId) return [];
  return Object.entries(set.cells).flatMap(([category, { status }]) => {
    const dimensions = toDimensions(dimensionKey, category);
    return status === "x" || isHeld({ placeCode, dimensions }) ? [] : [category];
  });
}

function toRemoved(set: SetRecord, categories: readonly string[]): RemovedCells {
  const { key, revision, period, place } = set;
  const cells = categories.flatMap((category) => {
    const was = set.cells[category];
    return was ? [{ dimensions: toDimensions(key.dimensionKey, category), was }] : [];
  });
  return { indicatorId: key.indicatorId, observation: toRef(key, revision), period, place, cells };
}
