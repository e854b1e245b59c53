import type { Highs } from "highs";
import type { Exposure } from "./attack.ts";
import type { Band } from "./bands.ts";
import { type Component, componentsOf } from "./component.ts";
import { type CountSystem, countSystem, type EarlierRelease, type Unit } from "./count-system.ts";
import { graver, type Hiding } from "./hiding.ts";
import type { PlaceSum, PlaceTree } from "./place-sums.ts";
import { planComponent } from "./plan-component.ts";
import { primaryUnits } from "./primary.ts";

import { addressText, countsOf, type SourceCell } from "./release-cell.ts";
import type { ReleasePolicy } from "./release-policy.ts";
import { ofOrigin, subsystemOf } from "./subsystem.ts";

/** What a release is made of, frozen: the same input gives the same release. */
export type ReleaseInput = {
  readonly cells: readonly SourceCell[];
  readonly places: PlaceTree;
  /** Places that are the sum of others beside the tree, such as those that overlap with one of it. */
  readonly placeSums?: readonly PlaceSum[];
  /** Indicators, by their ids, whose numerators together make one denominator: the levels of a test. */
  readonly partitions?: readonly (readonly string[])[];
  readonly policy: ReleasePolicy;
  /** All that is out already about the same children, oldest first, withdrawn releases included: whoever has a copy keeps it. */
  readonly earlier: readonly EarlierRelease[];
};

/** How a cell is published: what of it is hidden, whether for its own sake, and the band that stands for its rate. */
export type CellPlan = {
  readonly hiding: Hiding;
  readonly isPrimary: boolean;
  readonly band?: Band;
};

/** A plan of some of a release's cells, by their positions; and what of them a reader would come too near to. */
export type PartPlan = {
  readonly cells: readonly (readonly [position: number, plan: CellPlan])[];
  /** Hidden counts that a reader could bound more narrowly than the policy allows: with any, there is no release. */
  readonly exposed: readonly (Exposure & { readonly cell?: number })[];
};

export type ReleasePlan = {
  /** By the cells' positions. */
  readonly cells: readonly CellPlan[];
  readonly exposed: PartPlan["exposed"];
};

/** A release as it is planned part by part, in any order; the same input gives the same parts. */
export type PreparedRelease = {
  /** How many parts there are to plan: what is known of one tells nothing of another. */
  readonly components: number;
  /** How many units each has, which is what its time grows with. */
  readonly sizes: readonly number[];
  /** Cells that no part plans: they have no counts to protect by. */
  readonly standing: PartPlan["cells"];
  readonly parts: readonly Component[];
  readonly system: CountSystem;
  readonly primary: ReadonlyMap<number, Hiding>;
  readonly policy: ReleasePolicy;
  /** The cells in one order, whatever the one they were given in, and where they stood in that. */
  readonly sorted: readonly SourceCell[];
  readonly order: readonly number[];
};

const NOTHING: CellPlan = { hiding: "nothing", isPrimary: false };

/**
 * Makes a release ready to be planned in parts, without the solver: the system of its counts with all that is out already, its
 * components, and what is hidden for its own sake. Cells are given in any order; the plan does not depend on it. Throws where two
 * figures stand at one address.
 */
export function prepareRelease({ cells, policy, earlier, ...ties }: ReleaseInput): PreparedRelease {
  const texts = cells.map(addressText);
  const order = [...cells.keys()].sort((a, b) => compare(texts[a] as string, texts[b] as string));
  for (const [at, index] of order.entries())
    if (at > 0 && texts[index] === texts[order[at - 1] as number])
      throw new RangeError(`A release has two figures at ${texts[index]}.`);
  const sorted = order.map((index) => cells[index] as SourceCell);
  const system = countSystem(sorted, ties, earlier);
  const parts = componentsOf(system);
  const isCounted = countedSeries([
    ...sorted,
    ...earlier.flatMap((one) => one.cells.map(({ source }) => source)),
  ]);
  const standing = order.flatMap((position, index) => {
    const source = sorted[index] as SourceCell;
    return countsOf(source).kind === "none"
      ? [[position, withoutCounts(source, isCounted(source))] as const]
      : [];
  });
  const sizes = parts.map(({ units }) => units.length);
  const primary = primaryUnits({ cells: sorted, earlier, policy }, system);
  return { components: parts.length, sizes, standing, parts, system, primary, policy, sorted, order };
}

