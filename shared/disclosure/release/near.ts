import type { Component } from "./component.ts";
import type { CountSystem } from "./count-system.ts";
import type { Hiding } from "./hiding.ts";

/**
 * How many units are near enough to look for a change among them, few first and then more; and how many others of each equation. A change
 * in a district goes on in a school of it, in another district, and in a school of that.
 */
const SCOPES = [
  { enough: 60, each: 60 },
  { enough: 400, each: 2 },
  { enough: 500, each: 20 },
  { enough: 1_200, each: 8 },
] as const;

/**
 * For a unit, the units of its table (one indicator, period and place), and of the few tables, among those that share an equation with
 * it, where something is hidden already or where it costs least to hide; then of more of them, and of what is next to those in turn. A
 * change that is local is found there.
 */
export function nearby({
  system,
  component,
  weight,
}: {
  system: CountSystem;
  component: Component;
  weight: (unit: number) => number;
}): (unit: number, hiding: (unit: number) => Hiding) => Iterable<readonly number[]> {
  const tableOf = (unit: number) => system.units[unit]?.table ?? "";
  const byTable = Map.groupBy(component.units, tableOf);
  const fellows = fellowsBetween(system, component, { tableOf, weight });
  const sizeOf = (table: string) => byTable.get(table)?.length ?? 0;
  return function* (unit, hiding) {
    for (const { enough, each } of SCOPES) {
      const tables = new Set([tableOf(unit)]);
      let count = sizeOf(tableOf(unit));
      const reached = new Set([unit]);
      // A set is walked to its end even while it grows.
      for (const from of reached) {
        if (count >= enough) break;
        for (const others of fellows.get(from) ?? []) {
          let left: number = each;
          for (const other of nearest(others, hiding)) {
            if (left === 0 || count >= enough) break;
            const table = tableOf(other);
            if (tables.has(table)) continue;
            left -= 1;
            count += sizeOf(table);
            tables.add(table);
            reached.add(other);
          }
        }
      }
      yield [...tables].flatMap((table) => byTable.get(table) ?? []);
    }
  };
}

/** Units of one equation, those first that cost least. */
type Fellows = {
  readonly byCost: readonly number[];
  /** Those that were hidden when last looked, the largest first: they can give most. */
  hidden: readonly number[];
  /** How often they will do until they are looked for again. */
  uses: number;
};

/** Hidden units first, and then those that it costs least to hide. */
function* nearest(fellows: Fellows, hiding: (unit: number) => Hiding): Generator<number> {
  if (fellows.uses <= 0) {
    fellows.hidden = fellows.byCost.filter((unit) => hiding(unit) !== "nothing").reverse();
    // Seldom enough for a long equation, of which many are looked for.
    fellows.uses = fellows.byCost.length / 16;
  }
  fellows.uses -= 1;
  for (const unit of fellows.hidden) if (hiding(unit) !== "nothing") yield unit;
  for (const unit of fellows.byCost) if (hiding(unit) === "nothing") yield unit;
}

/** Of each unit the units that share an equation with it, those first that cost least, by equations that go beyond one table. */
function fellowsBetween(
  { equations, owners }: CountSystem,
  component: Component,
  { tableOf, weight }: { tableOf: (unit: number) => string; weight: (unit: number) => number },
): ReadonlyMap<number, readonly Fellows[]> {
  const fellows = new Map<number, Fellows[]>();
  const seen = new Set<string>();
  for (const index of component.equations) {
    const units = (equations[index]?.variables ?? []).map((variable) => owners[variable] as number);
    // Who stands together within one table is near anyway; those inside and those outside have the same fellows.
    const text = units.join();
    if (seen.has(text) || new Set(units.map(tableOf)).size < 2) continue;
    seen.add(text);
    const byCost = [...new Set(units)].sort((a, b) => weight(a) - weight(b) || a - b);
    const shared = { byCost, hidden: [], uses: 0 };
    for (const unit of byCost) {
      const own = fellows.get(unit);
      if (own) own.push(shared);
      else fellows.set(unit, [shared]);
    }
  }
  return fellows;
}
