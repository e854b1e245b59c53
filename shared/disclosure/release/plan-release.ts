import type { Highs } from "highs";
import type { Exposure } from "./attack.ts";
import type { Band } from "./bands.ts";
import { componentsOf } from "./component.ts";
import { type CountSystem, countSystem, type EarlierRelease, type Unit } from "./count-system.ts";
import { graver, type Hiding } from "./hiding.ts";
import { planComponent } from "./plan-component.ts";
import { changedHiding, countsOfUnit, primaryHiding } from "./primary.ts";
import type { PlaceTree } from "./relations.ts";
import { addressText, type SourceCell } from "./release-cell.ts";
import type { ReleasePolicy } from "./release-policy.ts";

/** What a release is made of, frozen: the same input gives the same release. */
export type ReleaseInput = {
  readonly cells: readonly SourceCell[];
  readonly places: PlaceTree;
  readonly policy: ReleasePolicy;
  /** All that is out already about the same children, withdrawn releases included: whoever has a copy keeps it. */
  readonly earlier: readonly EarlierRelease[];
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
export function planRelease(highs: Highs, { cells, places, policy, earlier }: ReleaseInput): ReleasePlan {
  const order = [...cells.keys()].sort((a, b) =>
    compare(addressText(cells[a] as SourceCell), addressText(cells[b] as SourceCell)),
  );
  const sorted = order.map((index) => cells[index] as SourceCell);
  const system = countSystem(sorted, places, earlier);
  const primary = primaryUnits({ cells: sorted, earlier, policy }, system);
  const plans = new Map<number, CellPlan>();
  const exposed: ReleasePlan["exposed"][number][] = [];
  for (const component of componentsOf(system)) {
    const made = planComponent(highs, { system, component, primary, policy, cells: sorted });
    for (const unit of component.units) {
      const { cell } = system.units[unit] as Unit;
      const band = made.bands.get(unit);
      if (cell !== undefined)
        plans.set(cell, {
          // What is out already is told no second time where the rules would hide it now.
          hiding: graver(made.hiding.get(unit) ?? "nothing", primary.get(unit) ?? "nothing"),
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

/**
 * What is hidden for its own sake: small counts, what the source hides, small groups that a breakdown leaves out, and what differs by
 * a few children from what is out already.
 */
function primaryUnits(
  { cells, earlier, policy }: Pick<ReleaseInput, "cells" | "earlier" | "policy">,
  system: CountSystem,
): Map<number, Hiding> {
  const before = Map.groupBy(
    earlier.flatMap((release) => release.cells),
    ({ source }) => addressText(source),
  );
  const found = new Map<number, Hiding>();
  for (const [index, unit] of system.units.entries()) {
    const counts = countsOfUnit(unit, system.values);
    const source = unit.cell === undefined ? undefined : cells[unit.cell];
    const hidings = [primaryHiding(counts, policy)];
    if (source && source.cell.status !== "ok") hidings.push(unit.outside === undefined ? "all" : "inside");
    for (const one of (source && before.get(addressText(source))) ?? [])
      hidings.push(changedHiding(counts, { ...one, policy }));
    const how = hidings.reduce(graver);
    if (how !== "nothing") found.set(index, how);
  }
  return found;
}
