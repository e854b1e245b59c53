import { type Link, linksOf, nameOf } from "./release-links.ts";
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

/** How an attacker takes figures to hang together, beside what the rows say. */
export type Lore = {
  /** Whether the figures of following periods add up. */
  readonly addsUp?: (row: Row) => boolean;
  /** Indicators of one name have the same denominators; a count of that name is the denominator. */
  readonly cohorts?: ReadonlyMap<string, string>;
  /** Indicators that everybody of a denominator is in just one of. */
  readonly levels?: readonly (readonly string[])[];
  readonly wholes?: readonly { readonly whole: string; readonly parts: readonly string[] }[];
};

/** In what an attacker is interested: all that is hidden, where nothing else is said. */
type Interest = {
  readonly parents: ReadonlyMap<string, string>;
  /** Rows that are counts without a denominator: all, or some. */
  readonly isCount?: boolean | ((row: Row) => boolean);
  readonly asked?: (row: Row) => boolean;
  readonly lore?: Lore;
};

/** Bounds for every hidden count of some rows, and for what their periods and places tell of others that have no row. */
export function attackRows(
  rows: readonly Row[],
  { parents, isCount = false, asked = () => true, lore = {} }: Interest,
): Belief[] {
  const counts = typeof isCount === "boolean" ? () => isCount : isCount;
  return attackLinked({ rows, ...linksOf(rows, { parents, isCount: counts, lore }) }, counts, asked);
}

/** Bounds for every hidden count of rows that are known to be tied. */
export function attackLinked(
  linked: Group,
  isCount: (row: Row) => boolean = () => false,
  asked: (row: Row) => boolean = () => true,
): Belief[] {
  return groupsOf(linked).flatMap((group) => attackGroup(group, { isCount, asked }));
}

/** Rows, what ties them, and what has no row and is tied with them. */
export type Group = {
  readonly rows: readonly Row[];
  readonly links: readonly Link[];
  readonly strangers: readonly Row[];
};

/** Rows and links that share a variable. */
function groupsOf({ rows, links, strangers }: Group): Group[] {
  const leader = new Map<string, string>();
  const find = (key: string): string => {
    let top = key;
    for (let next = leader.get(top); next !== undefined && next !== top; next = leader.get(top)) top = next;
    leader.set(key, top);
    return top;
  };
  const join = (a: string, b: string) => void leader.set(find(a), find(b));
  for (const row of [...rows, ...strangers]) join(`${nameOf(row)} in`, `${nameOf(row)} out`);
  for (const { plus, minus } of links) for (const one of [...plus, ...minus]) join(one, plus[0] as string);
  const rowsBy = Map.groupBy(rows, (row) => find(`${nameOf(row)} in`));
  const linksBy = Map.groupBy(links, ({ plus }) => find(plus[0] as string));
  const strangersBy = Map.groupBy(strangers, (row) => find(`${nameOf(row)} in`));
  return [...rowsBy].map(([key, own]) => ({
    rows: own,
    links: linksBy.get(key) ?? [],
    strangers: strangersBy.get(key) ?? [],
  }));
}

function attackGroup(
  { rows, links, strangers }: Group,
  { isCount, asked }: { isCount: (row: Row) => boolean; asked: (row: Row) => boolean },
): Belief[] {
  const hidden = [...rows.filter((row) => row.numerator === null), ...strangers].filter(asked);
  if (hidden.length === 0) return [];
  // First that parts make up their whole; where that is contradicted, that they are no more than it.
  for (const exact of [true, false]) {
    const system = solved(systemOf({ rows, links, strangers }, { exact, isCount }));
    if (system) return hidden.flatMap((row) => beliefsOn(row, system, isCount(row)));
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
  { rows, links, strangers }: Group,
  { exact, isCount }: { exact: boolean; isCount: (row: Row) => boolean },
): System {
  const known = new Map<string, number>();
  const variables: string[] = strangers.flatMap((row) =>
    isCount(row) ? [`${nameOf(row)} in`] : [`${nameOf(row)} in`, `${nameOf(row)} out`],
  );
  const equations: Equation[] = [];
  for (const row of rows) {
    const [inside, outside] = [`${nameOf(row)} in`, `${nameOf(row)} out`];
    if (row.numerator !== null) {
      known.set(inside, row.numerator);
      if (!isCount(row)) known.set(outside, (row.denominator ?? 0) - row.numerator);
      continue;
    }
    variables.push(inside, ...(isCount(row) ? [] : [outside]));
    if (row.denominator === null || isCount(row)) continue;
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
      variables.push(`${end} ${nameOf(row)}`);
      equations.push({
        by: new Map([
          [inside, 1],
          [`${end} ${nameOf(row)}`, by],
        ]),
        total,
      });
    }
  }
  for (const [index, { plus, minus, mayLeaveOut }] of links.entries()) {
    const by = new Map<string, number>();
    let total = 0;
    const enter = (variable: string, coefficient: number) => {
      const value = known.get(variable);
      if (value !== undefined) total -= coefficient * value;
      else if (by.get(variable) === -coefficient) by.delete(variable);
      else by.set(variable, coefficient);
    };
    for (const one of plus) enter(one, 1);
    for (const one of minus) enter(one, -1);
    if (by.size === 0) continue;
    if (!exact && mayLeaveOut) {
      // What the parts leave over.
      by.set(`rest ${index}`, -1);
      variables.push(`rest ${index}`);
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
  const [inside, outside] = [`${nameOf(row)} in`, `${nameOf(row)} out`];
  const counts: [Belief["count"], string[]][] = [["inside", [inside]]];
  if (!isCount && row.denominator === null) counts.push(["outside", [outside]], ["all", [inside, outside]]);
  return counts.map(([count, of]) => {
    const most = system.most(new Map(of.map((one) => [one, 1])));
    const least = -system.most(new Map(of.map((one) => [one, -1])));
    return { row, count, least: Math.ceil(least - 1e-5), most: Math.floor(most + 1e-5) };
  });
}
