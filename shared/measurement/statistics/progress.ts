import type { Polarity } from "../indicator-words.ts";
import { compare, exact, fraction, micro, plus, square, times } from "./exact.ts";

/** The rule set by which progress is classed. A class is kept with it, so that a later rule set never re-labels it. */
export const PROGRESS_RULES = "healthy-people-2020-without-standard-errors@1";
/** The rule set where baseline and latest have standard errors. */
export const PROGRESS_RULES_WITH_ERRORS = "healthy-people-2020-with-standard-errors@1";

/**
 * met, improving, no detectable change, getting worse; or why there is no class: only a baseline, no target (informational),
 * no baseline (developmental).
 */
export const PROGRESS_CLASSES = [
  "met",
  "improving",
  "no-detectable-change",
  "getting-worse",
  "baseline-only",
  "informational",
  "developmental",
] as const;
export type ProgressClass = (typeof PROGRESS_CLASSES)[number];

export type ProgressFacts = {
  readonly polarity: Polarity;
  readonly baseline?: number | undefined;
  readonly target?: number | undefined;
  readonly latest?: number | undefined;
};

/** `baselineError` and `latestError` are standard errors, in the unit of the figures; the errors count only if both are known. */
export type ProgressEstimates = ProgressFacts & {
  readonly baselineError?: number | undefined;
  readonly latestError?: number | undefined;
};

/** A class with the rules it was made by, and how far the way to the target is gone. */
export type Progress = {
  readonly class: ProgressClass;
  readonly rules: typeof PROGRESS_RULES | typeof PROGRESS_RULES_WITH_ERRORS;
  readonly standardErrorsUsed: boolean;
  readonly percentOfTargetedChange?: number;
};

/** What moved since the baseline: in the unit of the indicator, and in percent of the baseline (null from a baseline of 0). */
export type Change = {
  readonly difference: number;
  readonly relativePercent: number | null;
  readonly favourable: boolean;
};

/**
 * Percent of the targeted change that is achieved: 100 × (latest − baseline) / (target − baseline), as Healthy People
 * computes it (https://www.cdc.gov/nchs/healthy-people/hp2030/methods.html). Above 100 beyond the target, below 0 where it
 * moved away. Undefined where the target is the baseline.
 * @example percentOfTargetedChange({ baseline: 55, latest: 62, target: 70 }) // 46.666…
 */
export function percentOfTargetedChange(facts: {
  baseline: number;
  latest: number;
  target: number;
}): number | undefined {
  const wanted = micro(facts.target) - micro(facts.baseline);
  if (wanted === 0) return undefined;
  return (100 * (micro(facts.latest) - micro(facts.baseline))) / wanted;
}

/**
 * The progress class without standard errors, by the rules of Healthy People 2020's final progress table
 * (https://catalog.data.gov/dataset/healthy-people-2020-final-progress-table-eef88): met at or beyond the target; improving
 * from 10 % of the targeted change on; getting worse from 10 % of the baseline away from the target on; between them no
 * detectable change. Compared in integers of a millionth, so that 10 % is 10 % in floating point too.
 */
export function progressClass(facts: ProgressFacts): ProgressClass {
  const { baseline, latest, target, polarity } = facts;
  if (baseline === undefined) return "developmental";
  if (latest === undefined) return "baseline-only";
  if (target === undefined) return "informational";
  const sign = polarity === "higher" ? 1 : -1;
  const toward = sign * (micro(latest) - micro(baseline));
  const wanted = sign * (micro(target) - micro(baseline));
  if (toward >= wanted) return "met";
  if (toward > 0) return toward * 10 >= wanted ? "improving" : "no-detectable-change";
  if (toward === 0) return "no-detectable-change";
  return -toward * 10 >= Math.abs(micro(baseline)) ? "getting-worse" : "no-detectable-change";
}

/**
 * The progress class with standard errors where both figures have them and something moved short of the target, else without;
 * and which of the two it was. With them: improving or getting worse where the move is significant at the two-sided 95 % level,
 * |latest − baseline| > 1.96 × √(SE² + SE²), however small it is; else no detectable change.
 */
export function classifyProgress(facts: ProgressEstimates): Progress {
  const { baseline, latest, target, polarity } = facts;
  const without = progressClass(facts);
  if (baseline === undefined || latest === undefined || target === undefined)
    return { class: without, rules: PROGRESS_RULES, standardErrorsUsed: false };
  const percent = percentOfTargetedChange({ baseline, latest, target });
  const achieved = percent === undefined ? {} : { percentOfTargetedChange: percent };
  const isSignificant = significance(latest - baseline, facts);
  if (without === "met" || isSignificant === undefined)
    return { class: without, rules: PROGRESS_RULES, standardErrorsUsed: false, ...achieved };
  const direction = changeSince(baseline, latest, polarity).favourable ? "improving" : "getting-worse";
  return {
    class: isSignificant ? direction : "no-detectable-change",
    rules: PROGRESS_RULES_WITH_ERRORS,
    standardErrorsUsed: true,
    ...achieved,
  };
}

/** Whether a move exceeds what its errors explain; undefined where they are not both known. */
function significance(moved: number, { baselineError, latestError }: ProgressEstimates): boolean | undefined {
  if (baselineError === undefined || latestError === undefined) return undefined;
  const errors = plus(square(exact(baselineError)), square(exact(latestError)));
  const move = fraction(micro(moved), 1e6);
  // d² > 1.96² × (SE² + SE²), without a root.
  return compare(square(move), times(square(exact(1.96)), errors)) > 0;
}

/** The change since the baseline. Favourable is a move in the direction that is better; no move is not favourable. */
export function changeSince(baseline: number, latest: number, polarity: Polarity): Change {
  const moved = micro(latest) - micro(baseline);
  return {
    difference: moved / 1e6,
    relativePercent: baseline === 0 ? null : (100 * moved) / Math.abs(micro(baseline)),
    favourable: polarity === "higher" ? moved > 0 : moved < 0,
  };
}
