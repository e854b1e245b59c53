import { openSolver } from "../../../../shared/disclosure/release/open-solver.ts";
import type { SourceCell } from "../../../../shared/disclosure/release/release-cell.ts";

/** One solver for all tests of a file. */
export const solver = openSolver();

export const PLACES = new Map([
  ["North", "All"],
  ["South", "All"],
  ["East", "All"],
]);

/** A count of children in a group of a place; everybody of it where no group is said. */
export function aCount(placeCode: string, group: string, count: number): SourceCell {
  return {
    indicatorId: "ind_1",
    periodKey: "2025-07-01_2026-06-30",
    placeCode,
    dimensionKey: group === "all" ? "all" : "group",
    category: group,
    measure: { unit: "count", aboutSystem: false },
    protectedAtSource: false,
    cell: { numerator: count, denominator: null, value: count, status: "ok" },
  };
}

/** The children of a group of a place who reach something, of all of them. */
export function aShare(
  placeCode: string,
  group: string,
  [inside, all]: readonly [number, number],
): SourceCell {
  return {
    ...aCount(placeCode, group, inside),
    measure: { unit: "percent", aboutSystem: false },
    cell: {
      numerator: inside,
      denominator: all,
      value: all === 0 ? null : (100 * inside) / all,
      status: all === 0 ? "z" : "ok",
    },
  };
}
