import { sumsOverPeriods } from "./period-sums.ts";
import { type PlaceSum, type PlaceTree, statedSumsOverPlaces, sumsOverPlaces } from "./place-sums.ts";
import { type CellAddress, type ReleaseMeasure, tableText } from "./release-cell.ts";

/** A whole and what makes it up: cells, by their positions in the list they were given in, and what would stand where there is no cell. */
export type Relation = {
  readonly whole: number;
  readonly parts: readonly number[];
  /** Parts without a cell that other relations may know too: all of them, so that nobody is left out. */
  readonly unseen?: readonly CellAddress[];
};

/** How places make each other up. */
export type Places = { readonly places: PlaceTree; readonly placeSums: readonly PlaceSum[] };

const ALL = "all";

/**
 * Every sum that a reader can make of cells: over the categories of a dimension, over the places of a larger one, and over the periods
 * of a longer one. A coarser breakdown is the sum of each finer one; what follows over one between is left out.
 */
export function relationsOf(
  cells: readonly (CellAddress & { readonly measure: ReleaseMeasure })[],
  { places, placeSums }: Places,
): Relation[] {
  return [
    ...sumsOverCategories(cells),
    ...sumsOverPlaces(cells, places),
    ...statedSumsOverPlaces(cells, { places, placeSums }),
    ...sumsOverPeriods(cells),
  ];
}

function sumsOverCategories(cells: readonly CellAddress[]): Relation[] {
  const tables = Map.groupBy(cells.keys(), (index) => tableText(cells[index] as CellAddress));
  return [...tables.values()].flatMap((table) => {
    const sets = Map.groupBy(table, (index) => (cells[index] as CellAddress).dimensionKey);
    const keys = [...sets.keys()];
    return keys.flatMap((coarse) =>
      keys
        .filter((fine) => isFiner(fine, coarse))
        .flatMap((fine) => sumsBetween(cells, { sets, coarse, fine })),
    );
  });
}

function dimensionsOf(key: string): readonly string[] {
  return key === ALL ? [] : key.split("+");
}

function isFiner(fine: string, coarse: string): boolean {
  const names = dimensionsOf(fine);
  return (
    names.length > dimensionsOf(coarse).length && dimensionsOf(coarse).every((name) => names.includes(name))
  );
}

type Pair = {
  readonly sets: ReadonlyMap<string, readonly number[]>;
  readonly coarse: string;
  readonly fine: string;
};

function sumsBetween(cells: readonly CellAddress[], { sets, coarse, fine }: Pair): Relation[] {
  const categoryIn = (key: string) => {
    const names = dimensionsOf(fine);
    const at = dimensionsOf(key).map((name) => names.indexOf(name));
    return (index: number) => {
      const categories = (cells[index] as CellAddress).category.split("+");
      return at.length === 0 ? ALL : at.map((position) => categories[position]).join("+");
    };
  };
  const parts = Map.groupBy(sets.get(fine) ?? [], categoryIn(coarse));
  const between = [...sets]
    .filter(([key]) => isFiner(fine, key) && isFiner(key, coarse))
    .map(([key, own]) => ({
      there: new Set(own.map((index) => (cells[index] as CellAddress).category)),
      categoryOf: categoryIn(key),
    }));
  return (sets.get(coarse) ?? []).flatMap((whole) => {
    const own = parts.get((cells[whole] as CellAddress).category);
    if (!own) return [];
    // A breakdown between that lacks a category does not tell what its parts come to.
    const follows = between.some(({ there, categoryOf }) => own.every((part) => there.has(categoryOf(part))));
    return follows ? [] : [{ whole, parts: own }];
  });
}
