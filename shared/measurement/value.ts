import type { Unit } from "./indicator-words.ts";
import type { Cell } from "./observation.ts";

/** In what an indicator is measured, as far as arithmetic needs it. */
export type Scale = { readonly unit: Unit; readonly ratePer?: number };

/** A number to six decimals: below that is only the noise of floating point (12.300000000000001). */
export function round6(value: number): number {
  return Number(value.toFixed(6));
}

/**
 * What numerator and denominator give: percent 100 × n / d, rate n / d × ratePer, count n, index, ratio and currency n / d.
 * Undefined where they do not say: one is missing, or the denominator is 0. To six decimals.
 */
export function valueFromCounts(
  counts: { readonly numerator?: number | undefined; readonly denominator?: number | undefined },
  scale: Scale,
): number | undefined {
  const { numerator, denominator } = counts;
  if (numerator === undefined) return undefined;
  if (scale.unit === "count") return numerator;
  if (denominator === undefined || denominator === 0) return undefined;
  if (scale.unit === "percent") return round6((100 * numerator) / denominator);
  if (scale.unit === "rate") return round6((numerator * (scale.ratePer ?? 1)) / denominator);
  return round6(numerator / denominator);
}

/** The figure of a cell: from its counts where it has both, else as recorded; null where its status is not ok. */
export function cellValue(cell: Cell, scale: Scale): number | null {
  if (cell.status !== "ok") return null;
  return valueFromCounts(cell, scale) ?? cell.value ?? null;
}
