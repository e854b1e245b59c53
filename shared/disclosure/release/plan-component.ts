import type { Highs } from "highs";
import type { Exposure, Knowledge } from "./attack.ts";
import { audit } from "./audit.ts";
import { type Band, bandOf } from "./bands.ts";
import { basePoint } from "./base-point.ts";
import type { Component } from "./component.ts";
import { type CountBand, type CountSystem, narrower, type Unit } from "./count-system.ts";
import { type Hiding, lesser } from "./hiding.ts";
import { nearby } from "./near.ts";
import type { Proof } from "./reach.ts";
import type { SourceCell } from "./release-cell.ts";
import type { ReleasePolicy } from "./release-policy.ts";
import { standingsIn } from "./standing.ts";
import { type Suppression, suppress } from "./suppress.ts";
import { weightIn } from "./weight.ts";

/** A component of a release, and what of it is hidden for its own sake. */
export type ComponentTask = {
  readonly system: CountSystem;
  readonly component: Component;
  readonly primary: ReadonlyMap<number, Hiding>;
  readonly policy: ReleasePolicy;
  readonly cells: readonly SourceCell[];
};

export type ComponentPlan = {
  readonly hiding: ReadonlyMap<number, Hiding>;
  readonly bands: ReadonlyMap<number, Band>;
  readonly exposed: readonly Exposure[];
};

/** Hides what a component needs, puts bands for hidden rates where they rule no proof out, and attacks the outcome. */
export function planComponent(highs: Highs, task: ComponentTask): ComponentPlan {
  const { system, component, primary, policy } = task;
  // A count that is out cannot be hidden any more.
  const hidable = (unit: number) => system.outAlready.get(unit) ?? "all";
  const hiddenBefore = component.units.filter(
    (unit) => system.outAlready.has(unit) && hidable(unit) !== "nothing",
  );
  const leftOut = component.units.filter((unit) => system.units[unit]?.isLeftOut);
  const withoutCell = component.units.filter((unit) => isWithoutCell(system.units[unit] as Unit));
  const own = component.units.filter((unit) => primary.has(unit) && hidable(unit) !== "nothing");
  if (own.length === 0 && hiddenBefore.length === 0)
    return { hiding: new Map(), bands: new Map(), exposed: [] };
  const { values: base, contradicted } = basePoint(highs, system, component);
  const harmless = new Set(withoutCell.filter((unit) => !primary.has(unit)));
  const hidden = new Map<number, Hiding>([
    ...own.map((unit) => [unit, lesser(primary.get(unit) as Hiding, hidable(unit))] as const),
    ...withoutCell.map((unit) => [unit, "all"] as const),
    // Cells of earlier releases that are others now.
    ...hiddenBefore
      .filter((unit) => system.units[unit]?.cell === undefined)
      .map((unit) => [unit, hidable(unit)] as const),
  ]);
  const weight = weightIn(task, base);
  const common = {
    units: component.units,
    harmless,
    mostHiding: hidable,
    weight,
    near: nearby({ system, component, weight }),
    minimumWidth: policy.minimumWidth,
    minimumCell: policy.minimumCell,
  };
  const knowing = { ...common, system, base, standings: standingsIn(system, component, contradicted) };
  let { hiding, proofs, exposed } = suppress(highs, { ...knowing, primary: hidden });
  // What protects against a reader who knows that some are left out of a breakdown may not do so against one who does not.
  for (let round = 0; leftOut.length > 0 && exposed.length === 0 && round < MOST_ROUNDS; round++) {
    const wider = suppressForNaive(highs, { ...common, component, system, hiding });
    if (wider.size === hiding.size && [...wider].every(([unit, how]) => hiding.get(unit) === how)) break;
    ({ hiding, proofs, exposed } = suppress(highs, { ...knowing, primary: wider }));
  }
  if (exposed.length > 0) return { hiding, bands: new Map(), exposed: exposed.map(unprotectable) };
  const knowledge = { system, component, base, contradicted, hiding };
  const bands = bandsFor(knowledge, { proofs, policy });
  const asked = [...hiding.keys()].filter((unit) => !harmless.has(unit));
  const audited = (told: ReadonlyMap<number, CountBand>) => {
    const known = { ...knowledge, bands: withBefore(told, system), standings: knowing.standings };
    return audit(highs, known, { asked, proofs, policy });
  };
  const narrow = audited(bands);
  if (narrow.length === 0 || bands.size === 0) return { hiding, bands, exposed: narrow };
  // With bands of earlier releases the new ones may tell too much.
  return { hiding, bands: new Map(), exposed: audited(new Map()) };
}

