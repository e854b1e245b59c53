import type { Highs } from "highs";
import { variablesOf } from "./base-point.ts";
import { type Component, ownersOf } from "./component.ts";
import type { CountSystem, Unit } from "./count-system.ts";
import { type Bounds, type OpenProgram, type Program, withProgram } from "./linear-program.ts";
import { graver, type Hiding } from "./primary.ts";

/** What a component is protected with, by unit. */
export type Suppression = {
  readonly system: CountSystem;
  readonly component: Component;
  /** Equations of which nothing can be concluded. */
  readonly contradicted: readonly number[];
  /** Counts that fit the equations, by variable. */
  readonly base: ReadonlyMap<number, number>;
  /** What is hidden for its own sake, or never had a cell. */
  readonly hiding: ReadonlyMap<number, Hiding>;
  /** Hidden units of which readers may learn the counts: many children whom a breakdown leaves out. */
  readonly harmless: ReadonlySet<number>;
  /** What readers have already, and cannot be hidden any more: this much of a unit is at most hidden. */
  readonly mostHiding: ReadonlyMap<number, Hiding>;
  /** What it costs to hide a unit; more for totals. */
  readonly weight: (unit: number) => number;
  readonly minimumWidth: number;
};

export type Suppressed =
  | { readonly ok: true; readonly hiding: ReadonlyMap<number, Hiding> }
  /** Units of which a count would stay too narrow, whatever else is hidden: what is out already gives it away. */
  | { readonly ok: false; readonly exposed: readonly number[] };

type Count = "inside" | "outside" | "all";
type Target = { readonly unit: number; readonly count: Count };

/**
 * Hides more until every hidden count could as well be `minimumWidth` more, or less, for all that a reader can tell. For one count
 * after the other, the cheapest change of hidden and shown counts is found that makes this difference and leaves every equation
 * true: a linear program (Kelly, Golden and Assad 1992: cell suppression by its linear relaxation). The units that change are
 * hidden; that change is the proof.
 */
export function suppress(highs: Highs, task: Suppression): Suppressed {
  const layout = layOut(task);
  const hiding = new Map(task.hiding);
  const targets = [...hiding]
    .filter(([unit]) => !task.harmless.has(unit))
    .flatMap(([unit, how]) => targetsOf(task.system.units[unit] as Unit, unit, how));
  const proven = new Set<string>();
  const exposed = new Set<number>();
  return withProgram(highs, layout.program, (program) => {
    for (const unit of task.component.units)
      freeOfCharge(program, layout, { unit, hiding: hiding.get(unit) });
    for (let at = 0; at < targets.length; at++) {
      const target = targets[at] as Target;
      if (proven.has(textOf(target))) continue;
      const change = cheapestChange(program, layout, { target, by: task.minimumWidth });
      if (!change) {
        exposed.add(target.unit);
        continue;
      }
      for (const [unit, moved] of change) {
        const how = graver(hiding.get(unit) ?? "nothing", hidingFor(moved, task.system.units[unit] as Unit));
        if (how !== hiding.get(unit)) {
          hiding.set(unit, how);
          freeOfCharge(program, layout, { unit, hiding: how });
          targets.push(...targetsOf(task.system.units[unit] as Unit, unit, how));
        }
        for (const count of COUNTS)
          if (Math.abs(moved[count]) >= task.minimumWidth - TOLERANCE) proven.add(textOf({ unit, count }));
      }
    }
    return exposed.size === 0 ? { ok: true, hiding } : { ok: false, exposed: [...exposed] };
  });
}

const COUNTS = ["inside", "outside", "all"] as const;
const TOLERANCE = 1e-6;

function textOf({ unit, count }: Target): string {
  return `${unit} ${count}`;
}

/** Which counts of a hidden unit have to stay open. With the denominator shown, the count outside is as open as the one inside. */
function targetsOf({ outside }: Unit, unit: number, how: Hiding): Target[] {
  if (how === "nothing") return [];
  if (outside === undefined || how === "inside") return [{ unit, count: "inside" }];
  return COUNTS.map((count) => ({ unit, count }));
}

type Moved = Readonly<Record<Count, number>>;

/** A change of the denominator hides all; a change inside it the rate. */
function hidingFor({ inside, all }: Moved, { outside }: Unit): Hiding {
  if (outside === undefined) return Math.abs(inside) > TOLERANCE ? "all" : "nothing";
  if (Math.abs(all) > TOLERANCE) return "all";
  return Math.abs(inside) > TOLERANCE ? "inside" : "nothing";
}

/** Where a unit's changes stand in the program: inside up and down, all up and down, and the row that is the change outside. */
type Place = { readonly first: number; readonly row?: number };
type Layout = {
  readonly program: Program;
  readonly places: ReadonlyMap<number, Place>;
  readonly task: Suppression;
};

const FREE = { lower: 0, upper: Number.POSITIVE_INFINITY };
const NONE = { lower: 0, upper: 0 };

