import { countsOf, type SourceCell } from "../../disclosure/release/release-cell.ts";

/** What figures themselves say of how their indicators hang together, though nobody stated it. */
export type Ties = {
  /** Indicators whose numerators together make their common denominator in every figure that all of them have: read and not read. */
  readonly partitions: readonly (readonly string[])[];
  /** Indicators whose figures are the same wherever both have one. */
  readonly copies: readonly (readonly [string, string])[];
};

type Series = ReadonlyMap<string, { readonly inside: number; readonly all: number }>;

/** So many figures agree by chance seldom enough; where they do, more is hidden than had to be. */
const FEWEST_COMMON = 3;

/**
 * Finds ties among indicators with one denominator: all of a group that make it up, pairs that do, and pairs that are one. A reader who
 * has the definitions knows of them: "dropped out" beside "graduated or still enrolled".
 */
export function tiesOf(cells: readonly SourceCell[]): Ties {
  const partitions: (readonly string[])[] = [];
  const copies: (readonly [string, string])[] = [];
  const groups = Map.groupBy(cells, ({ measure }) => measure.denominatorOf);
  for (const [name, own] of groups) {
    if (name === undefined) continue;
    const series = [...Map.groupBy(own, ({ indicatorId }) => indicatorId)].map(
      ([id, cellsOf]) => [id, seriesOf(cellsOf)] as const,
    );
    const ids = series.map(([id]) => id);
    if (series.length > 2 && isWhole(series.map(([, one]) => one))) partitions.push(ids);
    for (const [at, [id, one]] of series.entries())
      for (const [other, two] of series.slice(at + 1)) {
        if (isWhole([one, two])) partitions.push([id, other]);
        if (isSame(one, two)) copies.push([id, other]);
      }
  }
  return { partitions, copies };
}

function seriesOf(cells: readonly SourceCell[]): Series {
  return new Map(
    cells.flatMap((cell) => {
      const counts = countsOf(cell);
      if (counts.kind !== "parts" || counts.inside === null || counts.all === null) return [];
      const { periodKey, placeCode, dimensionKey, category } = cell;
      const address = JSON.stringify([periodKey, placeCode, dimensionKey, category]);
      return [[address, { inside: counts.inside, all: counts.all }] as const];
    }),
  );
}

/** Whether numerators add up to the denominator wherever all of the series have a figure. */
function isWhole(series: readonly Series[]): boolean {
  const [first, ...others] = series;
  let common = 0;
  for (const [address, { inside, all }] of first ?? []) {
    const figures = others.map((one) => one.get(address));
    if (figures.some((figure) => figure === undefined)) continue;
    common += 1;
    if (figures.some((figure) => figure?.all !== all)) return false;
    if (figures.reduce((sum, figure) => sum + (figure?.inside ?? 0), inside) !== all) return false;
  }
  return common >= FEWEST_COMMON;
}

function isSame(one: Series, two: Series): boolean {
  let common = 0;
  for (const [address, { inside, all }] of one) {
    const other = two.get(address);
    if (!other) continue;
    common += 1;
    if (other.inside !== inside || other.all !== all) return false;
  }
  return common >= FEWEST_COMMON;
}
