import type { Measure, ProtectableCell, ProtectableSet } from "../../../shared/disclosure/protectable.ts";

export const PERCENT: Measure = { unit: "percent", aboutSystem: false };

/** A cell of so many of so many. */
export function aCell(numerator: number, denominator: number): ProtectableCell {
  return { numerator, denominator, value: (100 * numerator) / denominator, status: "ok" };
}

/** A percentage whose counts nobody gave. */
export function aPercentage(value: number): ProtectableCell {
  return { numerator: null, denominator: null, value, status: "ok" };
}

/** A cell without a figure. */
export function noFigure(status: ProtectableCell["status"]): ProtectableCell {
  return { numerator: null, denominator: null, value: null, status };
}

export function aSet(cells: Record<string, ProtectableCell>, protectedAtSource = false): ProtectableSet {
  return { protectedAtSource, cells };
}
