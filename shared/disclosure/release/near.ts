import type { Component } from "./component.ts";
import type { CountSystem } from "./count-system.ts";
import type { Hiding } from "./hiding.ts";

/** How many other tables stand beside one where a change is looked for: a few first, then more. */
const NEIGHBOURS = [6, 40] as const;

/**
 * For a unit, the units of its table (one indicator, period and place), and of the few tables, among those that share an equation with
 * it, where it costs least to hide; then of more of them. A change that is local is found there.
 */
export function nearby({
  system,
  component,
  weight,
}: {
  system: CountSystem;
  component: Component;
  weight: (unit: number) => number;
}): (unit: number, hiding: (unit: number) => Hiding) => readonly (readonly number[])[] {
  const tableOf = (unit: number) => system.units[unit]?.table ?? "";
  const byTable = Map.groupBy(component.units, tableOf);
  const fellows = new Map<number, Set<number>>();
  for (const index of component.equations) {
    const units = (system.equations[index]?.variables ?? []).map(
      (variable) => system.owners[variable] as number,
    );
    // Who stands together within one table is near anyway.
    if (new Set(units.map(tableOf)).size < 2) continue;
    for (const unit of units) {
      const own = fellows.get(unit) ?? new Set();
      fellows.set(unit, own);
      for (const other of units) own.add(other);
    }
  }
  return (unit, hiding) => {
    const cost = (other: number) => (hiding(other) === "nothing" ? weight(other) : 0);
    const others = [...(fellows.get(unit) ?? [])].sort((a, b) => cost(a) - cost(b) || a - b);
    return NEIGHBOURS.map((most) => {
      const tables = new Set([tableOf(unit)]);
      for (const other of others) {
        if (tables.size > most) break;
        tables.add(tableOf(other));
      }
      return [...tables].flatMap((table) => byTable.get(table) ?? []);
    });
  };
}
