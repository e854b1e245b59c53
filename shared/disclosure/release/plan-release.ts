import type { Highs } from "highs";
import { attack, type Exposure, type Knowledge } from "./attack.ts";
import { type Band, bandOf } from "./bands.ts";
import { basePoint } from "./base-point.ts";
import { type Component, componentsOf } from "./component.ts";
import { type CountSystem, countSystem, type Unit } from "./count-system.ts";
import { countsOfUnit, graver, type Hiding, primaryHiding } from "./primary.ts";
import type { PlaceTree } from "./relations.ts";
import { addressText, type SourceCell } from "./release-cell.ts";
import type { ReleasePolicy } from "./release-policy.ts";
import { suppress } from "./suppress.ts";

/** What a release is made of, frozen: the same input gives the same release. */
export type ReleaseInput = {
  readonly cells: readonly SourceCell[];
  readonly places: PlaceTree;
  readonly policy: ReleasePolicy;
};

/** How a cell is published: what of it is hidden, whether for its own sake, and the band that stands for its rate. */
export type CellPlan = {
  readonly hiding: Hiding;
  readonly isPrimary: boolean;
  readonly band?: Band;
};

export type ReleasePlan = {
  /** By the cells' positions. */
  readonly cells: readonly CellPlan[];
  /** Hidden counts that a reader could bound more narrowly than the policy allows: with any, there is no release. */
  readonly exposed: readonly (Exposure & { readonly cell?: number })[];
};

const NOTHING: CellPlan = { hiding: "nothing", isPrimary: false };

/**
 * Decides what of a release is hidden, and proves it: hides what is small, then as little more as keeps it from being computed, puts
 * bands for hidden rates where they tell no more than the policy allows, and then attacks the outcome. Cells are given in any
 * order; the plan does not depend on it.
 */
