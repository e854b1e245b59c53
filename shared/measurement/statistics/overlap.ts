import type { Period } from "../../platform/time.ts";
import type { Dimensions } from "../dimension.ts";

/** Of whom, where and when a figure is. */
export type Scope = {
  readonly period: Pick<Period, "start" | "end">;
  /** `within`: the codes of all places in which it lies, none for the outermost; left out where that is not known. */
  readonly place: { readonly code: string; readonly within?: readonly string[] };
  readonly dimensions: Dimensions;
};

/** Whether two figures can be of the same people. */
export type Relation = "apart" | "overlapping" | "parent" | "places-unknown";

/**
 * How two scopes lie to one another. They are apart if their periods are, if neither place lies in the other, or if they are
 * different categories of one dimension, unless people can be in several categories of it (`overlapping`). What cannot be shown
 * to be apart is not.
 */
export function relationOf(a: Scope, b: Scope, overlapping: readonly string[]): Relation {
  if (a.period.end < b.period.start || b.period.end < a.period.start) return "apart";
  const excludes = Object.entries(a.dimensions).some(([dimension, category]) => {
    const other = b.dimensions[dimension];
    return other !== undefined && other !== category && !overlapping.includes(dimension);
  });
  if (excludes) return "apart";
  if (a.place.code === b.place.code) return "overlapping";
  if (a.place.within?.includes(b.place.code) || b.place.within?.includes(a.place.code)) return "parent";
  return a.place.within && b.place.within ? "apart" : "places-unknown";
}