function layOut(task: Suppression): Layout {
  const { system, component, base, contradicted } = task;
  const places = new Map<number, Place>();
  const columns: Program["columns"][number][] = [];
  const rows: Program["rows"][number][] = [];
  for (const index of component.units) {
    const unit = system.units[index] as Unit;
    const most = task.mostHiding.get(index) ?? "all";
    const weight = task.weight(index);
    const first = columns.length;
    const at = (variable: number) => base.get(variable) ?? 0;
    const inside = most === "nothing" ? [NONE, NONE] : [FREE, { lower: 0, upper: at(unit.inside) }];
    columns.push(...inside.map((bounds) => ({ ...bounds, cost: weight })));
    if (unit.outside === undefined) {
      places.set(index, { first });
      continue;
    }
    const whole = at(unit.inside) + at(unit.outside);
    const all = most === "all" ? [FREE, { lower: 0, upper: whole }] : [NONE, NONE];
    columns.push(...all.map((bounds) => ({ ...bounds, cost: 2 * weight })));
    places.set(index, { first, row: rows.length });
    rows.push({ lower: -at(unit.outside), upper: Number.POSITIVE_INFINITY, entries: outsideOf(first, 1) });
  }
  const owner = ownersOf(system.units, system.values.length);
  for (const index of component.equations) {
    if (contradicted.includes(index)) continue;
    const { variables = [], coefficients = [] } = system.equations[index] ?? {};
    const entries = variables.flatMap((variable, order) => {
      const unit = owner[variable] as number;
      const { first } = places.get(unit) as Place;
      const coefficient = coefficients[order] as number;
      if (system.units[unit]?.inside === variable) return insideOf(first, coefficient);
      return outsideOf(first, coefficient);
    });
    rows.push({ ...NONE, entries });
  }
  return { program: { columns, rows }, places, task };
}

function insideOf(first: number, by: number): [number, number][] {
  return [
    [first, by],
    [first + 1, -by],
  ];
}

function allOf(first: number, by: number): [number, number][] {
  return [
    [first + 2, by],
    [first + 3, -by],
  ];
}

/** The change outside: that of all without the one inside. */
function outsideOf(first: number, by: number): [number, number][] {
  return [...allOf(first, by), ...insideOf(first, -by)];
}

/** What is hidden already is hidden for no further cost. */
function freeOfCharge(
  program: OpenProgram,
  { places }: Layout,
  { unit, hiding = "nothing" }: { unit: number; hiding: Hiding | undefined },
): void {
  const { first, row } = places.get(unit) as Place;
  if (hiding === "nothing") return;
  for (const column of [first, first + 1]) program.cost(column, 0);
  if (row === undefined || hiding !== "all") return;
  for (const column of [first + 2, first + 3]) program.cost(column, 0);
}

/** The cheapest change that makes a count this much more, or else less; undefined where none does. */
function cheapestChange(
  program: OpenProgram,
  layout: Layout,
  { target, by }: { target: Target; by: number },
): Map<number, Moved> | undefined {
  for (const change of [by, -by]) {
    const undo = demand(program, layout, { target, change });
    if (!undo) continue;
    const outcome = program.minimise();
    undo();
    if (outcome.status === "optimal") return changesIn(outcome.values, layout);
  }
  return undefined;
}

/** Asks for one change of one count; gives what takes the demand back, or undefined where the count is too low to fall so far. */
function demand(
  program: OpenProgram,
  { places, task, program: { columns, rows } }: Layout,
  { target: { unit, count }, change }: { target: Target; change: number },
): (() => void) | undefined {
  const { first, row } = places.get(unit) as Place;
  if (count === "outside") {
    const [outside] = variablesOf(task.system, unit).slice(1);
    if (row === undefined || (task.base.get(outside ?? -1) ?? 0) + change < 0) return undefined;
    program.boundRow(row, { lower: change, upper: change });
    return () => program.boundRow(row, rows[row] as Bounds);
  }
  const [up, down] = count === "inside" ? [first, first + 1] : [first + 2, first + 3];
  const [moving, still] = change > 0 ? [up, down] : [down, up];
  const free = columns[moving] as Bounds;
  if (Math.abs(change) > free.upper) return undefined;
  program.bound(moving, { lower: Math.abs(change), upper: Math.abs(change) });
  program.bound(still, NONE);
  return () => {
    program.bound(moving, free);
    program.bound(still, columns[still] as Bounds);
  };
}

function changesIn(values: Float64Array, { places }: Layout): Map<number, Moved> {
  const net = (column: number) => (values[column] ?? 0) - (values[column + 1] ?? 0);
  return new Map(
    [...places].flatMap(([unit, { first, row }]) => {
      const inside = net(first);
      const all = row === undefined ? inside : net(first + 2);
      const moved = { inside, all, outside: all - inside };
      return Math.abs(inside) > TOLERANCE || Math.abs(all) > TOLERANCE ? [[unit, moved] as const] : [];
    }),
  );
}
