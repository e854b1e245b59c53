import { type DisclosurePolicy, isSmall } from "./policy.ts";
import type { Measure, ProtectableCell, ProtectableSet } from "./protectable.ts";

/** What may be shown of a cell by itself: safe; small; or nothing is known of the counts behind it. */
export type CellJudgement = "safe" | "small" | "unknown";

/**
 * Judges one cell by its numerator, its denominator and the complement (denominator − numerator). A count that follows from
 * the figures (100 × n / d) is judged as if it were printed: with the denominator known, a percentage gives the numerator.
 */
export function judgeCell(
  cell: ProtectableCell,
  context: { measure: Measure; policy: DisclosurePolicy; set: Pick<ProtectableSet, "protectedAtSource"> },
): CellJudgement {
  const { measure, policy, set } = context;
  if (cell.value === null && cell.numerator === null && cell.denominator === null) return "safe";
  const { numerator, denominator } = impliedCounts(cell, measure);
  const counts = [numerator, denominator, complement(numerator, denominator, measure)];
  if (counts.some((count) => count !== null && isSmall(count, policy))) return "small";
  if (numerator !== null && (denominator !== null || measure.unit === "count")) return "safe";
  if (cell.value === null || set.protectedAtSource) return "safe";
  const isOfSystem =
    measure.aboutSystem &&
    (measure.unit === "currency" || measure.unit === "index" || measure.unit === "ratio");
  return isOfSystem ? "safe" : "unknown";
}

/** The counts of a cell, the one that is missing computed from the value where that gives it. */
export function impliedCounts(
  cell: ProtectableCell,
  measure: Measure,
): Pick<ProtectableCell, "numerator" | "denominator"> {
  const { numerator, denominator, value } = cell;
  const per = measure.unit === "percent" ? 100 : measure.unit === "rate" ? (measure.ratePer ?? 1) : undefined;
  if (per === undefined || value === null) return { numerator, denominator };
  if (numerator === null && denominator !== null)
    return { numerator: Math.round((value * denominator) / per), denominator };
  if (numerator !== null && denominator === null && value > 0)
    return { numerator, denominator: Math.round((numerator * per) / value) };
  return { numerator, denominator };
}

/** Those who are counted in the denominator but not in the numerator; only where the numerator is a part of it. */
export function complement(
  numerator: number | null,
  denominator: number | null,
  measure: Measure,
): number | null {
  if (numerator === null || denominator === null || numerator > denominator) return null;
  return measure.unit === "percent" || measure.unit === "rate" ? denominator - numerator : null;
}
