/**
 * One rule by which a chart signals that more than chance is at work. Points are counted, not moves: a trend of 7 points is 6
 * moves the same way.
 */
export type ChartRule =
  /** So many points on one side of the centre; a point on it is skipped, or breaks the row. */
  | { readonly kind: "shift"; readonly points: number; readonly onCentre: "skipped" | "breaks" }
  /** So many points up or down; of equal neighbours only the first is counted, or they break the row. */
  | { readonly kind: "trend"; readonly points: number; readonly equals: "counted-once" | "break" }
  | { readonly kind: "outside-limits" }
  /** Two of three in the outer third on one side; all three on that side, or only the two. */
  | { readonly kind: "two-of-three"; readonly sameSide: "all-three" | "the-two" }
  /** So many in a row in the inner third: too little varies. */
  | { readonly kind: "inner-third"; readonly points: number }
  /** More or fewer runs on either side of the centre than chance gives. */
  | { readonly kind: "runs" }
  /** A run longer than round(log₂ n) + 3. */
  | { readonly kind: "longest-run" }
  /** Fewer crossings of the centre than chance gives. */
  | { readonly kind: "crossings" };
export type ChartRuleKind = ChartRule["kind"];

/** The rules are in the order in which they label a point that several of them find. */
export type RuleSet = {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly chart: "run" | "control";
  readonly centre: "median" | "mean";
  /** Fewer points than this are answered with `insufficient_points`. */
  readonly leastPoints: number;
  /** With fewer points than this the limits are only trial limits. */
  readonly trialBelow?: number;
  readonly rules: readonly ChartRule[];
  readonly sources: readonly string[];
};

const NAHQ =
  "https://nahqu.nahq.org/AssetListing/May-2026-CPHQ-Prep-Virtual-Class-209029/Run-chart-Rules-and-Control-Chart-rules-25124";

/**
 * The rule sets, as reference data: sources differ (a shift is 6, 7 or 8 points), so a signal keeps the set it was found by,
 * and a version is never edited. "Astronomical" points are left to the eye, as their source says. At least ten points
 * everywhere: tables of runs begin there, and yearly series of 3 to 8 points can fire no rule.
 */
export const RULE_SETS: readonly RuleSet[] = [
  {
    id: "run-6-5",
    version: 1,
    name: "Run chart, four rules",
    chart: "run",
    centre: "median",
    leastPoints: 10,
    rules: [
      { kind: "shift", points: 6, onCentre: "skipped" },
      { kind: "trend", points: 5, equals: "counted-once" },
      { kind: "runs" },
    ],
    sources: [
      NAHQ,
      "https://m.qualitydigest.com/magazine/2008/oct/department/underrated-test-run-charts.html",
    ],
  },
  {
    id: "control-8-6",
    version: 1,
    name: "Control chart, five rules",
    chart: "control",
    centre: "mean",
    leastPoints: 10,
    trialBelow: 12,
    rules: [
      { kind: "outside-limits" },
      { kind: "shift", points: 8, onCentre: "skipped" },
      { kind: "trend", points: 6, equals: "counted-once" },
      { kind: "two-of-three", sameSide: "the-two" },
      { kind: "inner-third", points: 15 },
    ],
    sources: [NAHQ],
  },
  {
    id: "nhs-7-7",
    version: 1,
    name: "NHS, Making Data Count",
    chart: "control",
    centre: "mean",
    leastPoints: 10,
    // The documentation says 12, the package warns below 13.
    trialBelow: 12,
    rules: [
      { kind: "outside-limits" },
      { kind: "trend", points: 7, equals: "break" },
      { kind: "two-of-three", sameSide: "all-three" },
      { kind: "shift", points: 7, onCentre: "breaks" },
    ],
    sources: [
      "nhs-r-community/NHSRplotthedots@050b07d R/ptd_calculate_point_type.R, vignettes/number-of-points-required.Rmd",
    ],
  },
  {
    id: "anhoej",
    version: 1,
    name: "Anhøj",
    chart: "run",
    centre: "median",
    leastPoints: 10,
    rules: [{ kind: "longest-run" }, { kind: "crossings" }],
    sources: ["anhoej/qicharts2@1b9487e R/helper.functions.R"],
  },
];

/** A rule set by "id@version"; undefined where there is none. */
export function ruleSet(ref: string): RuleSet | undefined {
  return RULE_SETS.find((set) => ruleSetRef(set) === ref);
}

/** How a rule set is cited: "nhs-7-7@1". */
export function ruleSetRef({ id, version }: Pick<RuleSet, "id" | "version">): string {
  return `${id}@${version}`;
}
