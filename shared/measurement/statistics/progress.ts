import type { Polarity } from "../indicator.ts";

/** The rule set by which progress is classed. A class is kept with it, so that a later rule set never re-labels it. */
export const PROGRESS_RULES = "healthy-people-2020-without-standard-errors@1";

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

/** The change since the baseline. Favourable is a move in the direction that is better; no move is not favourable. */
export function changeSince(baseline: number, latest: number, polarity: Polarity): Change {
  const moved = micro(latest) - micro(baseline);
  return {
    difference: moved / 1e6,
    relativePercent: baseline === 0 ? null : (100 * moved) / Math.abs(micro(baseline)),
    favourable: polarity === "higher" ? moved > 0 : moved < 0,
  };
}

function micro(value: number): number {
  return Math.round(value * 1e6);
}
