import { Simplex } from "./simplex.ts";

/**
 * Somebody who reads a release and wants to know what it hides. Shares nothing with the product but the rows that everybody reads: own
 * equations, own solver.
 */
export type Row = {
  readonly indicatorId: string;
  readonly periodKey: string;
  readonly placeCode: string;
  readonly dimensionKey: string;
  readonly category: string;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly band?: { readonly from: number; readonly to: number };
};

/** What the attacker believes of one hidden count: it is between these. */
export type Belief = {
  readonly row: Row;
  readonly count: "inside" | "outside" | "all";
  readonly least: number;
  readonly most: number;
};

type Sum = { readonly whole: string; readonly parts: readonly string[] };

/** In what an attacker is interested: all that is hidden, where nothing else is said. */
type Interest = {
  readonly parents: ReadonlyMap<string, string>;
  readonly isCount?: boolean;
  readonly asked?: (row: Row) => boolean;
};

/** Bounds for every hidden count of some rows; `isCount` where rows are counts without a denominator. */
export function attackRows(
  rows: readonly Row[],
  { parents, isCount = false, asked = () => true }: Interest,
): Belief[] {
  const sums = sumsOf(rows, parents);
  return groupsOf(rows, sums).flatMap((group) => attackGroup(group, { sums, isCount, asked }));
}

function name(
  row: Pick<Row, "indicatorId" | "periodKey" | "placeCode" | "dimensionKey" | "category">,
): string {
  return JSON.stringify([row.indicatorId, row.periodKey, row.placeCode, row.dimensionKey, row.category]);
}

/** Every pair of breakdowns of which one is coarser, and every place that lies in another. */
function sumsOf(rows: readonly Row[], parents: ReadonlyMap<string, string>): Sum[] {
  const there = new Set(rows.map(name));
  const byWhole = new Map<string, string[]>();
  const add = (kind: string, whole: string, part: string) => {
    if (!there.has(whole)) return;
    const key = `${kind} ${whole}`;
    byWhole.set(key, [...(byWhole.get(key) ?? []), part]);
  };
  const sets = [...new Set(rows.map(({ dimensionKey }) => dimensionKey))];
  for (const row of rows) {
    const dims = row.dimensionKey === "all" ? [] : row.dimensionKey.split("+");
    const labels = row.category.split("+");
    for (const coarse of sets) {
      const kept = coarse === "all" ? [] : coarse.split("+");
      if (kept.length >= dims.length || kept.some((one) => !dims.includes(one))) continue;
      const category = kept.length === 0 ? "all" : kept.map((one) => labels[dims.indexOf(one)]).join("+");
      add(row.dimensionKey, name({ ...row, dimensionKey: coarse, category }), name(row));
    }
    const parent = parents.get(row.placeCode);
    if (parent !== undefined) add("place", name({ ...row, placeCode: parent }), name(row));
  }
  return [...byWhole].map(([key, parts]) => ({ whole: key.slice(key.indexOf(" ") + 1), parts }));
}

/** Rows that sums tie together. */
function groupsOf(rows: readonly Row[], sums: readonly Sum[]): Row[][] {
  const leader = new Map(rows.map((row) => [name(row), name(row)]));
  const find = (key: string): string => {
    const next = leader.get(key) ?? key;
    if (next === key) return key;
    const top = find(next);
    leader.set(key, top);
    return top;
  };
  for (const { whole, parts } of sums) for (const part of parts) leader.set(find(part), find(whole));
  return [...Map.groupBy(rows, (row) => find(name(row))).values()];
}

function attackGroup(
  rows: readonly Row[],
  { sums, isCount, asked }: { sums: readonly Sum[]; isCount: boolean; asked: (row: Row) => boolean },
): Belief[] {
  const names = new Set(rows.map(name));
  const own = sums.filter(({ whole }) => names.has(whole));
  const hidden = rows.filter((row) => row.numerator === null && asked(row));
  if (hidden.length === 0) return [];
  // First that parts make up their whole; where that is contradicted, that they are no more than it.
  for (const exact of [true, false]) {
    const system = solved(systemOf(rows, own, { exact, isCount }));
    if (system) return hidden.flatMap((row) => beliefsOn(row, system, isCount));
  }
  return [];
}

/** Σ by × variable = total. */
type Equation = { readonly by: Map<string, number>; readonly total: number };
type System = {
  readonly variables: readonly string[];
  readonly equations: readonly Equation[];
};