/**
 * Plans one part of a release: hides as little more than what is small as keeps it from being computed, puts bands for hidden rates
 * where they tell no more than the policy allows, and then attacks the outcome.
 *
 * @param at which part, from 0; throws where there is none such
 */
export function planPart(highs: Highs, prepared: PreparedRelease, at: number): PartPlan {
  const { parts, system, primary, policy, sorted, order } = prepared;
  const component = parts[at];
  if (!component) throw new RangeError(`A release of ${parts.length} parts has no part ${at}.`);
  const { origin, ...own } = subsystemOf(system, component);
  const made = planComponent(highs, { ...own, primary: ofOrigin(primary, origin), policy, cells: sorted });
  const cells = origin.flatMap((index, unit) => {
    const { cell } = system.units[index] as Unit;
    if (cell === undefined) return [];
    const band = made.bands.get(unit);
    const plan: CellPlan = {
      // What is out already is told no second time where the rules would hide it now.
      hiding: graver(made.hiding.get(unit) ?? "nothing", primary.get(index) ?? "nothing"),
      isPrimary: primary.has(index),
      ...(band ? { band } : {}),
    };
    return [[order[cell] as number, plan] as const];
  });
  const exposed = made.exposed.map((one) => ({ ...one, unit: origin[one.unit] as number }));
  return { cells, exposed: exposed.map((one) => withCell(one, prepared)) };
}

/** Decides what of a release is hidden, and proves it: all parts of it in one go. */
export function planRelease(highs: Highs, input: ReleaseInput): ReleasePlan {
  const prepared = prepareRelease(input);
  const parts = prepared.sizes.map((_, at) => planPart(highs, prepared, at));
  const plans = new Map([...prepared.standing, ...parts.flatMap(({ cells }) => cells)]);
  return {
    cells: input.cells.map((_, position) => plans.get(position) as CellPlan),
    exposed: parts.flatMap(({ exposed }) => exposed),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function withCell(exposure: Exposure, { system, order }: PreparedRelease) {
  const cell = system.units[exposure.unit]?.cell;
  return cell === undefined ? exposure : { ...exposure, cell: order[cell] as number };
}

/**
 * A figure without counts stands where it describes no person; or where it was protected by its source, and no counts are known of the same
 * children: beside a denominator that follows from others, a rate is a count.
 */
function withoutCounts({ cell, measure, protectedAtSource }: SourceCell, isCounted: boolean): CellPlan {
  const isOfSystem = measure.aboutSystem && ["currency", "index", "ratio"].includes(measure.unit);
  const mayStand = cell.status === "ok" && (isOfSystem || (protectedAtSource && !isCounted));
  return mayStand || cell.status === "z" ? NOTHING : { hiding: "all", isPrimary: true };
}

/** Whether counts are known of an indicator in a period, or of another one that has its denominator. */
function countedSeries(cells: readonly SourceCell[]): (cell: SourceCell) => boolean {
  const counted = new Set(cells.flatMap((cell) => (countsOf(cell).kind === "none" ? [] : seriesOf(cell))));
  return (cell) => seriesOf(cell).some((series) => counted.has(series));
}

function seriesOf({ indicatorId, periodKey, measure }: SourceCell): string[] {
  const period = measure.sumsOverTime ? "" : periodKey;
  const { denominatorOf } = measure;
  return [
    JSON.stringify(["indicator", indicatorId, period]),
    ...(denominatorOf === undefined ? [] : [JSON.stringify(["denominator", denominatorOf, period])]),
  ];
}
