import type { Polarity } from "../indicator-words.ts";
import type { SummaryCell } from "../summary.ts";
import { micro } from "./exact.ts";

export const GAP_REFERENCES = ["best-off", "largest"] as const;
export type GapReference = (typeof GAP_REFERENCES)[number];

/**
 * How far one subgroup is behind another. `difference` and `ratio` are positive and above 1 where the group is worse off:
 * reference − group and reference / group where higher is better, group − reference and group / reference where lower is.
 * `ratio` is null where it would divide by 0.
 */
export type Distance = { readonly difference: number; readonly ratio: number | null };

/** The gap of one breakdown: who it is measured from (and why), who is furthest behind, and the distance of every group. */
export type Gap = Distance & {
  readonly reference: { readonly category: string; readonly chosenAs: GapReference; readonly value: number };
  readonly furthestBehind: { readonly category: string; readonly value: number };
  readonly groups: Readonly<Record<string, Distance & { readonly value: number }>>;
};

/** The two values of a gap at one time. */
export type Pair = { readonly reference: number; readonly group: number };

/** closing-up: both measures fall and the group behind rises; closing-down: they fall without that; mixed: they disagree. */
export const GAP_VERDICTS = ["closing-up", "closing-down", "widening", "unchanged", "mixed"] as const;
export type GapVerdict = (typeof GAP_VERDICTS)[number];

/**
 * As the verdicts, with more said: reversed where the group that was behind is ahead now (or the other way round), and
 * measures-disagree where one of difference and ratio falls and the other does not.
 */
export const GAP_DIRECTIONS = [
  "closing-up",
  "closing-down",
  "widening",
  "unchanged",
  "reversed",
  "measures-disagree",
] as const;
export type GapDirection = (typeof GAP_DIRECTIONS)[number];

/** Whether a group is better or worse off than it was. */
export type Move = "better" | "worse" | "same";

/** Where a gap went: both measures at both times, absolute and relative, and which way each of the two groups went. */
export type GapTrend = {
  readonly direction: GapDirection;
  readonly baseline: Distance;
  readonly latest: Distance;
  readonly referenceMoved: Move;
  readonly groupMoved: Move;
};

/**
 * The distance of a group from a reference, absolute and relative: there is no gold standard among them, so both are always
 * given (https://www.cdc.gov/library/researchguides/health_disparity_measure.html; orientation as in healthequal's d.R, r.R).
 */
export function distance(pair: Pair, polarity: Polarity): Distance {
  const [better, worse] = polarity === "higher" ? [pair.reference, pair.group] : [pair.group, pair.reference];
  return { difference: (micro(better) - micro(worse)) / 1e6, ratio: worse === 0 ? null : better / worse };
}

/**
 * The gap of a breakdown. The reference is the best-off group, or the largest by its denominator; ties go to the first in
 * order of the alphabet. Undefined with fewer than two groups that have a value. Cells that are withheld must be so already.
 */
export function gapOf(
  cells: Readonly<Record<string, SummaryCell>>,
  options: { polarity: Polarity; reference?: GapReference },
): Gap | undefined {
  const { polarity, reference: chosenAs = "best-off" } = options;
  const groups = Object.entries(cells)
    .flatMap(([category, { value, denominator }]) =>
      value === null ? [] : [{ category, value, denominator }],
    )
    .sort((a, b) => (a.category < b.category ? -1 : 1));
  const sign = polarity === "higher" ? 1 : -1;
  const best = highest(groups, ({ value }) => sign * value);
  const reference = chosenAs === "best-off" ? best : highest(groups, ({ denominator }) => denominator ?? -1);
  const others = groups.filter((group) => group !== reference);
  const furthest = highest(others, ({ value }) => -sign * value);
  if (!reference || !furthest || (chosenAs === "largest" && reference.denominator === null)) return undefined;
  const behind = others.map(({ category, value }) => [
    category,
    { value, ...distance({ reference: reference.value, group: value }, polarity) },
  ]);
  return {
    ...distance({ reference: reference.value, group: furthest.value }, polarity),
    reference: { category: reference.category, chosenAs, value: reference.value },
    furthestBehind: { category: furthest.category, value: furthest.value },
    groups: Object.fromEntries(behind),
  };
}

/**
 * Where a gap is going between two times, for the same two groups. A gap that closes because the group ahead falls is no
 * success, and one whose difference and ratio disagree is called mixed rather than either. Of a gap that turned round, only
 * its size is judged: `gapTrend` says that it did.
 */
export function gapVerdict(baseline: Pair, latest: Pair, polarity: Polarity): GapVerdict {
  return sizeVerdict(distances(baseline, latest, polarity), moveOf(baseline.group, latest.group, polarity));
}

/**
 * Where a gap went between two times, with all that is needed to judge it (domain facts: store both measures and the direction
 * of each group). Compared in integers of a millionth, as figures are kept.
 */
export function gapTrend(baseline: Pair, latest: Pair, polarity: Polarity): GapTrend {
  const between = distances(baseline, latest, polarity);
  const groupMoved = moveOf(baseline.group, latest.group, polarity);
  const isReversed = micro(between.before.difference) * micro(between.now.difference) < 0;
  const verdict = sizeVerdict(between, groupMoved);
  return {
    direction: isReversed ? "reversed" : verdict === "mixed" ? "measures-disagree" : verdict,
    baseline: between.before,
    latest: between.now,
    referenceMoved: moveOf(baseline.reference, latest.reference, polarity),
    groupMoved,
  };
}

type Distances = { readonly before: Distance; readonly now: Distance };

function distances(baseline: Pair, latest: Pair, polarity: Polarity): Distances {
  return { before: distance(baseline, polarity), now: distance(latest, polarity) };
}

function sizeVerdict({ before, now }: Distances, groupMoved: Move): GapVerdict {
  const absolute = Math.sign(micro(Math.abs(now.difference)) - micro(Math.abs(before.difference)));
  const relative = Math.sign(micro(unevenness(now)) - micro(unevenness(before)));
  if (absolute === 0 && relative === 0) return "unchanged";
  if (absolute > 0 && relative > 0) return "widening";
  if (absolute >= 0 || relative >= 0) return "mixed";
  return groupMoved === "better" ? "closing-up" : "closing-down";
}

function moveOf(before: number, now: number, polarity: Polarity): Move {
  const moved = Math.sign(micro(now) - micro(before)) * (polarity === "higher" ? 1 : -1);
  return moved > 0 ? "better" : moved < 0 ? "worse" : "same";
}

/** How far a ratio is from 1, the same for 2 and for 1/2; a ratio that cannot be formed is as far as can be. */
function unevenness({ ratio }: Distance): number {
  if (ratio === null || ratio <= 0) return Number.MAX_SAFE_INTEGER / 1e6;
  return Math.max(ratio, 1 / ratio);
}

function highest<T>(items: readonly T[], score: (item: T) => number): T | undefined {
  return items.reduce<T | undefined>(
    (best, item) => (best === undefined || score(item) > score(best) ? item : best),
    undefined,
  );
}
