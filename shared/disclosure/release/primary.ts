import type { Unit } from "./count-system.ts";
import type { ReleasePolicy } from "./release-policy.ts";

/**
 * How much of a unit is hidden: nothing; the count inside, and with it the rate and the count outside, while the denominator is
 * shown; or all of it.
 */
export type Hiding = "nothing" | "inside" | "all";

/** The counts of a unit: null where nobody of us knows one. */
export type UnitCounts = {
  readonly inside: number | null;
  readonly outside?: number | null;
  readonly all?: number | null;
};

/** The counts of a unit, the denominator included. */
export function countsOfUnit(unit: Unit, values: readonly (number | null)[]): UnitCounts {
  const inside = values[unit.inside] ?? null;
  if (unit.outside === undefined) return { inside };
  const outside = values[unit.outside] ?? null;
  return {
    inside,
    outside,
    all: inside === null || outside === null ? (unit.all ?? null) : inside + outside,
  };
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

/** A count that could lead to somebody. */
export function isSmall(count: number, { minimumCell }: Pick<ReleasePolicy, "minimumCell">): boolean {
  return count > 0 && count < minimumCell;
}

/** The graver of two hidings. */
export function graver(a: Hiding, b: Hiding): Hiding {
  return ORDER[a] >= ORDER[b] ? a : b;
}

const ORDER: Readonly<Record<Hiding, number>> = { nothing: 0, inside: 1, all: 2 };
