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

/** What a band has to leave open: the counts that have to stay possible, and at least `minimumWidth` above the lowest. */
type Open = {
  readonly least: number;
  readonly most: number;
  readonly minimumWidth: number;
  /** Only the lowest and the highest rates are told, as "below 5 %" and "95 % and above": top and bottom coding. */
  readonly onlyEnds: boolean;
};

/** The narrowest band of the ladder that a rate may be published in. Undefined where the group is too small for any. */
export function bandOf(all: number, open: Open): Band | undefined {
  for (const { atLeast, step } of LADDER) {
    if (all < atLeast) continue;
    const order = Math.min(Math.floor((open.least * 100) / (all * step)), 100 / step - 1);
    const [from, to] = [order * step, (order + 1) * step];
    const least = Math.ceil((from * all) / 100);
    const most = to === 100 ? all : Math.ceil((to * all) / 100) - 1;
    if (open.onlyEnds && from > 0 && to < 100) continue;
    if (least <= open.least && open.most <= most && most - least >= open.minimumWidth)
      return { from, to, least, most };
  }
  return undefined;
}