/** What readers know by the bands of now and of before. */
function withBefore(
  bands: ReadonlyMap<number, CountBand>,
  { bandsBefore }: CountSystem,
): ReadonlyMap<number, CountBand> {
  const all = new Map(bandsBefore);
  for (const [unit, band] of bands) all.set(unit, narrower(band, bandsBefore.get(unit)));
  return all;
}

const MOST_ROUNDS = 5;

/** Children whom no figure is about by itself. */
function isWithoutCell({ isLeftOut, isUnseen }: Unit): boolean {
  return isLeftOut === true || isUnseen === true;
}

/**
 * What has to be hidden besides from a reader who takes the parts of every breakdown for all of its whole: the figures shown are the
 * same, and those hidden are whatever fits. Where nothing fits, that reader learns of the mistake.
 */
function suppressForNaive(
  highs: Highs,
  {
    component,
    hiding,
    ...task
  }: Omit<Suppression, "primary" | "base" | "standings"> & {
    readonly component: Component;
    readonly hiding: ReadonlyMap<number, Hiding>;
  },
): ReadonlyMap<number, Hiding> {
  const system = asNaivelyRead(task.system, hiding);
  const { values: base, contradicted } = basePoint(highs, system, component);
  const standings = standingsIn(system, component, contradicted);
  return suppress(highs, { ...task, system, base, standings, primary: hiding }).hiding;
}

/** A system as one reads it who knows what is shown and nothing of those left out. */
function asNaivelyRead(system: CountSystem, hiding: ReadonlyMap<number, Hiding>): CountSystem {
  const values = [...system.values];
  const units = system.units.map((unit, index) => {
    const how = hiding.get(index) ?? "nothing";
    if (how === "nothing") return unit;
    const { inside, outside } = unit;
    const all =
      (system.values[inside] ?? null) === null
        ? unit.all
        : (system.values[inside] ?? 0) + (system.values[outside ?? -1] ?? 0);
    values[inside] = null;
    if (outside !== undefined) values[outside] = null;
    const { all: _all, ...own } = unit;
    return how === "inside" && all !== undefined ? { ...own, all } : own;
  });
  const equations = system.equations.map(({ variables, coefficients }) => {
    const kept = variables.flatMap((variable, at) =>
      system.units[system.owners[variable] as number]?.isLeftOut ? [] : [at],
    );
    return {
      variables: kept.map((at) => variables[at] as number),
      coefficients: kept.map((at) => coefficients[at] as number),
    };
  });
  return { ...system, units, values, equations };
}

function unprotectable(unit: number): Exposure {
  return { unit, count: "all", least: 0, most: 0, recovered: false };
}

/** Bands for hidden rates whose denominator is shown, each wide enough for every proof that changes the count. */
function bandsFor(
  { system, component, hiding, base }: Omit<Knowledge, "bands">,
  { proofs, policy: { rates, minimumWidth } }: { proofs: readonly Proof[]; policy: ReleasePolicy },
): Map<number, Band> {
  if (rates === "hidden") return new Map();
  const reach = new Map<number, { least: number; most: number }>();
  for (const [unit, { inside: by }] of proofs.flatMap((proof) => [...proof])) {
    const now = base.get(system.units[unit]?.inside ?? -1) ?? 0;
    const { least, most } = reach.get(unit) ?? { least: now, most: now };
    reach.set(unit, { least: Math.min(least, now + by), most: Math.max(most, now + by) });
  }
  return new Map(
    component.units.flatMap((unit) => {
      const { inside, outside, cell } = system.units[unit] as Unit;
      const open = reach.get(unit);
      const isKnown = (system.values[inside] ?? null) !== null;
      if (cell === undefined || outside === undefined || hiding.get(unit) !== "inside" || !open || !isKnown)
        return [];
      const band = bandOf((base.get(inside) ?? 0) + (base.get(outside) ?? 0), {
        ...open,
        minimumWidth,
        onlyEnds: rates === "ends",
      });
      return band ? [[unit, band] as const] : [];
    }),
  );
}
