import type { Period } from "../../platform/time.ts";
import type { Dimensions } from "../dimension.ts";
import type { PlaceScope } from "../places/place-list.ts";

/** Of whom, where and when a figure is. */
export type Scope = {
  readonly period: Pick<Period, "start" | "end">;
  /** `within`: the codes of all places in which it lies, the nearest first, none for the outermost; left out where that is not known. */
  readonly place: PlaceScope;
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
  return a.place.within && b.place.within && areSiblings(a.place, b.place) ? "apart" : "places-unknown";
}

/**
 * Whether the ways of two places part at two of one kind: districts exclude one another, but a district and a neighbourhood of one
 * county may hold the same people. Where kinds are not said, places that do not lie in one another are taken to be apart.
 */
function areSiblings(a: PlaceScope, b: PlaceScope): boolean {
  const kindOf = (place: PlaceScope, other: PlaceScope) => {
    const branch = [place.code, ...(place.within ?? [])].filter((code) => !other.within?.includes(code));
    return place.kinds?.[branch.at(-1) ?? place.code];
  };
  return kindOf(a, b) === kindOf(b, a);
}