export function planRelease(highs: Highs, { cells, places, policy }: ReleaseInput): ReleasePlan {
  const order = [...cells.keys()].sort((a, b) =>
    compare(addressText(cells[a] as SourceCell), addressText(cells[b] as SourceCell)),
  );
  const sorted = order.map((index) => cells[index] as SourceCell);
  const system = countSystem(sorted, places);
  const primary = primaryUnits(sorted, system, policy);
  const plans = new Map<number, CellPlan>();
  const exposed: ReleasePlan["exposed"][number][] = [];
  for (const component of componentsOf(system)) {
    const made = planComponent(highs, { system, component, primary, policy, cells: sorted });
    for (const unit of component.units) {
      const { cell } = system.units[unit] as Unit;
      const band = made.bands.get(unit);
      if (cell !== undefined)
        plans.set(cell, {
          hiding: made.hiding.get(unit) ?? "nothing",
          isPrimary: primary.has(unit),
          ...(band ? { band } : {}),
        });
    }
    exposed.push(...made.exposed.map((one) => withCell(one, { system, order })));
  }
  const bySorted = sorted.map((source, index) => plans.get(index) ?? withoutCounts(source));
  const at = new Map(order.map((index, position) => [index, position]));
  return { cells: cells.map((_, index) => bySorted[at.get(index) as number] ?? NOTHING), exposed };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function withCell(exposure: Exposure, { system, order }: { system: CountSystem; order: readonly number[] }) {
  const cell = system.units[exposure.unit]?.cell;
  return cell === undefined ? exposure : { ...exposure, cell: order[cell] as number };
}

/** A figure without counts stands where it describes no person, or was protected by its source; else nobody can judge it. */
function withoutCounts({ cell, measure, protectedAtSource }: SourceCell): CellPlan {
  const isOfSystem = measure.aboutSystem && ["currency", "index", "ratio"].includes(measure.unit);
  const mayStand = cell.status === "ok" && (isOfSystem || protectedAtSource);
  return mayStand || cell.status === "z" ? NOTHING : { hiding: "all", isPrimary: true };
}

/** What is hidden for its own sake: small counts, what the source hides, and small groups that a breakdown leaves out. */
function primaryUnits(
  cells: readonly SourceCell[],
  system: CountSystem,
  policy: ReleasePolicy,
): Map<number, Hiding> {
  const found = new Map<number, Hiding>();
  for (const [index, unit] of system.units.entries()) {
    const own = primaryHiding(countsOfUnit(unit, system.values), policy);
    const status = unit.cell === undefined ? "ok" : cells[unit.cell]?.cell.status;
    const how = status === "ok" ? own : graver(own, unit.outside === undefined ? "all" : "inside");
    if (how !== "nothing") found.set(index, how);
  }
  return found;
}

type Task = {
  readonly system: CountSystem;
  readonly component: Component;
  readonly primary: ReadonlyMap<number, Hiding>;
  readonly policy: ReleasePolicy;
  readonly cells: readonly SourceCell[];
};

type Made = {
  readonly hiding: ReadonlyMap<number, Hiding>;
  readonly bands: ReadonlyMap<number, Band>;
  readonly exposed: readonly Exposure[];
};

function planComponent(highs: Highs, task: Task): Made {
  const { system, component, primary, policy } = task;
  const own = component.units.filter((unit) => primary.has(unit));
  if (own.length === 0) return { hiding: new Map(), bands: new Map(), exposed: [] };
  const { values: base, contradicted } = basePoint(highs, system, component);
  const leftOut = component.units.filter((unit) => system.units[unit]?.cell === undefined);
  const harmless = new Set(leftOut.filter((unit) => !primary.has(unit)));
  const hiding = new Map<number, Hiding>([
    ...own.map((unit) => [unit, primary.get(unit) as Hiding] as const),
    ...leftOut.map((unit) => [unit, "all"] as const),
  ]);
  const weight = weightIn(task, base);
  const made = suppress(highs, {
    system,
    component,
    base,
    contradicted,
    hiding,
    harmless,
    mostHiding: new Map(),
    weight,
    minimumWidth: policy.minimumWidth,
  });
  if (!made.ok) return { hiding, bands: new Map(), exposed: made.exposed.map(unprotectable) };
  const knowledge = { system, component, base, contradicted, hiding: made.hiding, bands: new Map() };
  const asked = [...made.hiding.keys()].filter((unit) => !harmless.has(unit));
  return { hiding: made.hiding, ...withBands(highs, { knowledge, asked, policy }) };
}

function unprotectable(unit: number): Exposure {
  return { unit, count: "all", least: 0, most: 0, recovered: false };
}

/**
 * What it costs to hide a unit: about one a cell, so that few cells are hidden, and more the more children it counts. Totals cost
 * more: readers need them most.
 */
function weightIn(
  { system, component, cells }: Task,
  base: ReadonlyMap<number, number>,
): (unit: number) => number {
  const size = (unit: number) => {
    const { inside, outside } = system.units[unit] as Unit;
    return (base.get(inside) ?? 0) + (outside === undefined ? 0 : (base.get(outside) ?? 0));
  };
  const average = component.units.reduce((sum, unit) => sum + size(unit), 0) / component.units.length;
  return (unit) => {
    const { cell } = system.units[unit] as Unit;
    if (cell === undefined) return 0;
    return (cells[cell]?.dimensionKey === "all" ? 10 : 1) * (average + size(unit) + 1);
  };
}

/** Bands for hidden rates whose denominator is shown, as far as the attack allows; and what the attack finds in the end. */
function withBands(
  highs: Highs,
  { knowledge, asked, policy }: { knowledge: Knowledge; asked: readonly number[]; policy: ReleasePolicy },
): { bands: Map<number, Band>; exposed: Exposure[] } {
  const bands = policy.rates === "ladder" ? possibleBands(knowledge, policy) : new Map<number, Band>();
  for (;;) {
    const narrow = attack(highs, { ...knowledge, bands }, asked).filter(
      ({ least, most, recovered }) => recovered || most - least < policy.minimumWidth,
    );
    if (narrow.length === 0 || bands.size === 0) return { bands, exposed: narrow };
    const touched = new Set(narrow.map(({ unit }) => unit).filter((unit) => bands.has(unit)));
    for (const unit of touched.size > 0 ? touched : [...bands.keys()]) bands.delete(unit);
  }
}

function possibleBands(
  { system, hiding, base, component }: Knowledge,
  policy: ReleasePolicy,
): Map<number, Band> {
  return new Map(
    component.units.flatMap((unit) => {
      const { inside, outside, cell } = system.units[unit] as Unit;
      const isKnown = (system.values[inside] ?? null) !== null;
      if (cell === undefined || outside === undefined || hiding.get(unit) !== "inside" || !isKnown) return [];
      const within = base.get(inside) ?? 0;
      const band = bandOf(within, within + (base.get(outside) ?? 0), policy.minimumWidth);
      return band ? [[unit, band] as const] : [];
    }),
  );
}
