import { compare, exact, fraction } from "./exact.ts";
import type { GapDirection, GapVerdict } from "./gap.ts";
import type { ProgressClass } from "./progress.ts";

/** One indicator, or one gap, with what was found of it: a verdict, or why there is none ("baseline-only", "protected"). */
export type Judged = { readonly id: string; readonly verdict: string };

export type RollUpOptions = {
  /** A headline needs at least so many that can be classed. Four, more than half of the seven outcomes, unless said otherwise. */
  readonly minimum?: number;
  /** The share that has to be exceeded, 0 to 1. A majority, 0.5, unless said otherwise. */
  readonly above?: number;
};

export type RollUp = {
  /** too-few: the counts stand, but there is no headline. */
  readonly status: "rolled-up" | "too-few";
  readonly favourable: number;
  readonly classifiable: number;
  /** favourable / classifiable, 0 to 1; null where there are too few. */
  readonly share: number | null;
  /** Whether the share is above the threshold, decided in integers; null where there are too few. */
  readonly reached: boolean | null;
  /** Whether it would be, if none of the unclassifiable were favourable: then missing data cannot have raised it. */
  readonly reachedWhateverIsMissing: boolean;
  readonly minimum: number;
  readonly above: number;
  readonly byVerdict: Readonly<Record<string, number>>;
  /** Never counted in favour; listed with the reason. */
  readonly unclassifiable: readonly { readonly id: string; readonly why: string }[];
};

const IN_FAVOUR_OF_PROGRESS: readonly ProgressClass[] = ["met", "improving", "no-detectable-change"];
const AGAINST_PROGRESS: readonly ProgressClass[] = ["getting-worse"];
const IN_FAVOUR_OF_CLOSING: readonly GapDirection[] = ["closing-up"];
const DISAGREEING: readonly (GapDirection | GapVerdict)[] = ["measures-disagree", "mixed"];
const AGAINST_CLOSING: readonly (GapDirection | GapVerdict)[] = [
  "closing-down",
  "widening",
  "unchanged",
  "reversed",
  ...DISAGREEING,
];

/**
 * The share of core indicators that are improving or maintained: met, improving, or no detectable change, among those that have
 * a progress class (StriveTogether's proof point, "a majority of outcomes improving or maintained",
 * https://www.strivetogether.org/news/racine-county-recognized-raising-student-achievement-across-region/). `byVerdict` keeps
 * what is maintained apart from what improves.
 */
export function rollUpProgress(indicators: readonly Judged[], options: RollUpOptions = {}): RollUp {
  return rollUp(indicators, { ...options, favour: IN_FAVOUR_OF_PROGRESS, against: AGAINST_PROGRESS });
}

/**
 * The share of gaps that are closing: up, both measures agreeing, the group behind rising. Closing down, turned round and
 * measures that disagree are classified and not in favour (Promise Partnership of Salt Lake reports "52 % of disparity gaps
 * closing", https://uw.org/news_post/promise-partnership-of-salt-lake-receives-systems-transformation-designation-from-strivetogether/).
 * `disagreeing` names those whose measures disagree: they are to be shown first.
 */
export function rollUpGaps(
  gaps: readonly Judged[],
  options: RollUpOptions = {},
): RollUp & { readonly disagreeing: readonly string[] } {
  const disagreeing = gaps
    .filter(({ verdict }) => DISAGREEING.some((one) => one === verdict))
    .map(({ id }) => id);
  return {
    ...rollUp(gaps, { ...options, favour: IN_FAVOUR_OF_CLOSING, against: AGAINST_CLOSING }),
    disagreeing: disagreeing.sort(),
  };
}

function rollUp(
  judged: readonly Judged[],
  options: RollUpOptions & { readonly favour: readonly string[]; readonly against: readonly string[] },
): RollUp {
  const { minimum = 4, above = 0.5, favour, against } = options;
  const ordered = judged.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const isIn = (verdicts: readonly string[]) => ordered.filter(({ verdict }) => verdicts.includes(verdict));
  const favourable = isIn(favour).length;
  const classifiable = favourable + isIn(against).length;
  const unclassifiable = ordered.filter(
    ({ verdict }) => !favour.includes(verdict) && !against.includes(verdict),
  );
  const isAbove = (all: number) => all > 0 && compare(fraction(favourable, all), exact(above)) > 0;
  const isEnough = classifiable > 0 && classifiable >= minimum;
  const verdicts = [...new Set(ordered.map(({ verdict }) => verdict))].sort();
  return {
    status: isEnough ? "rolled-up" : "too-few",
    favourable,
    classifiable,
    share: isEnough ? favourable / classifiable : null,
    reached: isEnough ? isAbove(classifiable) : null,
    reachedWhateverIsMissing: isEnough && isAbove(ordered.length),
    minimum,
    above,
    byVerdict: Object.fromEntries(verdicts.map((verdict) => [verdict, isIn([verdict]).length])),
    unclassifiable: unclassifiable.map(({ id, verdict }) => ({ id, why: verdict })),
  };
}
