/** The two functions of vega-statistics that are used here; the package ships no types. */
declare module "vega-statistics" {
  /** The share of the normal distribution below `value`. */
  export function cumulativeNormal(value: number, mean?: number, stdev?: number): number;
  /** The value below which the share `p` of the normal distribution lies; NaN outside 0 to 1. */
  export function quantileNormal(p: number, mean?: number, stdev?: number): number;
}
