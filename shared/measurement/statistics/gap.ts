import type { Polarity } from "../indicator.ts";
import type { SummaryCell } from "../summary.ts";

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
 * success, and one whose difference and ratio disagree is called mixed rather than either.
 */
export function gapVerdict(baseline: Pair, latest: Pair, polarity: Polarity): GapVerdict {
  const [before, now] = [distance(baseline, polarity), distance(latest, polarity)];
  const absolute = Math.sign(micro(Math.abs(now.difference)) - micro(Math.abs(before.difference)));
  const relative = Math.sign(micro(unevenness(now)) - micro(unevenness(before)));
  if (absolute === 0 && relative === 0) return "unchanged";
  if (absolute > 0 && relative > 0) return "widening";
  if (absolute >= 0 || relative >= 0) return "mixed";
  const moved = micro(latest.group) - micro(baseline.group);
  return (polarity === "higher" ? moved > 0 : moved < 0) ? "closing-up" : "closing-down";
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

function micro(value: number): number {
  return Math.round(value * 1e6);
}
