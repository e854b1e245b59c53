import { type Hiding, lesser } from "./hiding.ts";
import { type PlaceTree, type Relation, relationsOf } from "./relations.ts";
import { addressText, type Counts, countsOf, type SourceCell } from "./release-cell.ts";

/**
 * The counts of a release as a system of equations. A variable is a count of children that adds up: those inside a numerator, and
 * those of the denominator who are not. `value` is null where nobody of us knows it.
 */
export type CountSystem = {
  readonly units: readonly Unit[];
  readonly values: readonly (number | null)[];
  /** Which unit each variable belongs to. */
  readonly owners: readonly number[];
  /** Σ coefficient × variable = 0. */
  readonly equations: readonly Equation[];
  /** Units that readers have seen before, and how little of them was hidden then. */
  readonly outAlready: ReadonlyMap<number, Hiding>;
  /** Counts of units that were told in an earlier release already, when the figure was another one. */
  readonly told: ReadonlyMap<number, ReadonlySet<"inside" | "outside" | "all">>;
};

/**
 * What is published or hidden together: a cell; a cell of an earlier release that is another one now; or those whom a breakdown leaves
 * out of its whole, who have no cell.
 */
export type Unit = {
  /** Position of the cell in this release. */
  readonly cell?: number;
  readonly isLeftOut?: true;
  readonly placeCode: string;
  readonly inside: number;
  readonly outside?: number;
  /** The denominator where it is known and its parts are not. */
  readonly all?: number;
};

export type Equation = { readonly variables: readonly number[]; readonly coefficients: readonly number[] };

/** Figures that are out already: an earlier release, or what others published of the same children. */
export type EarlierRelease = {
  readonly cells: readonly { readonly source: SourceCell; readonly hiding: Hiding }[];
};

/**
 * The system of a release with all that is out already. A relation holds for each kind of count apart. Where the parts of a whole
 * come to less, those left out are a unit of their own, that no reader sees; where they come to more they overlap, and nothing
 * follows. Where they come to just as many, readers may take it that they do. A figure that did not change since an earlier release is one unit with it.
 */
export function countSystem(
  cells: readonly SourceCell[],
  places: PlaceTree,
  earlier: readonly EarlierRelease[] = [],
): CountSystem {
  const system: Growing = {
    units: [],
    values: [],
    equations: [],
    known: new Map(),
    outAlready: new Map(),
    seen: new Set(),
  };
  addLayer(system, { cells, places, current: true });
  for (const release of earlier) {
    const sources = release.cells.map(({ source }) => source);
    const unitOf = addLayer(system, { cells: sources, places, current: false });
    for (const [index, unit] of unitOf) {
      const how = release.cells[index]?.hiding ?? "all";
      system.outAlready.set(unit, lesser(system.outAlready.get(unit) ?? "all", how));
    }
  }
  const { units, values, equations, outAlready } = system;
  const told = toldBefore(cells, system, earlier);
  return { units, values, equations, outAlready, told, owners: ownersOf(units, values.length) };
}

/** Which counts of the figures of now are those that were told of the figures before. */
function toldBefore(
  cells: readonly SourceCell[],
  { units, values }: Growing,
  earlier: readonly EarlierRelease[],
): CountSystem["told"] {
  const before = Map.groupBy(
    earlier.flatMap((release) => release.cells).filter(({ hiding }) => hiding !== "all"),
    ({ source }) => addressText(source),
  );
  const told = new Map<number, Set<"inside" | "outside" | "all">>();
  for (const [index, { cell, inside, outside }] of units.entries()) {
    const source = cell === undefined ? undefined : cells[cell];
    if (!source || outside === undefined) continue;
    const [within, without] = [values[inside] ?? null, values[outside] ?? null];
    const own = new Set<"inside" | "outside" | "all">();
    for (const { source: then, hiding } of before.get(addressText(source)) ?? []) {
      const counts = countsOf(then);
      if (counts.kind !== "parts") continue;
      if (within !== null && without !== null && counts.all === within + without) own.add("all");
      if (hiding === "nothing" && within !== null && counts.inside === within) own.add("inside");
      if (hiding === "nothing" && without !== null && counts.outside === without) own.add("outside");
    }
    if (own.size > 0) told.set(index, own);
  }
  return told;
}

/** Adds the units of some cells and the relations between them; gives the unit of each cell that has counts. */
function addLayer(
  system: Growing,
  { cells, places, current }: { cells: readonly SourceCell[]; places: PlaceTree; current: boolean },
): Map<number, number> {
  const unitOf = new Map<number, number>();
  for (const [index, source] of cells.entries()) {
    const counts = countsOf(source);
    if (counts.kind === "none") continue;
    const text = `${addressText(source)} ${JSON.stringify(counts)}`;
    const unit = system.known.get(text) ?? system.units.length;
    if (unit === system.units.length) {
      const at = { placeCode: source.placeCode, values: system.values, ...(current ? { cell: index } : {}) };
      system.units.push(unitFor(counts, at));
      system.known.set(text, unit);
    }
    unitOf.set(index, unit);
  }
  for (const relation of relationsOf(cells, places)) {
    const whole = unitOf.get(relation.whole);
    const parts = relation.parts.flatMap((part) => unitOf.get(part) ?? []);
    if (whole === undefined || parts.length === 0) continue;
    const text = JSON.stringify([whole, [...parts].sort((a, b) => a - b)]);
    if (!system.seen.has(text)) addRelation({ whole, parts }, system);
    system.seen.add(text);
  }
  return unitOf;
}

function ownersOf(units: readonly Unit[], variables: number): number[] {
  const owners = new Array<number>(variables).fill(-1);
  for (const [index, { inside, outside }] of units.entries()) {
    owners[inside] = index;
    if (outside !== undefined) owners[outside] = index;
  }
  return owners;
}

function unitFor(
  counts: Exclude<Counts, { kind: "none" }>,
  at: { cell?: number; placeCode: string; values: (number | null)[] },
): Unit {
  const { values, ...own } = at;
  const inside = values.push(counts.inside) - 1;
  if (counts.kind === "single") return { ...own, inside };
  const outside = values.push(counts.outside) - 1;
  const isOpen = counts.inside === null || counts.outside === null;
  return { ...own, inside, outside, ...(isOpen && counts.all !== null ? { all: counts.all } : {}) };
}

type Growing = {
  units: Unit[];
  values: (number | null)[];
  equations: Equation[];
  /** Units by address and counts. */
  known: Map<string, number>;
  outAlready: Map<number, Hiding>;
  /** Relations that are in the system. */
  seen: Set<string>;
};

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
  for (const { whole: sum, variables, rest } of sums) {
    // Parts that are more than their whole overlap: nothing follows.
    if (rest !== undefined && rest < 0) continue;
    const left =
      rest === undefined || rest === 0 ? [] : [leftOut(rest, { ...system, placeCode: whole.placeCode })];
    const all = [sum, ...variables, ...left];
    system.equations.push({ variables: all, coefficients: all.map((_, at) => (at === 0 ? 1 : -1)) });
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

/** A unit for those whom a breakdown leaves out; gives its variable. */
function leftOut(rest: number, { units, values, placeCode }: Growing & { placeCode: string }): number {
  const inside = values.push(rest) - 1;
  units.push({ isLeftOut: true, placeCode, inside });
  return inside;
}
