import { methodRef } from "./disproportionality-methods.ts";
import { compare, exact, over } from "./exact.ts";
import { exactShare, type Group, inOrder, othersThan, pooled } from "./group.ts";
import {
  type Interval,
  type IntervalOptions,
  isProportion,
  type Proportion,
  riskRatio,
} from "./proportion.ts";

/**
 * The settings of the risk ratio of the Individuals with Disabilities Education Act, as versioned reference data. States choose
 * the threshold (3 in Washington) and may wait up to three years; cells of at most 10 and groups of at most 30 are presumed
 * reasonable as minimums. 34 CFR 300.647, https://edregnc.com/regulation/1098;
 * http://daddybfs.com/student-success/special-education/program-improvement/significant-disproportionality.
 */
export type RiskRatioRule = {
  readonly id: string;
  readonly version: number;
  /** Flagged above it, not at it. */
  readonly threshold: number;
  /** Fewer counted than this, or a smaller group, and no ratio is formed. */
  readonly minimumCell: number;
  readonly minimumGroup: number;
  /** So many years running before it is significant. */
  readonly years: number;
};

export const RISK_RATIO_RULE: RiskRatioRule = {
  id: "idea-risk-ratio",
  version: 1,
  threshold: 3,
  minimumCell: 10,
  minimumGroup: 30,
  years: 3,
};

/** One group's risk beside that of everybody else. */
export type GroupRisk = {
  readonly category: string;
  /** Null where no ratio may be formed: the group is too small, or those it is compared with are. */
  readonly flagged: boolean | null;
  readonly why?: "too-small" | "comparison-too-small" | "no-proportion";
  readonly ratio?: number;
  readonly interval?: Interval;
  /** Whether the comparison is with everybody else here, or with the larger place because they are too few here. */
  readonly comparedWith?: "others" | "larger-place";
};

export type RiskOptions = IntervalOptions & {
  readonly rule?: RiskRatioRule;
  readonly everybody?: Proportion;
  /** By category, everybody else in the larger place (the state): taken for the alternate risk ratio. */
  readonly largerPlace?: Readonly<Record<string, Proportion>>;
};

/** The risk ratio of every group, in the order of their categories; above the threshold is decided without rounding. */
export function riskRatios(
  groups: readonly Group[],
  options: RiskOptions = {},
): { readonly method: string; readonly risks: readonly GroupRisk[] } {
  const { rule = RISK_RATIO_RULE, everybody = pooled(groups) } = options;
  return {
    method: methodRef(rule),
    risks: inOrder(groups).map((group) => riskOf(group, { rule, everybody, options })),
  };
}

function riskOf(
  group: Group,
  at: { rule: RiskRatioRule; everybody: Proportion; options: RiskOptions },
): GroupRisk {
  const { category } = group;
  const silent = (why: NonNullable<GroupRisk["why"]>): GroupRisk => ({ category, flagged: null, why });
  const isLargeEnough = ({ numerator, denominator }: Proportion) =>
    numerator >= at.rule.minimumCell && denominator >= at.rule.minimumGroup;
  if (!isProportion(group)) return silent("no-proportion");
  if (!isLargeEnough(group)) return silent("too-small");
  const others = othersThan(group, at.everybody);
  const larger = at.options.largerPlace?.[category];
  const comparedWith = isLargeEnough(others) ? "others" : "larger-place";
  const comparison = comparedWith === "others" ? others : larger;
  if (!comparison || !isLargeEnough(comparison)) return silent("comparison-too-small");
  const risk = riskRatio(group, comparison, at.options);
  if (!risk || risk.ratio === null) return silent("no-proportion");
  return {
    category,
    flagged: compare(over(exactShare(group), exactShare(comparison)), exact(at.rule.threshold)) > 0,
    ratio: risk.ratio,
    ...(risk.interval ? { interval: risk.interval } : {}),
    comparedWith,
  };
}

/**
 * How many years running a group is above the threshold, up to the latest. A year that could not be judged, or that is missing,
 * ends the count: it is not held against anybody.
 */
export function yearsRunning(
  history: readonly { readonly year: number; readonly flagged: boolean | null }[],
): number {
  const latestFirst = history.toSorted((a, b) => b.year - a.year);
  const end = latestFirst.findIndex(
    ({ year, flagged }, index) => flagged !== true || year !== (latestFirst[0]?.year ?? year) - index,
  );
  return end === -1 ? latestFirst.length : end;
}
