import { type CellAddress, cohortText, type ReleaseMeasure } from "./release-cell.ts";

type Cell = CellAddress & { readonly measure: ReleaseMeasure };

/**
 * Figures of one period, place and category that have one denominator, by their positions: those of a group that the owner states (`denominatorOf`), of which
 * a count is the denominator itself; and those of a partition.
 */
export function sharedDenominators(
  cells: readonly Cell[],
  partitions: readonly (readonly string[])[],
): (readonly number[])[] {
  const groupsOf = groupsByIndicator(partitions);
  const entries = [...cells.entries()].flatMap(([index, cell]) => {
    const { denominatorOf } = cell.measure;
    const stated = denominatorOf === undefined ? [] : [`stated ${denominatorOf}`];
    return [...stated, ...(groupsOf.get(cell.indicatorId) ?? [])].map((group) => ({
      index,
      key: JSON.stringify([group, cohortText(cell)]),
    }));
  });
  return [...Map.groupBy(entries, ({ key }) => key).values()]
    .filter((own) => own.length > 1)
    .map((own) => own.map(({ index }) => index));
}

/** Figures whose numerators make up one denominator between them: the levels of a test, each with the children on it; by positions. */
export function partitionsOf(
  cells: readonly CellAddress[],
  partitions: readonly (readonly string[])[],
): (readonly number[])[] {
  return partitions.flatMap((indicatorIds) => {
    const own = [...cells.keys()].filter((index) => indicatorIds.includes(cells[index]?.indicatorId ?? ""));
    return [...Map.groupBy(own, (index) => cohortText(cells[index] as CellAddress)).values()];
  });
}

/** The figures that a partition lacks where it has any: a level that is not told follows from the others. */
export function missingMembers(cells: readonly Cell[], partitions: readonly (readonly string[])[]): Cell[] {
  return partitions.flatMap((indicatorIds) =>
    partitionsOf(cells, [indicatorIds]).flatMap((members) => {
      const there = new Set(members.map((index) => cells[index]?.indicatorId));
      const first = members.find((index) => cells[index]?.measure.unit !== "count");
      if (first === undefined) return [];
      const { periodKey, placeCode, dimensionKey, category, measure } = cells[first] as Cell;
      return indicatorIds
        .filter((id) => !there.has(id))
        .map((indicatorId) => ({ indicatorId, periodKey, placeCode, dimensionKey, category, measure }));
    }),
  );
}

function groupsByIndicator(partitions: readonly (readonly string[])[]): ReadonlyMap<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [order, indicatorIds] of partitions.entries())
    for (const id of indicatorIds) found.set(id, [...(found.get(id) ?? []), `partition ${order}`]);
  return found;
}
