import type { Highs } from "highs";
import { variablesOf } from "./base-point.ts";
import type { Target } from "./change-program.ts";
import type { Component } from "./component.ts";
import type { CountSystem, Unit } from "./count-system.ts";
import type { Hiding } from "./hiding.ts";
import { type OpenProgram, type Program, withProgram } from "./linear-program.ts";
import { type KnownSum, recoverable } from "./recoverable.ts";

/** What readers know of a component: all that is not hidden, the equations, and bands. */
export type Knowledge = {
  readonly system: CountSystem;
  readonly component: Component;
  readonly contradicted: readonly number[];
  readonly base: ReadonlyMap<number, number>;
  readonly hiding: ReadonlyMap<number, Hiding>;
  /** Between which counts the one inside is, where a band of its rate is published. */
  readonly bands: ReadonlyMap<number, { readonly least: number; readonly most: number }>;
};

/** How far a reader gets with one hidden count. An infinite width is none at all. */
export type Exposure = Target & {
  readonly least: number;
  readonly most: number;
  /** Whether it follows exactly from sums alone. */
  readonly recovered: boolean;
};

/**
 * What a reader can find out of hidden counts, who solves all equations for them: exactly, by elimination, and between which bounds, by
 * linear programs, no count being below zero.
 */
export function attack(highs: Highs, knowledge: Knowledge, targets: readonly Target[]): Exposure[] {
  if (targets.length === 0) return [];
  const open = openCounts(knowledge);
  const { program, column, sums } = attackProgram(knowledge, open);
  const known = recoverable(sums, open);
  return withProgram(highs, program, (solver) =>
    targets.map((target) => {
      const { inside, outside } = knowledge.system.units[target.unit] as Unit;
      const variables = { inside: [inside], outside: [outside ?? inside], all: [inside, outside ?? inside] }[
        target.count
      ];
      const columns = variables.map((variable) => column.get(variable) as number);
      return {
        ...target,
        ...boundsOf(solver, columns),
        recovered: variables.every((variable) => known.has(variable)),
      };
    }),
  );
}

/** Variables that no reader is told. */
function openCounts({ system, component, hiding }: Knowledge): number[] {
  return component.units.flatMap((unit) =>
    (hiding.get(unit) ?? "nothing") === "nothing" ? [] : variablesOf(system, unit),
  );
}

function attackProgram(knowledge: Knowledge, open: readonly number[]) {
  const { system, component, contradicted, base, hiding, bands } = knowledge;
  const column = new Map(open.map((variable, index) => [variable, index]));
  const columns = open.map((variable) => {
    const unit = system.owners[variable] as number;
    const band = system.units[unit]?.inside === variable ? bands.get(unit) : undefined;
    return { lower: band?.least ?? 0, upper: band?.most ?? Number.POSITIVE_INFINITY, cost: 0 };
  });
  const sums: (KnownSum & { readonly total: number })[] = [];
  for (const index of component.equations) {
    const { variables = [], coefficients = [] } = system.equations[index] ?? {};
    const own = variables.flatMap((variable, at) => (column.has(variable) ? [at] : []));
    if (own.length === 0 || contradicted.includes(index)) continue;
    const total = variables.reduce(
      (sum, variable, at) =>
        sum - (column.has(variable) ? 0 : (base.get(variable) ?? 0) * (coefficients[at] as number)),
      0,
    );
    sums.push({
      variables: own.map((at) => variables[at] as number),
      coefficients: own.map((at) => coefficients[at] as number),
      total,
    });
  }
  for (const unit of component.units) {
    const { inside, outside } = system.units[unit] as Unit;
    if (hiding.get(unit) !== "inside" || outside === undefined) continue;
    sums.push({
      variables: [inside, outside],
      coefficients: [1, 1],
      total: (base.get(inside) ?? 0) + (base.get(outside) ?? 0),
    });
  }
  const rows: Program["rows"] = sums.map(({ variables, coefficients, total }) => ({
    lower: total,
    upper: total,
    entries: variables.map(
      (variable, at) => [column.get(variable) as number, coefficients[at] as number] as const,
    ),
  }));
  return { program: { columns, rows }, column, sums };
}

function boundsOf(solver: OpenProgram, columns: readonly number[]): { least: number; most: number } {
  const end = (cost: 1 | -1): number => {
    for (const column of columns) solver.cost(column, cost);
    const outcome = solver.minimise();
    for (const column of columns) solver.cost(column, 0);
    if (outcome.status === "unbounded") return cost === 1 ? 0 : Number.POSITIVE_INFINITY;
    if (outcome.status !== "optimal") throw new Error("No counts fit what would be published.");
    return cost * outcome.objective;
  };
  // Counts are whole: what lies between is none.
  return { least: Math.max(0, Math.ceil(end(1) - TOLERANCE)), most: Math.floor(end(-1) + TOLERANCE) };
}

const TOLERANCE = 1e-6;
