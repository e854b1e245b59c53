import type { CountSystem, Unit } from "./count-system.ts";
import type { Hiding } from "./hiding.ts";
import type { Bounds, OpenProgram, Program } from "./linear-program.ts";
import type { Standings } from "./standing.ts";

/** A count of a unit: of those inside the numerator, of the others in the denominator, of all of them. */
export type Count = "inside" | "outside" | "all";
export type Target = { readonly unit: number; readonly count: Count };

/** By how much the counts of a unit change. */
export type Moved = Readonly<Record<Count, number>>;

/** What changes are looked for in: some units, the equations that hold, and what it costs to hide. */
export type ChangeTask = {
  readonly system: CountSystem;
  readonly units: readonly number[];
  readonly standings: Standings;
  /** Counts that fit the equations, by variable. */
  readonly base: ReadonlyMap<number, number>;
  /** How much of a unit may be hidden at most: readers have the rest already. */
  readonly mostHiding: (unit: number) => Hiding;
  /** How much of it is hidden anyway: that costs nothing. */
  readonly hiding: (unit: number) => Hiding;
  readonly weight: (unit: number) => number;
};

/** Where a unit's changes stand in the program: inside up and down, all up and down; and the row that is the change outside. */
type Place = { readonly first: number; readonly row?: number };
type Layout = {
  readonly program: Program;
  readonly places: ReadonlyMap<number, Place>;
  readonly task: ChangeTask;
};

const FREE = { lower: 0, upper: Number.POSITIVE_INFINITY };
const NONE = { lower: 0, upper: 0 };
/** What counts as no change, for sums in doubles. */
export const TOLERANCE = 1e-6;

/** The program whose solutions are changes of counts that leave every equation true and no count below zero. */
export function changeProgram(task: ChangeTask): Layout {
  const places = new Map<number, Place>();
  const columns: Program["columns"][number][] = [];
  const rows: Program["rows"][number][] = [];
  for (const index of task.units) {
    const unit = task.system.units[index] as Unit;
    const first = columns.length;
    columns.push(...columnsOf(index, unit, task));
    if (unit.outside === undefined) {
      places.set(index, { first });
      continue;
    }
    places.set(index, { first, row: rows.length });
    const lower = -(task.base.get(unit.outside) ?? 0);
    rows.push({ lower, upper: Number.POSITIVE_INFINITY, entries: outsideOf(first, 1) });
  }
  for (const entries of equationsAmong(task, places).values())
    rows.push({ ...NONE, entries: joined(entries) });
  return { program: { columns, rows }, places, task };
}

/** The equations of some units, as far as they are about them: what is not changes nothing. */
function equationsAmong(
  { units, standings }: ChangeTask,
  places: ReadonlyMap<number, Place>,
): ReadonlyMap<number, [number, number][]> {
  const found = new Map<number, [number, number][]>();
  for (const unit of units) {
    const { first } = places.get(unit) as Place;
    for (const { equation, isInside, by } of standings(unit)) {
      const entries = isInside ? insideOf(first, by) : outsideOf(first, by);
      const own = found.get(equation);
      if (own) own.push(...entries);
      else found.set(equation, entries);
    }
  }
  return found;
}

function columnsOf(index: number, { inside, outside }: Unit, task: ChangeTask) {
  const [most, hiding, weight] = [task.mostHiding(index), task.hiding(index), task.weight(index)];
  const at = (variable: number) => task.base.get(variable) ?? 0;
  const bounds = most === "nothing" ? [NONE, NONE] : [FREE, { lower: 0, upper: at(inside) }];
  const columns = bounds.map((own) => ({ ...own, cost: hiding === "nothing" ? weight : 0 }));
  if (outside === undefined) return columns;
  const whole = most === "all" ? [FREE, { lower: 0, upper: at(inside) + at(outside) }] : [NONE, NONE];
  return [...columns, ...whole.map((own) => ({ ...own, cost: hiding === "all" ? 0 : 2 * weight }))];
}

/** Entries with no column twice: both counts of a unit may stand in one equation. */
function joined(entries: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const by = new Map<number, number>();
  for (const [column, value] of entries) by.set(column, (by.get(column) ?? 0) + value);
  return by.size === entries.length ? entries : [...by].filter(([, value]) => value !== 0);
}

function insideOf(first: number, by: number): [number, number][] {
  return [
    [first, by],
    [first + 1, -by],
  ];
}

/** The change outside: that of all without the one inside. */
function outsideOf(first: number, by: number): [number, number][] {
  return [[first + 2, by], [first + 3, -by], ...insideOf(first, -by)];
}

/** The cheapest change that changes a count by one of `changes`, the first of them where it costs nothing; undefined where none is possible. */
export function cheapestChange(
  program: OpenProgram,
  layout: Layout,
  { target, changes }: { target: Target; changes: readonly number[] },
): Map<number, Moved> | undefined {
  let best: { readonly objective: number; readonly values: Float64Array } | undefined;
  for (const change of changes) {
    const undo = change === 0 ? undefined : demand(program, layout, { target, change });
    if (!undo) continue;
    const outcome = program.minimise();
    undo();
    if (outcome.status !== "optimal") continue;
    if (!best || outcome.objective < best.objective - TOLERANCE) best = outcome;
    if (best.objective < TOLERANCE) break;
  }
  return best && changesIn(best.values, layout);
}

/** Asks for one change of one count; gives what takes the demand back, or undefined where the count cannot change so much. */
function demand(
  program: OpenProgram,
  { places, task, program: { columns, rows } }: Layout,
  { target: { unit, count }, change }: { target: Target; change: number },
): (() => void) | undefined {
  const { first, row } = places.get(unit) as Place;
  if (count === "outside") {
    const { outside = -1 } = task.system.units[unit] as Unit;
    if (row === undefined || (task.base.get(outside) ?? 0) + change < 0) return undefined;
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
