import type { CountSystem, EarlierRelease, Unit } from "./count-system.ts";
import { graver, type Hiding } from "./hiding.ts";
import { addressText, countsOf, type SourceCell } from "./release-cell.ts";
import type { ReleasePolicy } from "./release-policy.ts";

/** The counts of a unit: null where nobody of us knows one. */
type UnitCounts = {
  readonly inside: number | null;
  readonly outside?: number | null;
  readonly all?: number | null;
};

/** The counts of a unit, the denominator included. */
function countsOfUnit(unit: Unit, values: readonly (number | null)[]): UnitCounts {
  const inside = values[unit.inside] ?? null;
  if (unit.outside === undefined) return { inside };
  const outside = values[unit.outside] ?? null;
  return {
    inside,
    outside,
    all: inside === null || outside === null ? (unit.all ?? null) : inside + outside,
  };
}

/**
 * What is hidden for its own sake: small counts, what the source hides, small groups that a breakdown leaves out, and what differs by
 * a few children from what is out already.
 */
export function primaryUnits(
  {
    cells,
    earlier,
    policy,
  }: {
    cells: readonly SourceCell[];
    earlier: readonly EarlierRelease[];
    policy: ReleasePolicy;
  },
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
    // Nobody knows whether there are any.
    if (unit.isLeftOut && counts.inside === null) continue;
    const hidings = [primaryHiding(counts, policy)];
    if (source && source.cell.status !== "ok") hidings.push(unit.outside === undefined ? "all" : "inside");
    for (const one of (source && before.get(addressText(source))) ?? [])
      hidings.push(changedHiding(counts, { ...one, policy }));
    const how = hidings.reduce(graver);
    if (how !== "nothing") found.set(index, how);
  }
  return found;
}

/** What of a unit's counts must be hidden for their own sake: small counts, and nobody or everybody of a group. */
export function primaryHiding(counts: UnitCounts, policy: ReleasePolicy): Hiding {
  const { inside, outside, all } = counts;
  if (outside === undefined) return inside === null || isSmall(inside, policy) ? "all" : "nothing";
  if (all === null || all === undefined || isSmall(all, policy)) return "all";
  if (inside === null || outside === null) return "inside";
  if (isSmall(inside, policy) || isSmall(outside, policy)) return "inside";
  return policy.protectZero && all > 0 && (inside === 0 || outside === 0) ? "inside" : "nothing";
}

/**
 * What must be hidden because it differs from what was published before by so few children that the difference is about them.
 * `hiding`: how much was hidden then.
 */
function changedHiding(
  now: UnitCounts,
  { source, hiding, policy }: { source: SourceCell; hiding: Hiding; policy: ReleasePolicy },
): Hiding {
  const before = countsOf(source);
  if (before.kind === "none" || hiding === "all") return "nothing";
  const differs = (a: number | null | undefined, b: number | null) =>
    a !== null && a !== undefined && b !== null && isSmall(Math.abs(a - b), policy);
  if (before.kind === "single") return differs(now.inside, before.inside) ? "all" : "nothing";
  if (differs(now.all, before.all)) return "all";
  if (hiding === "inside") return "nothing";
  return differs(now.inside, before.inside) || differs(now.outside, before.outside) ? "inside" : "nothing";
}

/** A count that could lead to somebody. */
export function isSmall(count: number, { minimumCell }: Pick<ReleasePolicy, "minimumCell">): boolean {
  return count > 0 && count < minimumCell;
}
