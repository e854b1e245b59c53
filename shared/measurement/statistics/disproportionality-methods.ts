/**
 * With whom a group is compared: the group with the highest rate, everybody, everybody else, one named group.
 */
export type Reference = "highest" | "overall" | "others" | { readonly category: string };

type Shared = {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly reference: Reference;
  /** Groups of at most this many are not judged. */
  readonly tooSmall?: number;
  readonly source: string;
};

/** Flagged where rate / reference is below a cut-off. */
export type RatioMethod = Shared & { readonly kind: "ratio"; readonly below: number };
/**
 * Flagged where the rate with a margin of error above it does not go beyond the reference. The margin is z × √(v / n) and at
 * least `least`; v is 0.25, or p × (1 − p) of the group itself.
 */
export type GapMethod = Shared & {
  readonly kind: "gap";
  readonly z: number;
  readonly variance: "largest" | "own";
  readonly least: number;
};
export type FlagMethod = RatioMethod | GapMethod;

/**
 * The methods by which a group is flagged as served disproportionately, as reference data: a version is never edited, and a
 * flag keeps the version it was made by. All of them are for outcomes of which more is better.
 */
export const FLAG_METHODS: readonly FlagMethod[] = [
  {
    id: "eighty-percent",
    version: 1,
    name: "80 % rule (four-fifths)",
    kind: "ratio",
    reference: "highest",
    below: 0.8,
    source:
      "Uniform Guidelines 1978, 43 FR 38295; https://www.gcccd.edu/research-planning/kpi/sections/section-1/evaluating-disproportionate-impact.php",
  },
  {
    id: "proportionality-index",
    version: 1,
    name: "Proportionality index",
    kind: "ratio",
    // Share of the successes over share of the cohort is the group's rate over everybody's.
    reference: "overall",
    below: 0.8,
    source:
      "California Community Colleges Chancellor's Office 2014, Guidelines for Measuring Disproportionate Impact; DisImpact, R/proportionality_index.R",
  },
  {
    id: "percentage-point-gap",
    version: 1,
    name: "Percentage point gap",
    kind: "gap",
    reference: "overall",
    z: 1.96,
    variance: "largest",
    least: 0.03,
    source:
      "California Community Colleges Chancellor's Office 2017, Percentage Point Gap Method; DisImpact, R/percentage_point_gap.R",
  },
  {
    id: "percentage-point-gap-minus-one",
    version: 1,
    name: "Percentage point gap minus one (PPG-1)",
    kind: "gap",
    reference: "others",
    z: 1.96,
    variance: "own",
    least: 0.02,
    tooSmall: 10,
    source: "California Community Colleges Chancellor's Office 2022; https://www.di-calculator.com/",
  },
];

/** A method by "id@version"; undefined where there is none. */
export function flagMethod(ref: string): FlagMethod | undefined {
  return FLAG_METHODS.find((method) => methodRef(method) === ref);
}

/** How a method is cited: "eighty-percent@1". */
export function methodRef({ id, version }: { readonly id: string; readonly version: number }): string {
  return `${id}@${version}`;
}
