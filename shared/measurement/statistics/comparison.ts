import { type Group, inOrder } from "./group.ts";
import { adjustForFamily, type MultiplicityNote, multiplicityNote } from "./multiplicity.ts";
import {
  type Interval,
  type IntervalOptions,
  newcombeInterval,
  type Proportion,
  riskRatio,
  twoProportionTest,
} from "./proportion.ts";

/** One group beside the reference: absolute and relative together, with what chance alone could do. */
export type Comparison = {
  readonly category: string;
  /** Group − reference, as a share (0 to 1). */
  readonly difference: number;
  readonly interval: Interval;
  /** Group / reference; null where nobody of the reference is counted. */
  readonly ratio: number | null;
  readonly ratioInterval?: Interval;
  readonly z: number | null;
  readonly p: number | null;
  /** Adjusted for all comparisons that were made at once. */
  readonly adjustedP: number | null;
};

export type Comparisons = {
  readonly comparisons: readonly Comparison[];
  /** Groups whose counts are no proportion: in no comparison. */
  readonly notCompared: readonly string[];
  readonly familySize: number;
  readonly note?: MultiplicityNote;
};

/**
 * Every group against one reference, in the order of their categories. Undefined where the reference is no proportion.
 * `Comparison` names the methods; the note says how much of it chance alone would bring.
 */
export function compareWithReference(
  reference: Proportion,
  groups: readonly Group[],
  options: IntervalOptions = {},
): Comparisons | undefined {
  if (!twoProportionTest(reference, reference)) return undefined;
  const found = inOrder(groups).map((group) => ({ group, compared: compareOne(group, reference, options) }));
  const compared = found.flatMap((entry) => entry.compared ?? []);
  const tested = compared.flatMap(({ category, p }) => (p === null ? [] : [{ id: category, p }]));
  const adjusted = new Map(adjustForFamily(tested).map(({ id, adjustedP }) => [id, adjustedP]));
  const note = multiplicityNote(tested.length, options.level);
  return {
    comparisons: compared.map((one) => ({ ...one, adjustedP: adjusted.get(one.category) ?? null })),
    notCompared: found.flatMap(({ group, compared: one }) => (one ? [] : [group.category])),
    familySize: tested.length,
    ...(note ? { note } : {}),
  };
}

function compareOne(
  group: Group,
  reference: Proportion,
  options: IntervalOptions,
): Omit<Comparison, "adjustedP"> | undefined {
  const test = twoProportionTest(group, reference);
  const interval = newcombeInterval(group, reference, options);
  const risk = riskRatio(group, reference, options);
  if (!test || !interval || !risk) return undefined;
  return {
    category: group.category,
    ...test,
    interval,
    ratio: risk.ratio,
    ...(risk.interval ? { ratioInterval: risk.interval } : {}),
  };
}
