import type { Highs } from "highs";
import { openSolver } from "../../shared/disclosure/release/open-solver.ts";
import {
  planPart,
  planRelease,
  prepareRelease,
  type ReleaseInput,
} from "../../shared/disclosure/release/plan-release.ts";
import type { SourceCell } from "../../shared/disclosure/release/release-cell.ts";
import { DEFAULT_RELEASE_POLICY } from "../../shared/disclosure/release/release-policy.ts";
import { random } from "../support/random.ts";
import { fewestHidden } from "./fewest-hidden.ts";
import { bounded, type Figure, told } from "./figure.ts";
import { stateRelease } from "./state-release.ts";

const policy = DEFAULT_RELEASE_POLICY;
const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);
/** About a thousand cells, ten thousand, a hundred thousand. */
const STATES = [
  { indicators: 1, periods: 1, districts: 4, schools: 43, bound: 60 },
  { indicators: 1, periods: 3, districts: 16, schools: 142, bound: 60 },
  { indicators: 4, periods: 3, districts: 40, schools: 356, bound: 900 },
] as const;
/** What a step of a job may take for one component, of about ten, twenty and forty thousand cells. */
const STEP_S = 45;
const TABLES = [1_250, 2_500, 5_000] as const;

/**
 * What plans of releases keep, beside the fewest cells that could be hidden in tables small enough to find them; how the time of a plan
 * grows with its cells, and how that of a single component does.
 */
export async function measureSuppression(): Promise<Figure[]> {
  const highs = await openSolver();
  const kept = SEEDS.map((seed) => {
    const table = aTable(random(seed), { places: 4, groups: 4 });
    const plan = planRelease(highs, releaseOf(table));
    const all = table.flat().length;
    const hidden = plan.cells.filter(({ hiding }) => hiding !== "nothing").length;
    return (all - hidden) / (all - fewestHidden(highs, table, policy));
  });
  const share = kept.reduce((sum, one) => sum + one, 0) / kept.length;
  return [
    told("cells published of tables of 25, of those that an optimum publishes", share, "ratio"),
    bounded("an optimum's published cells / those of a plan", 1 / share, { unit: "ratio", bound: 1.176 }),
    ...statesInParts(highs),
    ...singleComponents(highs),
  ];
}

/** Releases of a state by race, sex and both, planned part by part as a job does. */
function statesInParts(highs: Highs): Figure[] {
  const figures: Figure[] = [];
  const rates: number[] = [];
  for (const { bound, ...size } of STATES) {
    const { cells, parts, seconds, longest } = timeInParts(highs, stateRelease(random(7), size));
    const of = `a state's release of ${cells} cells`;
    figures.push(
      bounded(`plan of ${of}, in ${parts} parts`, seconds, { unit: "s", bound }),
      bounded(`longest part of ${of}`, longest, { unit: "s", bound: STEP_S }),
    );
    rates.push(seconds / cells);
  }
  const growth = (rates.at(-1) ?? 0) / (rates[0] ?? 1);
  return [...figures, told("time a cell in the largest release / in the smallest", growth, "ratio")];
}

function singleComponents(highs: Highs): Figure[] {
  const measured = TABLES.map((places) =>
    timeInParts(highs, releaseOf(aTable(random(7), { places, groups: 7 }))),
  );
  const [first, ...others] = measured;
  return [
    ...measured.map(({ cells, seconds }) =>
      bounded(`plan of one component of ${cells} cells`, seconds, { unit: "s", bound: STEP_S }),
    ),
    ...others.map(({ cells, seconds }) =>
      told(
        `time a cell in one component of ${cells} / of ${first?.cells}`,
        seconds / cells / ((first?.seconds ?? 1) / (first?.cells ?? 1)),
        "ratio",
      ),
    ),
  ];
}

function timeInParts(
  highs: Highs,
  release: ReleaseInput,
): { cells: number; parts: number; seconds: number; longest: number } {
  const start = performance.now();
  const prepared = prepareRelease(release);
  let longest = 0;
  for (let at = 0; at < prepared.components; at++) {
    const began = performance.now();
    if (planPart(highs, prepared, at).exposed.length > 0)
      throw new Error("A plan of the bench leaves counts exposed.");
    longest = Math.max(longest, performance.now() - began);
  }
  const seconds = (performance.now() - start) / 1000;
  return { cells: release.cells.length, parts: prepared.components, seconds, longest: longest / 1000 };
}

/** Counts by place and group, with all margins last; most groups are small. */
function aTable(next: () => number, { places, groups }: { places: number; groups: number }): number[][] {
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const cells = Array.from({ length: places }, () =>
    Array.from({ length: groups }, () => Math.round(200 * next() ** 3) + 1),
  );
  const rows = cells.map((row) => [...row, sum(row)]);
  const total = Array.from({ length: groups + 1 }, (_, column) => sum(rows.map((row) => row[column] ?? 0)));
  return [...rows, total];
}

function releaseOf(table: readonly (readonly number[])[]): ReleaseInput {
  const last = table.length - 1;
  const cells = table.flatMap((row, place) =>
    row.map((count, group) => aCell(place, { group, groups: row.length - 1, count })),
  );
  const places = new Map(Array.from({ length: last }, (_, place) => [`p${place}`, `p${last}`]));
  return { cells, places, policy, earlier: [] };
}

function aCell(
  place: number,
  { group, groups, count }: { group: number; groups: number; count: number },
): SourceCell {
  const isTotal = group === groups;
  return {
    indicatorId: "ind_1",
    periodKey: "2025-07-01_2026-06-30",
    placeCode: `p${place}`,
    dimensionKey: isTotal ? "all" : "group",
    category: isTotal ? "all" : `g${group}`,
    measure: { unit: "count", aboutSystem: false },
    protectedAtSource: false,
    cell: { numerator: count, denominator: null, value: count, status: "ok" },
  };
}
