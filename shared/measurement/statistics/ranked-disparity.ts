import type { Polarity } from "../indicator-words.ts";
import { inOrder } from "./group.ts";

/** A group of an ordered dimension (income bands, say): rank 1 is the most disadvantaged. */
export type RankedValue = {
  readonly category: string;
  readonly rank: number;
  readonly value: number;
  readonly size: number;
};

/**
 * The gradient along an ordered dimension. Positive, and above 1, where the advantaged end is better off; null where a mean or
 * the far end of the line is not above 0.
 */
export type RankedDisparity = {
  readonly absolute: {
    /** What the fitted line gains from the bottom of the ranking to its top. */
    readonly slopeIndex: number;
    /** Concentration index × mean. */
    readonly concentrationIndex: number;
  };
  readonly relative: {
    /** Slope index / mean. */
    readonly slopeIndex: number | null;
    /** Kunst–Mackenbach: the fitted better-off end / the worse-off end. */
    readonly kunstMackenbach: number | null;
    /** 2/μ × Σ w y R − 1, R being the middle of each group in the ranking from 0 to 1. */
    readonly concentrationIndex: number | null;
  };
};

/**
 * Slope, relative and concentration indices of the HD*Calc set (http://www.seer.cancer.gov/hdcalc/measures.html): the line is
 * fitted by least squares weighted with the sizes, over the middle of each group in the cumulative ranking
 * (https://seer.cancer.gov/help/hdcalc/inference-methods/pre-calculated-statistics-1/measures-of-relative-disparity/relative-concentration-index-rci).
 * Undefined for fewer than two groups that have people, and for a rank that two of them share.
 */
export function rankedDisparity(
  values: readonly RankedValue[],
  options: { readonly polarity: Polarity },
): RankedDisparity | undefined {
  const groups = inOrder(values)
    .filter(({ size }) => size > 0)
    .sort((a, b) => a.rank - b.rank);
  const people = groups.reduce((sum, { size }) => sum + size, 0);
  const isRanked = new Set(groups.map(({ rank }) => rank)).size === groups.length;
  if (groups.length < 2 || !isRanked) return undefined;
  let below = 0;
  const placed = groups.map(({ value, size }) => {
    const middle = (below + size / 2) / people;
    below += size;
    return { value, weight: size / people, middle };
  });
  const sum = (term: (group: (typeof placed)[number]) => number) =>
    placed.reduce((total, group) => total + group.weight * term(group), 0);
  const average = sum(({ value }) => value);
  // The weighted mean of the middles is always one half.
  const covariance = sum(({ value, middle }) => (value - average) * (middle - 0.5));
  const slope = covariance / sum(({ middle }) => (middle - 0.5) ** 2);
  const sign = options.polarity === "higher" ? 1 : -1;
  const [bottom, top] = [average - slope / 2, average + slope / 2];
  const [better, worse] = sign === 1 ? [top, bottom] : [bottom, top];
  const concentration = sign * 2 * covariance;
  return {
    absolute: { slopeIndex: sign * slope, concentrationIndex: concentration },
    relative: {
      slopeIndex: average > 0 ? (sign * slope) / average : null,
      kunstMackenbach: worse > 0 && better > 0 ? better / worse : null,
      concentrationIndex: average > 0 ? concentration / average : null,
    },
  };
}
