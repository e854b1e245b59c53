import { zFor } from "./distribution.ts";
import { compare, exact, minus, plus, square, times } from "./exact.ts";

/** A survey's estimate with its margin of error (a half-width, in the estimate's unit) and the level of that margin. */
export type Estimate = { readonly value: number; readonly margin: number; readonly level: number };

/** The Census Bureau's own z of the levels it publishes; other levels take the quantile. */
const PUBLISHED_Z: Readonly<Record<number, number>> = { 0.9: 1.645, 0.95: 1.96, 0.99: 2.576 };

/**
 * What the American Community Survey writes instead of a margin: `*****` is a controlled estimate, whose margin is 0; with `**`
 * or `***` there were too few cases or the median lies in an open end, and no test is appropriate.
 */
export const MARGIN_SYMBOLS: Readonly<Record<string, number | "not-testable">> = {
  "*****": 0,
  "***": "not-testable",
  "**": "not-testable",
};

/**
 * The standard error behind a margin: margin / z, 1.645 for the 90 % of the American Community Survey
 * (https://info.5y1.org/statistical-test-for-percentage-comparison_1_e855a2.html).
 */
export function standardError({ margin, level }: Pick<Estimate, "margin" | "level">): number {
  return margin / publishedZ(level);
}

/** The same estimate with its margin at another level. */
export function atLevel(estimate: Estimate, level: number): Estimate {
  const margin = standardError(estimate) * publishedZ(level);
  return { value: estimate.value, margin: level === estimate.level ? estimate.margin : margin, level };
}

/**
 * The sum of estimates that do not overlap: √Σ margin². Of several estimates of 0 only the largest margin counts, or the sum
 * would look less certain with every empty cell (Census Bureau, 2016_MOE_Slides_01, slide 26).
 */
export function sumOfEstimates(estimates: readonly Estimate[], level = 0.9): Estimate {
  const same = estimates
    .map((estimate) => atLevel(estimate, level))
    .sort((a, b) => a.value - b.value || a.margin - b.margin);
  const empty = same.filter(({ value }) => value === 0).map(({ margin }) => margin);
  const margins = same.filter(({ value }) => value !== 0).map(({ margin }) => margin);
  const value = same.reduce((sum, estimate) => sum + estimate.value, 0);
  return { value, margin: Math.hypot(...margins, Math.max(0, ...empty)), level };
}

/** `a` − `b`: the margin of a difference is that of a sum. At the level of `a`. */
export function differenceOfEstimates(a: Estimate, b: Estimate): Estimate {
  return {
    value: a.value - b.value,
    margin: Math.hypot(a.margin, atLevel(b, a.level).margin),
    level: a.level,
  };
}

/**
 * `part` of `whole`, where the part lies in the whole: √(margin² − p² × margin of the whole²) / whole, and where that would be
 * the root of a negative number the formula of a ratio. Undefined for a whole of 0. Census Bureau, Understanding and Using
 * American Community Survey Data, "Calculating Measures of Error for Derived Estimates".
 */
export function proportionOfEstimates(part: Estimate, whole: Estimate): Estimate | undefined {
  if (whole.value === 0) return undefined;
  const value = part.value / whole.value;
  const radicand = part.margin ** 2 - (value * atLevel(whole, part.level).margin) ** 2;
  if (radicand < 0) return ratioOfEstimates(part, whole);
  return { value, margin: Math.sqrt(radicand) / Math.abs(whole.value), level: part.level };
}

/** `a` to `b`, neither of which is part of the other: √(margin² + r² × margin of b²) / b. Undefined for a `b` of 0. */
export function ratioOfEstimates(a: Estimate, b: Estimate): Estimate | undefined {
  if (b.value === 0) return undefined;
  const value = a.value / b.value;
  const margin = Math.hypot(a.margin, value * atLevel(b, a.level).margin) / Math.abs(b.value);
  return { value, margin, level: a.level };
}

/**
 * Whether two estimates differ at a level: |A − B| / √(SE² + SE²) above z, decided without rounding where the margins are
 * given at that level. `z` is null where neither has any error: then they differ if they are not the same.
 */
export function testEstimates(
  a: Estimate,
  b: Estimate,
  level = 0.9,
): { z: number | null; significant: boolean } {
  const [first, second] = [atLevel(a, level), atLevel(b, level)];
  const error = Math.hypot(standardError(first), standardError(second));
  const difference = minus(exact(a.value), exact(b.value));
  const margins = plus(square(exact(first.margin)), square(exact(second.margin)));
  return {
    z: error === 0 ? null : (a.value - b.value) / error,
    // |d| / √(SE₁² + SE₂²) > z is d² > margin₁² + margin₂², with both margins at the level of z.
    significant: compare(times(difference, difference), margins) > 0,
  };
}

function publishedZ(level: number): number {
  return PUBLISHED_Z[level] ?? zFor(level);
}
