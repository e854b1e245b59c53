import type { Polarity } from "../indicator-words.ts";
import { distance } from "./gap.ts";
import { inOrder } from "./group.ts";

/** A group's figure, and how many people it is of; without sizes only the unweighted measures can be formed. */
export type SizedValue = { readonly category: string; readonly value: number; readonly size?: number };

/**
 * How uneven one breakdown is, absolute and relative together, because none of them is the right one alone
 * (https://www.cdc.gov/library/researchguides/health_disparity_measure.html). Null where it cannot be formed: no sizes, an
 * overall value of 0, a value of 0 under a logarithm. Differences, ratios and headroom are positive, and above 1, where a
 * group is worse off, whichever way is better.
 */
export type Disparity = {
  readonly groups: number;
  /** What everybody has: as given, else the mean weighted by sizes. */
  readonly overall: number | null;
  /** In the unit of the values (the variance in its square). */
  readonly absolute: {
    /** Best − worst: the maximal difference. */
    readonly range: number;
    /** Best − the plain mean of all other groups: the summary difference of Healthy People. */
    readonly summaryDifference: number;
    /** mean |y − best|, the best group included. healthequal, R/mdbu.R. */
    readonly meanDifferenceFromBest: number;
    /** Σ w(y − μ)². healthequal, R/bgv.R. */
    readonly betweenGroupVariance: number | null;
    /** Best − μ: what everybody would gain if all groups were where the best is. healthequal, R/parisk.R. */
    readonly attributableRisk: number | null;
  };
  readonly relative: {
    /** Best / worst: the maximal ratio. */
    readonly ratio: number | null;
    /** Best / the plain mean of all other groups: the summary ratio of Healthy People. */
    readonly summaryRatio: number | null;
    /** 100 × mean |y − μ| / μ. healthequal, R/idisu.R. */
    readonly indexOfDisparity: number | null;
    /** 100 × Σ w|y − μ| / μ. healthequal, R/idisw.R. */
    readonly weightedIndexOfDisparity: number | null;
    /** 100 × attributable risk / μ. healthequal, R/paf.R. */
    readonly attributableFraction: number | null;
    /** Σ w(y/μ) ln(y/μ); often shown times 1,000. healthequal, R/ti.R. */
    readonly theil: number | null;
    /** Σ −w ln(y/μ); often shown times 1,000. healthequal, R/mld.R. */
    readonly meanLogDeviation: number | null;
  };
};

/** The disparity of one breakdown. Undefined for fewer than two groups. Groups must not overlap. */
export function disparityOf(
  values: readonly SizedValue[],
  options: { readonly polarity: Polarity; readonly overall?: number },
): Disparity | undefined {
  const groups = inOrder(values);
  if (groups.length < 2) return undefined;
  const { polarity } = options;
  const weights = weightsOf(groups);
  const overall = options.overall ?? (weights ? weighted(groups, weights, (value) => value) : null);
  const all = groups.map(({ value }) => value);
  const best = polarity === "higher" ? Math.max(...all) : Math.min(...all);
  const worst = polarity === "higher" ? Math.min(...all) : Math.max(...all);
  const others = mean(all.toSpliced(all.indexOf(best), 1));
  const range = distance({ reference: best, group: worst }, polarity);
  const summary = distance({ reference: best, group: others }, polarity);
  // A published overall value can lie beyond the best group, where some people are in no group: no headroom then.
  const headroom =
    overall === null ? null : Math.max(0, polarity === "higher" ? best - overall : overall - best);
  return {
    groups: groups.length,
    overall,
    absolute: {
      range: range.difference,
      summaryDifference: summary.difference,
      meanDifferenceFromBest: mean(all.map((value) => Math.abs(value - best))),
      betweenGroupVariance:
        weights && overall !== null ? weighted(groups, weights, (value) => (value - overall) ** 2) : null,
      attributableRisk: headroom,
    },
    relative: {
      ratio: range.ratio,
      summaryRatio: summary.ratio,
      attributableFraction:
        headroom === null || overall === null || overall === 0 ? null : (100 * headroom) / overall,
      ...relativeToOverall(groups, weights, overall),
    },
  };
}

function relativeToOverall(
  groups: readonly SizedValue[],
  weights: readonly number[] | undefined,
  overall: number | null,
) {
  const isUsable = overall !== null && overall > 0;
  const away = (value: number) => (100 * Math.abs(value - (overall ?? 0))) / (overall ?? 1);
  const share = (value: number) => value / (overall ?? 1);
  const ofWeights = (term: (value: number) => number) =>
    isUsable && weights ? weighted(groups, weights, term) : null;
  const hasLogarithms = groups.every(({ value }) => value > 0);
  return {
    indexOfDisparity: isUsable ? mean(groups.map(({ value }) => away(value))) : null,
    weightedIndexOfDisparity: ofWeights(away),
    theil: hasLogarithms ? ofWeights((value) => share(value) * Math.log(share(value))) : null,
    meanLogDeviation: hasLogarithms ? ofWeights((value) => -Math.log(share(value))) : null,
  };
}

/** The shares of the groups in all of them; undefined unless every group has a size, and somebody is in one. */
function weightsOf(groups: readonly SizedValue[]): number[] | undefined {
  const sizes = groups.flatMap(({ size }) => (size === undefined ? [] : [size]));
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return sizes.length === groups.length && all > 0 ? sizes.map((size) => size / all) : undefined;
}

function weighted(
  groups: readonly SizedValue[],
  weights: readonly number[],
  term: (value: number) => number,
): number {
  return groups.reduce((sum, { value }, index) => sum + (weights[index] ?? 0) * term(value), 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
