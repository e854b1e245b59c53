import { twoSidedP, zFor } from "./distribution.ts";

/** So many of so many: counts of people, or weighted counts of a survey. */
export type Proportion = { readonly numerator: number; readonly denominator: number };

/**
 * A range around an estimate, at a two-sided level. Counts of everybody are no sample: their interval tells how far a figure
 * moves by chance from year to year, not how far a sample may be off. `describes` says which is meant, and is shown with it.
 */
export type Interval = {
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
  readonly method: string;
  readonly describes: "year-to-year-noise" | "sampling-error";
};

export type IntervalOptions = {
  readonly level?: number;
  /** Whether the counts are of everybody (the default) or of a sample. */
  readonly of?: "everybody" | "sample";
};

/** A two-sided test of no difference. `z` and `p` are null where all or none of both groups are counted: nothing varies. */
export type TwoProportionTest = {
  readonly difference: number;
  readonly z: number | null;
  readonly p: number | null;
};

/** Whether counts are a share of a whole: a denominator above 0, and a numerator from 0 to it. */
export function isProportion({ numerator, denominator }: Proportion): boolean {
  return denominator > 0 && numerator >= 0 && numerator <= denominator;
}

/** The share, 0 to 1. */
export function shareOf({ numerator, denominator }: Proportion): number {
  return numerator / denominator;
}

/**
 * Wilson's score interval of a share (0 to 1); unlike Wald's it holds for small groups and near 0 and 1. Undefined where the
 * counts are no proportion. (p̂ + z²/2n ± z√(p̂(1 − p̂)/n + z²/4n²)) / (1 + z²/n): Wilson 1927,
 * https://www.liquisearch.com/binomial_proportion_confidence_interval/wilson_score_interval.
 * @example wilsonInterval({ numerator: 3, denominator: 12 }) // 0.0889 to 0.5323
 */
export function wilsonInterval(counts: Proportion, options: IntervalOptions = {}): Interval | undefined {
  if (!isProportion(counts)) return undefined;
  const { level = 0.95 } = options;
  const { numerator, denominator: n } = counts;
  const share = shareOf(counts);
  const z2 = zFor(level) ** 2;
  const middle = share + z2 / (2 * n);
  const half = Math.sqrt(z2 * ((share * (1 - share)) / n + z2 / (4 * n ** 2)));
  // At the ends the formula gives exactly 0 and 1; floating point only nearly.
  const lower = numerator === 0 ? 0 : Math.max(0, (middle - half) / (1 + z2 / n));
  const upper = numerator === n ? 1 : Math.min(1, (middle + half) / (1 + z2 / n));
  return { lower, upper, level, method: "wilson-score@1", describes: describes(options) };
}

/**
 * Newcombe's hybrid interval of the difference of two shares, `a` − `b`: from the two Wilson intervals, so asymmetric near 0
 * and 1. Undefined where either is no proportion. Method 10 of Newcombe 1998, https://rdrr.io/rforge/Epi/man/ci.pd.html.
 */
export function newcombeInterval(
  a: Proportion,
  b: Proportion,
  options: IntervalOptions = {},
): Interval | undefined {
  const [first, second] = [wilsonInterval(a, options), wilsonInterval(b, options)];
  if (!first || !second) return undefined;
  const [p1, p2] = [shareOf(a), shareOf(b)];
  return {
    lower: p1 - p2 - Math.hypot(p1 - first.lower, second.upper - p2),
    upper: p1 - p2 + Math.hypot(first.upper - p1, p2 - second.lower),
    level: first.level,
    method: "newcombe-hybrid-score@1",
    describes: first.describes,
  };
}

/**
 * The z test of two shares with a pooled standard error: d / √(p̂(1 − p̂)(1/n₁ + 1/n₂)), d = `a` − `b`. Undefined where
 * either is no proportion. https://metricgate.com/docs/difference-of-proportions-ci.
 */
export function twoProportionTest(a: Proportion, b: Proportion): TwoProportionTest | undefined {
  if (!isProportion(a) || !isProportion(b)) return undefined;
  const difference = shareOf(a) - shareOf(b);
  const pooled = (a.numerator + b.numerator) / (a.denominator + b.denominator);
  if (pooled === 0 || pooled === 1) return { difference, z: null, p: null };
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / a.denominator + 1 / b.denominator));
  return { difference, z: difference / error, p: twoSidedP(difference / error) };
}

/**
 * The ratio of two risks, `a` to `b`, with the interval of its logarithm (Katz 1978): exp(ln RR ± z√(1/x₁ − 1/n₁ + 1/x₂ −
 * 1/n₂)). No ratio where nobody of `b` is counted, and no interval where nobody of `a` is either; undefined where one of
 * them is no proportion.
 */
export function riskRatio(
  a: Proportion,
  b: Proportion,
  options: IntervalOptions = {},
): { readonly ratio: number | null; readonly interval?: Interval } | undefined {
  if (!isProportion(a) || !isProportion(b)) return undefined;
  if (b.numerator === 0) return { ratio: null };
  const ratio = shareOf(a) / shareOf(b);
  if (a.numerator === 0) return { ratio };
  const { level = 0.95 } = options;
  const variance = 1 / a.numerator - 1 / a.denominator + 1 / b.numerator - 1 / b.denominator;
  const spread = Math.exp(zFor(level) * Math.sqrt(variance));
  const bounds = { lower: ratio / spread, upper: ratio * spread };
  return { ratio, interval: { ...bounds, level, method: "log-risk-ratio@1", describes: describes(options) } };
}

function describes({ of = "everybody" }: IntervalOptions): Interval["describes"] {
  return of === "everybody" ? "year-to-year-noise" : "sampling-error";
}
