import { MOST_CELLS } from "../../shared/measurement/observation-set.ts";
import { inParallel } from "../../shared/platform/in-parallel.ts";
import { schoolYear } from "../../shared/platform/time.ts";
import { random } from "../support/random.ts";
import { record, type World } from "../support/world.ts";

/** How many tables of figures are recorded at once, as an import has several batches under way. */
const AT_ONCE = 4;
const SCHOOLS = 50;
const GRADES = MOST_CELLS / SCHOOLS;
const YEARS = 10;

/**
 * Records so many observations of districts beside a partnership's own place, in tables of as many cells as one holds: a table for each
 * indicator, year and district. More to store and to summarise, and nothing that a report is about.
 */
export async function recordElsewhere(
  world: World,
  indicatorIds: readonly string[],
  count: number,
): Promise<void> {
  const tables = Array.from({ length: Math.ceil(count / MOST_CELLS) }, (_, at) => at);
  await inParallel(tables, AT_ONCE, (at) => {
    const place = Math.floor(at / YEARS);
    const indicatorId = indicatorIds[place % indicatorIds.length] ?? "";
    const size = Math.min(MOST_CELLS, count - at * MOST_CELLS);
    const cells = Array.from({ length: size }, (_, cell) => ({
      school: `school-${Math.floor(cell / GRADES)}`,
      grade: `grade-${cell % GRADES}`,
    }));
    const table = { indicatorId, year: 2014 + (at % YEARS), placeCode: `district-${place}`, cells };
    return record(world, rowsOf([table], at + 1));
  });
}

/** Records of every indicator's own place a figure of everybody and one of each ward, for so many years. */
export async function recordOwn(
  world: World,
  indicatorIds: readonly string[],
  { groups, years }: { readonly groups: number; readonly years: number },
): Promise<void> {
  const wards = Array.from({ length: groups }, (_, group) => ({ ward: `group-${group}` }));
  const batches = indicatorIds.map((indicatorId, at) => ({ indicatorId, at }));
  await inParallel(batches, AT_ONCE, ({ indicatorId, at }) => {
    const tables = Array.from({ length: years }, (_, year) => year + 2005).map((year) => ({
      indicatorId,
      year,
      placeCode: "own",
      cells: [{}, ...wards],
    }));
    return record(world, rowsOf(tables, at + 1));
  });
}

type Cells = {
  readonly indicatorId: string;
  readonly year: number;
  readonly placeCode: string;
  readonly cells: readonly Readonly<Record<string, string>>[];
};

function rowsOf(tables: readonly Cells[], seed: number): unknown[] {
  const next = random(seed);
  return tables.flatMap(({ indicatorId, year, placeCode, cells }) =>
    cells.map((dimensions) => {
      const denominator = 200 + Math.floor(next() * 800);
      const numerator = Math.floor(denominator * (0.2 + next() * 0.6));
      const period = schoolYear(year);
      return { indicatorId, period, place: { code: placeCode }, dimensions, numerator, denominator };
    }),
  );
}
