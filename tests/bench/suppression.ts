import type { Highs } from "highs";
import { openSolver } from "../../shared/disclosure/release/open-solver.ts";
import { planRelease, type ReleaseInput } from "../../shared/disclosure/release/plan-release.ts";
import type { SourceCell } from "../../shared/disclosure/release/release-cell.ts";
import { DEFAULT_RELEASE_POLICY } from "../../shared/disclosure/release/release-policy.ts";
import { random } from "../support/random.ts";
import { fewestHidden } from "./fewest-hidden.ts";
import { bounded, type Figure, told } from "./figure.ts";

const policy = DEFAULT_RELEASE_POLICY;
const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);

/**
 * What plans of releases keep, beside the fewest cells that could be hidden in tables small enough to find them; and how the time of a
 * plan grows with its cells.
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
  const grown = [125, 1_250].map((places) => timeOf(highs, places));
  return [
    told("cells published of tables of 25, of those that an optimum publishes", share, "ratio"),
    bounded("an optimum's published cells / those of a plan", 1 / share, { unit: "ratio", bound: 1.176 }),
    ...grown.map(({ cells, seconds }) =>
      bounded(`plan of a release of ${cells} cells`, seconds, { unit: "s", bound: 60 }),
    ),
  ];
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

function timeOf(highs: Highs, places: number): { cells: number; seconds: number } {
  const release = releaseOf(aTable(random(7), { places, groups: 7 }));
  const start = performance.now();
  const plan = planRelease(highs, release);
  if (plan.exposed.length > 0) throw new Error("A plan of the bench leaves counts exposed.");
  return { cells: release.cells.length, seconds: (performance.now() - start) / 1000 };
}
