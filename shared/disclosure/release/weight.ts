import type { ComponentTask } from "./plan-component.ts";

/** Totals cost at least so many times as much to hide as another cell with as many children. */
const TOTAL = 10;
/** The least wanted of the breakdowns to keep; each one before it costs twice as much. */
const KEPT = 4;

/**
 * What it costs to hide a unit by as much as one child: about the same for every cell, so that few cells are hidden, or as much as it
 * has children, so that few children are. Breakdowns that the policy keeps cost more, and totals most: readers need them first.
 */
export function weightIn(
  { system, component, cells, policy }: Omit<ComponentTask, "primary">,
  base: ReadonlyMap<number, number>,
): (unit: number) => number {
  const size = (unit: number) => {
    const { inside = -1, outside = -1 } = system.units[unit] ?? {};
    return (base.get(inside) ?? 0) + (base.get(outside) ?? 0);
  };
  const sum = component.units.reduce((total, unit) => total + size(unit), 0);
  const each = policy.complementary === "fewest-cells" ? sum / component.units.length : 0;
  const wanted = wantedBy(policy.keep);
  const weights = new Map(
    component.units.map((unit) => {
      const cell = system.units[unit]?.cell;
      const often = cell === undefined ? 0 : wanted(cells[cell]?.dimensionKey ?? "");
      return [unit, often * (each + size(unit) + 1)];
    }),
  );
  return (unit) => weights.get(unit) ?? 0;
}

/** How much readers want a breakdown, as a multiple. */
function wantedBy(keep: readonly string[]): (dimensionKey: string) => number {
  const kept = new Map(keep.map((key, at) => [sorted(key), KEPT * 2 ** (keep.length - 1 - at)]));
  const total = Math.max(TOTAL, 2 * Math.max(0, ...kept.values()));
  return (dimensionKey) => (dimensionKey === "all" ? total : (kept.get(sorted(dimensionKey)) ?? 1));
}

/** A breakdown's dimensions, in whatever order it names them. */
function sorted(dimensionKey: string): string {
  return dimensionKey.split("+").sort().join("+");
}
