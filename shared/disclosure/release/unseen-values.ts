import type { Growing } from "./grow-system.ts";

/** Σ by × variable = total. */
type Row = { readonly by: Map<number, number>; total: number };

/**
 * Computes what follows, from all that the owner knows, of counts that no figure was given of, and puts it into the system: of a year and
 * eleven months the twelfth. The others are not known to the owner either.
 */
export function determineUnseen({ units, values, equations }: Growing): void {
  const open = new Set(
    units.flatMap(({ isUnseen, inside, outside }) => (isUnseen ? [inside, outside ?? inside] : [])),
  );
  if (open.size === 0) return;
  const solved = new Map<number, Row>();
  /** In which solved rows a variable stands. */
  const standsIn = new Map<number, Set<number>>();
  for (const { variables, coefficients } of equations) {
    if (!variables.some((variable) => open.has(variable))) continue;
    const row: Row = { by: new Map(), total: 0 };
    for (const [at, variable] of variables.entries()) {
      const value = values[variable] ?? null;
      if (value === null) enter(row, variable, coefficients[at] as number);
      else row.total -= (coefficients[at] as number) * value;
    }
    for (const variable of [...row.by.keys()]) {
      const other = solved.get(variable);
      if (other) subtract(row, other, row.by.get(variable) as number);
    }
    const [pivot] = row.by.keys();
    // Nothing is left of an equation that follows from others, or contradicts them.
    if (pivot !== undefined) solveFor(pivot, row, { solved, standsIn });
  }
  for (const [variable, { by, total }] of solved)
    if (open.has(variable) && by.size === 1 && total > -TOLERANCE && isWhole(total))
      values[variable] = Math.round(total);
}

function solveFor(
  pivot: number,
  row: Row,
  { solved, standsIn }: { solved: Map<number, Row>; standsIn: Map<number, Set<number>> },
): void {
  const by = row.by.get(pivot) as number;
  const own: Row = {
    by: new Map([...row.by].map(([variable, value]) => [variable, value / by])),
    total: row.total / by,
  };
  const note = (pivotOf: number, { by: of }: Row) => {
    for (const variable of of.keys())
      standsIn.set(variable, (standsIn.get(variable) ?? new Set()).add(pivotOf));
  };
  for (const other of standsIn.get(pivot) ?? []) {
    const there = solved.get(other);
    const factor = there?.by.get(pivot);
    if (!there || factor === undefined) continue;
    subtract(there, own, factor);
    note(other, there);
  }
  solved.set(pivot, own);
  note(pivot, own);
}

function subtract(row: Row, other: Row, factor: number): void {
  for (const [variable, value] of other.by) enter(row, variable, -factor * value);
  row.total -= factor * other.total;
}

function enter({ by }: Row, variable: number, value: number): void {
  const sum = (by.get(variable) ?? 0) + value;
  if (Math.abs(sum) < TOLERANCE) by.delete(variable);
  else by.set(variable, sum);
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < TOLERANCE;
}

const TOLERANCE = 1e-6;
