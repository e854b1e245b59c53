import { Decimal } from "decimal.js";

/**
 * Decimal arithmetic with 50 significant digits: an amount of 16 digits times a factor keeps more than 30 digits behind the point, so
 * that rounding to the minor unit happens once, at the end. Half up; below zero away from zero, so that undoing mirrors doing.
 */
export const Exact = Decimal.clone({ precision: 50, rounding: Decimal.ROUND_HALF_UP });
export type Exact = Decimal;

/** Integer minor units, rounded half up; undefined where they would no longer be exact as a number. */
export function exactMinorUnits(value: Exact): number | undefined {
  const minor = value.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
  if (!Number.isSafeInteger(minor)) return undefined;
  return minor === 0 ? 0 : minor;
}

/** Integer minor units as `exactMinorUnits` gives them; throws where it gives none. */
export function toMinorUnits(value: Exact): number {
  const minor = exactMinorUnits(value);
  if (minor === undefined) throw new Error("An amount left the range that is exact.");
  return minor;
}

/** A share in per cent ("12.5") of an amount in minor units, rounded half up. */
export function percentOf(amountMinor: number, percent: string): number {
  return toMinorUnits(new Exact(amountMinor).times(percent).dividedBy(100));
}
