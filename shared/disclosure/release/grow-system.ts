import type { CountSystem, Equation, Ties, Unit } from "./count-system.ts";
import { type Relation, relationsOf } from "./relations.ts";
import {
  addressText,
  type CellAddress,
  type Counts,
  cohortText,
  countsOf,
  type ReleaseMeasure,
  type SourceCell,
  tableText,
} from "./release-cell.ts";
import { missingMembers, partitionsOf, sharedDenominators } from "./shared-denominators.ts";

/** A system of counts that is being built. */
export type Growing = {
  readonly units: Unit[];
  readonly values: (number | null)[];
  readonly equations: Equation[];
  /** Equations that are in it, and units without a cell, by what they are of. */
  readonly seen: Set<string>;
  readonly unseen: Map<string, number>;
  /** Of which children a breakdown leaves some out, whatever is counted of them. */
  readonly lacking: Set<string>;
  /** Adds the units of some cells, those that are in it already as they are; gives the unit of each cell that has counts. */
  readonly add: (cells: readonly SourceCell[], about: { current: boolean }) => Map<number, number>;
};

type Address = CellAddress & { readonly measure: ReleaseMeasure };
/** Where a unit stands. */
type Placed = { readonly source: Address; readonly unit: number };

export function newGrowth(): Growing {
  const [units, values]: [Unit[], (number | null)[]] = [[], []];
  const known = new Map<string, number>();
  const add: Growing["add"] = (cells, { current }) => {
    const unitOf = new Map<number, number>();
    for (const [index, source] of cells.entries()) {
      const counts = countsOf(source);
      if (counts.kind === "none") continue;
      const text = `${addressText(source)} ${JSON.stringify(counts)}`;
      const unit = known.get(text) ?? units.length;
      if (unit === units.length) {
        units.push(
          unitFor(counts, { table: tableText(source), values, ...(current ? { cell: index } : {}) }),
        );
        known.set(text, unit);
      }
      unitOf.set(index, unit);
    }
    return unitOf;
  };
  const sets = { seen: new Set<string>(), unseen: new Map<string, number>(), lacking: new Set<string>() };
  return { units, values, equations: [], ...sets, add };
}

/** What a system is once all of it is there. */
export function grownSystem({
  units,
  values,
  equations,
}: Growing): Pick<CountSystem, "units" | "values" | "equations" | "owners"> {
  const owners = new Array<number>(values.length).fill(-1);
  for (const [index, { inside, outside }] of units.entries()) {
    owners[inside] = index;
    if (outside !== undefined) owners[outside] = index;
  }
  return { units, values, equations, owners };
}

/**
 * Adds all equations between some cells that a reader has at one time; and, of what has no cell there and yet stands in one of them, all
 * equations with the rest.
 */
export function grow(system: Growing, cells: readonly Placed[], ties: Ties): void {
  const { partitions = [] } = ties;
  const levels = missingMembers(
    cells.map(({ source }) => source),
    partitions,
  ).map((source) => unseenAt(system, source, "parts"));
  const told = [...cells, ...levels];
  const more = addSums(system, told, ties);
  const all = [...told, ...more];
  if (more.length > 0) addSums(system, all, ties);
  const sources = all.map(({ source }) => source);
  const unitsAt = (indices: readonly number[]) => indices.map((index) => all[index]?.unit as number);
  for (const same of sharedDenominators(sources, partitions)) {
    const units = unitsAt(same);
    if (isNew(system, ["same", ...units])) addSameDenominator(system, units);
  }
  for (const members of partitionsOf(sources, partitions)) {
    const units = unitsAt(members);
    if (isNew(system, ["partition", ...units])) addPartition(system, units);
  }
}

function isNew({ seen }: Growing, of: readonly unknown[]): boolean {
  const text = JSON.stringify(of);
  const isThere = seen.has(text);
  seen.add(text);
  return !isThere;
}

/** Adds the sums of some cells, those first of which all is known; gives what has no cell in them and was not there before. */
function addSums(system: Growing, cells: readonly Placed[], { places, placeSums = [] }: Ties): Placed[] {
  const relations = relationsOf(
    cells.map(({ source }) => source),
    { places, placeSums },
  );
  const isKnown = ({ parts, unseen }: Relation) =>
    !unseen?.length && parts.every((part) => !system.units[cells[part]?.unit as number]?.isUnseen);
  const known = relations.map(isKnown);
  const found: Placed[] = [];
  for (const { whole, parts, unseen = [] } of [
    ...relations.filter((_, at) => known[at]),
    ...relations.filter((_, at) => !known[at]),
  ]) {
    const [of, own] = [cells[whole] as Placed, parts.map((part) => cells[part] as Placed)];
    if (isTooMuch(system, of, own)) continue;
    const kind = system.units[of.unit]?.outside === undefined ? "single" : "parts";
    const before = system.units.length;
    const strangers = unseen.map((address) =>
      unseenAt(system, { ...address, measure: of.source.measure }, kind),
    );
    found.push(...strangers.filter(({ unit }) => unit >= before));
    const all = [...own, ...strangers];
    const units = all.map(({ unit }) => unit).sort((a, b) => a - b);
    const lack = lackText(of.source, (own[0] ?? strangers[0])?.source);
    if (isNew(system, ["sum", of.unit, ...units])) addSum(system, { whole: of.unit, parts: units, lack });
  }
  return found;
}