function systemOf(
  rows: readonly Row[],
  sums: readonly Sum[],
  { exact, isCount }: { exact: boolean; isCount: boolean },
): System {
  const known = new Map<string, number>();
  const variables: string[] = [];
  const equations: Equation[] = [];
  for (const row of rows) {
    const [inside, outside] = [`${name(row)} in`, `${name(row)} out`];
    if (row.numerator !== null) {
      known.set(inside, row.numerator);
      if (!isCount) known.set(outside, (row.denominator ?? 0) - row.numerator);
      continue;
    }
    variables.push(inside, ...(isCount ? [] : [outside]));
    if (row.denominator === null || isCount) continue;
    equations.push({
      by: new Map([
        [inside, 1],
        [outside, 1],
      ]),
      total: row.denominator,
    });
    if (!row.band) continue;
    const { from, to } = row.band;
    const most = to === 100 ? row.denominator : Math.ceil((to * row.denominator) / 100) - 1;
    for (const [end, by, total] of [
      ["above", -1, Math.ceil((from * row.denominator) / 100)],
      ["below", 1, most],
    ] as const) {
      variables.push(`${end} ${name(row)}`);
      equations.push({
        by: new Map([
          [inside, 1],
          [`${end} ${name(row)}`, by],
        ]),
        total,
      });
    }
  }
  for (const [index, { whole, parts }] of sums.entries())
    for (const kind of isCount ? ["in"] : ["in", "out"]) {
      const by = new Map<string, number>();
      let total = 0;
      const enter = (variable: string, coefficient: number) => {
        const value = known.get(variable);
        if (value === undefined) by.set(variable, coefficient);
        else total -= coefficient * value;
      };
      enter(`${whole} ${kind}`, 1);
      for (const part of parts) enter(`${part} ${kind}`, -1);
      if (by.size === 0) continue;
      if (!exact) {
        // What the parts leave over.
        by.set(`rest ${index} ${kind}`, -1);
        variables.push(`rest ${index} ${kind}`);
      }
      equations.push({ by, total });
    }
  return { variables, equations };
}

/** Elimination in fractions that stay short, since all coefficients are 1 or −1; undefined where the equations contradict each other. */
function solved({ variables, equations }: System): Simplex | undefined {
  const told = new Map<string, Equation>();
  for (const equation of equations) {
    let { by, total } = { by: new Map(equation.by), total: equation.total };
    for (const [variable, coefficient] of equation.by) {
      const other = told.get(variable);
      if (other) [by, total] = without({ by, total }, { variable, coefficient, other });
    }
    const pivot = [...by].find(([, coefficient]) => Math.abs(coefficient) > EPSILON);
    if (!pivot) {
      if (Math.abs(total) > 1e-6) return undefined;
      continue;
    }
    const [variable, coefficient] = pivot;
    by.delete(variable);
    const rest = new Map([...by].map(([one, value]) => [one, value / coefficient] as const));
    const row = { by: rest, total: total / coefficient };
    for (const [key, other] of told) {
      const factor = other.by.get(variable);
      if (factor === undefined) continue;
      const [left, sum] = without(other, { variable, coefficient: factor, other: row });
      told.set(key, { by: left, total: sum });
    }
    told.set(variable, row);
  }
  const simplex = new Simplex({ free: variables.filter((one) => !told.has(one)), told });
  return simplex.isFeasible ? simplex : undefined;
}

const EPSILON = 1e-9;

/** An equation in which a variable is replaced by what it is told by. */
function without(
  { by, total }: Equation,
  { variable, coefficient, other }: { variable: string; coefficient: number; other: Equation },
): [Map<string, number>, number] {
  const left = new Map(by);
  left.delete(variable);
  for (const [one, value] of other.by) {
    const sum = (left.get(one) ?? 0) - coefficient * value;
    if (Math.abs(sum) < EPSILON) left.delete(one);
    else left.set(one, sum);
  }
  return [left, total - coefficient * other.total];
}

function beliefsOn(row: Row, system: Simplex, isCount: boolean): Belief[] {
  const [inside, outside] = [`${name(row)} in`, `${name(row)} out`];
  const counts: [Belief["count"], string[]][] = [["inside", [inside]]];
  if (!isCount && row.denominator === null) counts.push(["outside", [outside]], ["all", [inside, outside]]);
  return counts.map(([count, of]) => {
    const most = system.most(new Map(of.map((one) => [one, 1])));
    const least = -system.most(new Map(of.map((one) => [one, -1])));
    return { row, count, least: Math.ceil(least - 1e-5), most: Math.floor(most + 1e-5) };
  });
}
