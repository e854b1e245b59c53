import type { Component } from "./component.ts";
import type { CountSystem } from "./count-system.ts";
import type { Hiding } from "./hiding.ts";

/** How many other places stand beside one where a change is looked for first. */
const NEIGHBOURS = 6;

/**
 * For a unit, the units of its place, of the places that share an equation with it as wholes, and of the few among the others where it
 * costs least to hide: a change that is local is found among them.
 */
export function nearby({
  system,
  component,
  weight,
}: {
  system: CountSystem;
  component: Component;
  weight: (unit: number) => number;
}): (unit: number, hiding: (unit: number) => Hiding) => readonly number[] {
  const placeOf = (unit: number) => system.units[unit]?.placeCode ?? "";
  const byPlace = Map.groupBy(component.units, placeOf);
  const fellows = new Map<number, Set<number>>();
  for (const index of component.equations) {
    const units = (system.equations[index]?.variables ?? []).map(
      (variable) => system.owners[variable] as number,
    );
    // Who stands together within one place is near anyway.
    if (new Set(units.map(placeOf)).size < 2) continue;
    for (const unit of units) {
      const own = fellows.get(unit) ?? new Set();
      fellows.set(unit, own);
      for (const other of units) own.add(other);
    }
  }
  return (unit, hiding) => {
    const cost = (other: number) => (hiding(other) === "nothing" ? weight(other) : 0);
    const others = [...(fellows.get(unit) ?? [])].sort((a, b) => cost(a) - cost(b) || a - b);
    const places = new Set([placeOf(unit)]);
    for (const other of others) {
      if (places.size > NEIGHBOURS) break;
      places.add(placeOf(other));
    }
    return [...places].flatMap((place) => byPlace.get(place) ?? []);
  };
}