/** Whether the parts come to more than their whole in each kind of count: they overlap, and nothing follows. */
function isTooMuch({ units, values }: Growing, whole: Placed, parts: readonly Placed[]): boolean {
  const kinds = (["inside", "outside"] as const).filter((kind) => units[whole.unit]?.[kind] !== undefined);
  return kinds.every((kind) => {
    const variables = parts.map(({ unit }) => units[unit]?.[kind] ?? -1);
    const rest = restOf(values, units[whole.unit]?.[kind] as number, variables);
    return rest !== undefined && rest < 0;
  });
}

/** Which breakdown of which children, whatever is counted of them. */
function lackText(whole: CellAddress, part: CellAddress | undefined): string {
  const isElsewhere = part?.placeCode !== whole.placeCode;
  return JSON.stringify([
    cohortText(whole),
    part?.dimensionKey,
    isElsewhere,
    part?.periodKey === whole.periodKey,
  ]);
}

function unitFor(
  counts: Exclude<Counts, { kind: "none" }>,
  at: Pick<Unit, "cell" | "isUnseen" | "table"> & { values: (number | null)[] },
): Unit {
  const { values, ...own } = at;
  const inside = values.push(counts.inside) - 1;
  if (counts.kind === "single") return { ...own, inside };
  const outside = values.push(counts.outside) - 1;
  const isOpen = counts.inside === null || counts.outside === null;
  return { ...own, inside, outside, ...(isOpen && counts.all !== null ? { all: counts.all } : {}) };
}

/** Σ parts = whole, of those inside and of those outside. */
function addSum(
  system: Growing,
  { whole, parts, lack }: { whole: number; parts: readonly number[]; lack: string },
): void {
  const { units, values, lacking } = system;
  const of = units[whole] as Unit;
  const kinds = (["inside", "outside"] as const).filter(
    (kind) => of[kind] !== undefined && parts.every((part) => units[part]?.[kind] !== undefined),
  );
  // Judged before units are added for those left out.
  const sums = kinds.map((kind) => {
    const variables = parts.map((part) => units[part]?.[kind] as number);
    return { sum: of[kind] as number, variables, rest: restOf(values, of[kind] as number, variables) };
  });
  for (const { sum, variables, rest } of sums) {
    // Parts that are more than their whole overlap: nothing follows.
    if (rest !== undefined && rest < 0) continue;
    if (rest !== undefined && rest > 0) lacking.add(lack);
    // What is not known of may be left out where others of the same children are.
    const left = rest === undefined && lacking.has(lack) && hasUnseen(system, parts) ? null : (rest ?? 0);
    addEquation(system, [sum], [...variables, ...leftOut(system, left, of)]);
  }
}

function hasUnseen({ units }: Growing, parts: readonly number[]): boolean {
  return parts.some((part) => units[part]?.isUnseen);
}

/** The denominators of some units are one number; those that are told otherwise are not. */
function addSameDenominator(system: Growing, units: readonly number[]): void {
  const { values } = system;
  const variables = units.map((index) => {
    const { inside, outside } = system.units[index] as Unit;
    return outside === undefined ? [inside] : [inside, outside];
  });
  const numbers = units.map((index, at) => {
    const own = (variables[at] ?? []).map((variable) => values[variable] ?? null);
    return own.includes(null)
      ? system.units[index]?.all
      : own.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  });
  for (let at = 1; at < units.length; at++) {
    const first = numbers.findIndex((number) => number === undefined || number === numbers[at]);
    const other = numbers[at] === undefined ? 0 : first;
    if (other !== at && other >= 0) addEquation(system, variables[other] ?? [], variables[at] ?? []);
  }
}

/** Those outside one numerator of a partition are inside the others. */
function addPartition(system: Growing, members: readonly number[]): void {
  const units = members.map((member) => system.units[member] as Unit);
  const first = units.find(({ outside }) => outside !== undefined);
  if (first?.outside === undefined) return;
  const others = units.filter((unit) => unit !== first).map(({ inside }) => inside);
  const rest = restOf(system.values, first.outside, others);
  if (rest !== undefined && rest < 0) return;
  addEquation(system, [first.outside], [...others, ...leftOut(system, rest ?? 0, first)]);
}

/** Σ some = Σ others. */
function addEquation({ equations }: Growing, wholes: readonly number[], parts: readonly number[]): void {
  const variables = [...wholes, ...parts];
  equations.push({ variables, coefficients: variables.map((_, at) => (at < wholes.length ? 1 : -1)) });
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

/** A unit for those whom a breakdown leaves out, where there are or may be some; gives its variable. */
function leftOut({ units, values }: Growing, rest: number | null, { table }: Unit): number[] {
  if (rest === 0) return [];
  const inside = values.push(rest) - 1;
  units.push({ isLeftOut: true, table, inside });
  return [inside];
}

/** The unit of those of whom there is no figure. */
function unseenAt(system: Growing, source: Address, kind: "parts" | "single"): Placed {
  const { units, values, unseen } = system;
  const text = `${addressText(source)} ${kind}`;
  const unit = unseen.get(text) ?? units.length;
  if (unit === units.length) {
    const none = { inside: null, outside: null, all: null };
    units.push({ ...unitFor({ kind, ...none }, { table: tableText(source), values }), isUnseen: true });
    unseen.set(text, unit);
  }
  return { source, unit };
}
