import type { Highs } from "highs";
import type { Component } from "./component.ts";
import type { CountSystem } from "./count-system.ts";
import { type Entries, withProgram } from "./linear-program.ts";

/**
 * Counts that fit all equations: those that are known, and for the others some that could be. Equations that contradict what is
 * known (a source may be at odds with itself) are named: nothing can be concluded from them.
 */
export function basePoint(
  highs: Highs,
  system: CountSystem,
  component: Component,
): { readonly values: ReadonlyMap<number, number>; readonly contradicted: readonly number[] } {
  const variables = component.units.flatMap((unit) => variablesOf(system, unit));
  const known = new Map(
    variables.flatMap((variable) => {
      const value = system.values[variable] ?? null;
      return value === null ? [] : [[variable, value] as const];
    }),
  );
  if (known.size === variables.length) return { values: known, contradicted: [] };
  const open = variables.filter((variable) => !known.has(variable));
  const column = new Map(open.map((variable, index) => [variable, index]));
  const sums = component.units.flatMap((unit) => sumRow(system, unit, column));
  const rows = component.equations.map((index) => equationRow(system, index, { column, known }));
  const all = [...rows, ...sums];
  // Two more columns a row take up what does not fit, at a cost.
  const program = {
    columns: [
      ...open.map(() => ({ lower: 0, upper: Number.POSITIVE_INFINITY, cost: 0 })),
      ...all.flatMap(() => [SLACK, SLACK]),
    ],
    rows: all.map(({ entries, total }, order) => ({
      lower: total,
      upper: total,
      entries: [...entries, [open.length + 2 * order, 1], [open.length + 2 * order + 1, -1]] as Entries,
    })),
  };
  return withProgram(highs, program, ({ minimise }) => {
    const outcome = minimise();
    if (outcome.status !== "optimal") throw new Error("No counts fit a release, not even approximately.");
    const { values } = outcome;
    const slack = (order: number) =>
      (values[open.length + 2 * order] ?? 0) + (values[open.length + 2 * order + 1] ?? 0);
    const found = open.map((variable, index) => [variable, Math.max(0, values[index] ?? 0)] as const);
    return {
      values: new Map([...known, ...found]),
      contradicted: component.equations.filter((_, order) => slack(order) > 1e-6),
    };
  });
}

const SLACK = { lower: 0, upper: Number.POSITIVE_INFINITY, cost: 1 };

type Row = { readonly entries: Entries; readonly total: number };

function equationRow(
  { equations }: CountSystem,
  index: number,
  { column, known }: { column: ReadonlyMap<number, number>; known: ReadonlyMap<number, number> },
): Row {
  const { variables = [], coefficients = [] } = equations[index] ?? {};
  const entries = variables.flatMap((variable, at) => {
    const own = column.get(variable);
    return own === undefined ? [] : [[own, coefficients[at] as number] as const];
  });
  const total = variables.reduce(
    (sum, variable, at) => sum - (known.get(variable) ?? 0) * (coefficients[at] as number),
    0,
  );
  return { entries, total };
}

/** Where only the denominator is known: its two parts add up to it. */
function sumRow({ units, values }: CountSystem, index: number, column: ReadonlyMap<number, number>): Row[] {
  const { inside, outside, all } = units[index] ?? {};
  if (inside === undefined || outside === undefined || all === undefined) return [];
  const parts = [inside, outside];
  const entries = parts.flatMap((variable) => {
    const own = column.get(variable);
    return own === undefined ? [] : [[own, 1] as const];
  });
  const known = parts.reduce((sum, variable) => sum + (values[variable] ?? 0), 0);
  return [{ entries, total: all - known }];
}

/** The variables of a unit. */
export function variablesOf({ units }: CountSystem, unit: number): number[] {
  const { inside, outside } = units[unit] ?? {};
  return [inside, outside].filter((variable) => variable !== undefined);
}
