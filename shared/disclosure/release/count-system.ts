import { type PlaceTree, type Relation, relationsOf } from "./relations.ts";
import { type Counts, countsOf, type SourceCell } from "./release-cell.ts";

/**
 * The counts of a release as a system of equations. A variable is a count of children that adds up: those inside a numerator, and
 * those of the denominator who are not. `value` is null where nobody of us knows it.
 */
export type CountSystem = {
  readonly units: readonly Unit[];
  readonly values: readonly (number | null)[];
  /** Σ coefficient × variable = 0. */
  readonly equations: readonly Equation[];
};

/** What is published or hidden together: a cell, or those whom a breakdown leaves out of its whole, who have no cell. */
export type Unit = {
  /** Position of the cell; undefined for those left out of a breakdown. */
  readonly cell?: number;
  readonly inside: number;
  readonly outside?: number;
  /** The denominator where it is known and its parts are not. */
  readonly all?: number;
};

export type Equation = { readonly variables: readonly number[]; readonly coefficients: readonly number[] };

/**
 * The system of cells. A relation holds for each kind of count apart. Where the parts of a whole come to less, those left out are a
 * unit of their own, that no reader sees; where they come to more they overlap, and nothing follows from it.
 */
export function countSystem(cells: readonly SourceCell[], places: PlaceTree): CountSystem {
  const units: Unit[] = [];
  const values: (number | null)[] = [];
  const equations: Equation[] = [];
  const unitOf = new Map<number, number>();
  const counts = cells.map(countsOf);
  for (const [index, own] of counts.entries()) {
    if (own.kind === "none") continue;
    unitOf.set(index, units.length);
    units.push(unitFor(own, { cell: index, values }));
  }
  for (const relation of relationsOf(cells, places)) {
    const whole = unitOf.get(relation.whole);
    const parts = relation.parts.flatMap((part) => unitOf.get(part) ?? []);
    if (whole === undefined || parts.length === 0) continue;
    addRelation({ whole, parts }, { units, values, equations });
  }
  return { units, values, equations };
}

function unitFor(
  counts: Exclude<Counts, { kind: "none" }>,
  at: { cell: number; values: (number | null)[] },
): Unit {
  const inside = at.values.push(counts.inside) - 1;
  if (counts.kind === "single") return { cell: at.cell, inside };
  const outside = at.values.push(counts.outside) - 1;
  const isOpen = counts.inside === null || counts.outside === null;
  return { cell: at.cell, inside, outside, ...(isOpen && counts.all !== null ? { all: counts.all } : {}) };
}

type Growing = { units: Unit[]; values: (number | null)[]; equations: Equation[] };

function addRelation(relation: Relation, system: Growing): void {
  const whole = system.units[relation.whole] as Unit;
  const parts = relation.parts.map((part) => system.units[part] as Unit);
  const kinds = (["inside", "outside"] as const).filter(
    (kind) => whole[kind] !== undefined && parts.every((part) => part[kind] !== undefined),
  );
  const sums = kinds.map((kind) => {
    const variables = parts.map((part) => part[kind] as number);
    return {
      kind,
      whole: whole[kind] as number,
      variables,
      rest: restOf(system.values, whole[kind] as number, variables),
    };
  });
  // Parts that are more than their whole overlap: nothing follows.
  if (sums.length === 0 || sums.some(({ rest }) => rest !== undefined && rest < 0)) return;
  const isExact = sums.every(({ rest }) => rest === undefined || rest === 0);
  const left = isExact
    ? undefined
    : leftOut(
        sums.map(({ rest }) => rest ?? null),
        system,
      );
  for (const [order, sum] of sums.entries()) {
    const own = left === undefined ? [] : [order === 0 ? left.inside : (left.outside as number)];
    const variables = [sum.whole, ...sum.variables, ...own];
    system.equations.push({ variables, coefficients: variables.map((_, at) => (at === 0 ? 1 : -1)) });
  }
}

/** What of a whole its parts leave over; undefined where one of them is not known, less than nothing where the known ones are too many. */
function restOf(
  values: readonly (number | null)[],
  whole: number,
  parts: readonly number[],
): number | undefined {
  const all = values[whole] ?? null;
  if (all === null) return undefined;
  const known = parts.map((part) => values[part] ?? null);
  const rest = known.reduce<number>((left, part) => left - (part ?? 0), all);
  return known.includes(null) && rest >= 0 ? undefined : rest;
}

/** A unit for those whom a breakdown leaves out. */
function leftOut(rests: readonly (number | null)[], { units, values }: Growing): Unit {
  const [inside, outside] = rests.map((rest) => values.push(rest) - 1);
  const unit: Unit = { inside: inside as number, ...(outside === undefined ? {} : { outside }) };
  units.push(unit);
  return unit;
}
