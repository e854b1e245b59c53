import type { Component } from "./component.ts";
import type { CountSystem } from "./count-system.ts";

/** Where a count of a unit stands: in which equation, and with which coefficient. Equations of a whole state are long, units stand in few. */
export type Standing = { readonly equation: number; readonly isInside: boolean; readonly by: number };
export type Standings = (unit: number) => readonly Standing[];

/** Where the counts of a component stand, in the equations that hold. */
export function standingsIn(
  { equations, owners, units }: CountSystem,
  component: Component,
  contradicted: readonly number[],
): Standings {
  const found = new Map<number, Standing[]>();
  const dropped = new Set(contradicted);
  for (const equation of component.equations) {
    if (dropped.has(equation)) continue;
    const { variables = [], coefficients = [] } = equations[equation] ?? {};
    for (const [at, variable] of variables.entries()) {
      const unit = owners[variable] as number;
      const isInside = units[unit]?.inside === variable;
      const standing = { equation, isInside, by: coefficients[at] as number };
      const own = found.get(unit);
      if (own) own.push(standing);
      else found.set(unit, [standing]);
    }
  }
  return (unit) => found.get(unit) ?? [];
}
