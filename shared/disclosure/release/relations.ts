import { addressText, type CellAddress } from "./release-cell.ts";

/** A whole and the cells that make it up, by their positions in the list they were given in. */
export type Relation = { readonly whole: number; readonly parts: readonly number[] };

/** Which place lies in which: a place's code, and that of the one it is a part of. */
export type PlaceTree = ReadonlyMap<string, string>;

const ALL = "all";

/**
 * Every sum that a reader can make of cells: over the categories of a dimension, and over the places of a larger one. A coarser
 * breakdown is the sum of each next finer one; sums over several steps follow from these.
 */
export function relationsOf(cells: readonly CellAddress[], places: PlaceTree): Relation[] {
  return [...sumsOverCategories(cells), ...sumsOverPlaces(cells, places)];
}

function sumsOverCategories(cells: readonly CellAddress[]): Relation[] {
  const tables = Map.groupBy(cells.keys(), (index) => tableText(cells[index] as CellAddress));
  return [...tables.values()].flatMap((table) => {
    const sets = Map.groupBy(table, (index) => (cells[index] as CellAddress).dimensionKey);
    const keys = [...sets.keys()];
    return keys.flatMap((coarse) =>
      nextFiner(coarse, keys).flatMap((fine) =>
        sumsBetween(cells, sets.get(coarse) ?? [], {
          fine: sets.get(fine) ?? [],
          at: positionsOf(coarse, fine),
        }),
      ),
    );
  });
}

function tableText({ indicatorId, periodKey, placeCode }: CellAddress): string {
  return JSON.stringify([indicatorId, periodKey, placeCode]);
}

function dimensionsOf(key: string): readonly string[] {
  return key === ALL ? [] : key.split("+");
}

/** Where the dimensions of a coarser breakdown stand among those of a finer one. */
function positionsOf(coarse: string, fine: string): number[] {
  const names = dimensionsOf(fine);
  return dimensionsOf(coarse).map((name) => names.indexOf(name));
}

function isFiner(fine: string, coarse: string): boolean {
  const names = dimensionsOf(fine);
  return (
    names.length > dimensionsOf(coarse).length && dimensionsOf(coarse).every((name) => names.includes(name))
  );
}

function nextFiner(coarse: string, keys: readonly string[]): string[] {
  const finer = keys.filter((key) => isFiner(key, coarse));
  return finer.filter((key) => !finer.some((between) => between !== key && isFiner(key, between)));
}

function sumsBetween(
  cells: readonly CellAddress[],
  coarse: readonly number[],
  { fine, at }: { fine: readonly number[]; at: readonly number[] },
): Relation[] {
  const parts = Map.groupBy(fine, (index) => {
    const categories = (cells[index] as CellAddress).category.split("+");
    return at.length === 0 ? ALL : at.map((position) => categories[position]).join("+");
  });
  return coarse.flatMap((whole) => {
    const own = parts.get((cells[whole] as CellAddress).category);
    return own ? [{ whole, parts: own }] : [];
  });
}

function sumsOverPlaces(cells: readonly CellAddress[], places: PlaceTree): Relation[] {
  const byText = new Map(cells.map((cell, index) => [addressText(cell), index]));
  const parts = Map.groupBy(cells.keys(), (index) => {
    const cell = cells[index] as CellAddress;
    const parent = places.get(cell.placeCode);
    return parent === undefined ? undefined : byText.get(addressText({ ...cell, placeCode: parent }));
  });
  return [...parts].flatMap(([whole, own]) => (whole === undefined ? [] : [{ whole, parts: own }]));
}
