/**
 * How much of a unit is hidden: nothing; the count inside, and with it the rate and the count outside, while the denominator is
 * shown; or all of it.
 */
export const HIDINGS = ["nothing", "inside", "all"] as const;
export type Hiding = (typeof HIDINGS)[number];

/** The graver of two hidings. */
export function graver(a: Hiding, b: Hiding): Hiding {
  return HIDINGS.indexOf(a) >= HIDINGS.indexOf(b) ? a : b;
}

/** The lesser of two hidings. */
export function lesser(a: Hiding, b: Hiding): Hiding {
  return graver(a, b) === a ? b : a;
}
