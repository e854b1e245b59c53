/**
 * The steps of the ladder by which the U.S. Department of Education publishes graduation rates (EDFacts, 2011-12 to 2014-15): the
 * larger the group, the narrower the bands, in percent. Ours are half open, so that every rate is in exactly one.
 */
const LADDER = [
  { atLeast: 61, step: 5 },
  { atLeast: 31, step: 10 },
  { atLeast: 16, step: 20 },
  { atLeast: 6, step: 50 },
] as const;

/** A band of rates in percent, the upper end not in it unless it is 100; and the counts of its denominator that lie in it. */
export type Band = {
  readonly from: number;
  readonly to: number;
  readonly least: number;
  readonly most: number;
};

/**
 * The narrowest band of the ladder that a rate may be published in: one that leaves all counts open that have to stay possible, from
 * `reach.least` to `reach.most`. Undefined where the group is too small for any.
 */
export function bandOf(
  all: number,
  reach: { readonly least: number; readonly most: number },
): Band | undefined {
  for (const { atLeast, step } of LADDER) {
    if (all < atLeast) continue;
    const order = Math.min(Math.floor((reach.least * 100) / (all * step)), 100 / step - 1);
    const [from, to] = [order * step, (order + 1) * step];
    const least = Math.ceil((from * all) / 100);
    const most = to === 100 ? all : Math.ceil((to * all) / 100) - 1;
    if (least <= reach.least && reach.most <= most) return { from, to, least, most };
  }
  return undefined;
}
