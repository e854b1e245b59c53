import type { Polarity } from "../indicator-words.ts";
import { type FlagMethod, type GapMethod, methodRef, type Reference } from "./disproportionality-methods.ts";
import { ceiling, compare, type Exact, exact, minus, over, square, times, toNumber } from "./exact.ts";
import { exactShare, type Group, inOrder, othersThan, pooled } from "./group.ts";
import { isProportion, type Proportion } from "./proportion.ts";

/** What a method says of one group. Rates and gaps are shares (0 to 1). */
export type Flag = {
  readonly category: string;
  /** Null where the group cannot be judged; `why` says for what reason. */
  readonly flagged: boolean | null;
  readonly why?: "too-small" | "no-proportion" | "no-reference";
  readonly rate?: number;
  readonly reference?: number;
  /** Rate − reference, and rate / reference (null where the reference is 0): always both. */
  readonly gap?: number;
  readonly ratio?: number | null;
  /** The margin of a gap method. */
  readonly margin?: number;
  /** How many more successes would reach the reference as it is, and how many would clear the flag of a ratio method. */
  readonly needed?: { readonly parity: number; readonly clear?: number };
};

export type Flags = {
  readonly method: string;
  /** The methods are for outcomes of which more is better: of others, those to whom it did not happen are measured. */
  readonly measuredOn: "as-recorded" | "converse";
  readonly flags: readonly Flag[];
};

export type FlagOptions = {
  readonly polarity?: Polarity;
  /** Another reference than the method's own. */
  readonly reference?: Reference;
  /** The counts of everybody, where some are in no group; else the groups together. */
  readonly everybody?: Proportion;
  /** Only a group of more than this many can be the reference (30 in the advice of SEAT). */
  readonly referenceAbove?: number;
  /** Groups below this share of everybody are not judged (0.02 at the Grossmont-Cuyamaca district). */
  readonly shareBelow?: number;
};

/**
 * Flags the groups that are served disproportionately, by a method of the reference data, in the order of their categories.
 * Whether a group is flagged, and how many successes it needs, is decided without rounding. For outcomes of which less is
 * better the converse is measured, as DisImpact advises; of rare ones that hides nearly everything, and
 * `significant-disproportionality.ts` is the better method. Groups must not overlap.
 */
export function flagGroups(groups: readonly Group[], method: FlagMethod, options: FlagOptions = {}): Flags {
  const { polarity = "higher" } = options;
  const ordered = inOrder(groups).map((group) => (polarity === "higher" ? group : converse(group)));
  const everybody = options.everybody ?? pooled(groups);
  const cohort = {
    groups: ordered.filter(
      (group) => isProportion(group) && group.denominator > (options.referenceAbove ?? 0),
    ),
    everybody: polarity === "higher" ? everybody : converse(everybody),
  };
  return {
    method: methodRef(method),
    measuredOn: polarity === "higher" ? "as-recorded" : "converse",
    flags: ordered.map((group) => flagOf(group, method, { cohort, options })),
  };
}

type Cohort = { readonly groups: readonly Group[]; readonly everybody: Proportion };

function flagOf(
  group: Group,
  method: FlagMethod,
  { cohort, options }: { cohort: Cohort; options: FlagOptions },
): Flag {
  const { category, denominator } = group;
  const silent = (why: NonNullable<Flag["why"]>): Flag => ({ category, flagged: null, why });
  if (!isProportion(group)) return silent("no-proportion");
  const smallest = times(exact(options.shareBelow ?? 0), exact(cohort.everybody.denominator));
  if (denominator <= (method.tooSmall ?? 0) || compare(exact(denominator), smallest) < 0)
    return silent("too-small");
  const reference = referenceFor(group, options.reference ?? method.reference, cohort);
  if (!reference) return silent("no-reference");
  const rate = exactShare(group);
  return {
    category,
    rate: toNumber(rate),
    reference: toNumber(reference),
    gap: toNumber(minus(rate, reference)),
    ratio: reference.n === 0n ? null : toNumber(over(rate, reference)),
    ...judge(method, { rate, reference, denominator }),
  };
}

type Judged = { readonly rate: Exact; readonly reference: Exact; readonly denominator: number };

function judge(method: FlagMethod, { rate, reference, denominator }: Judged) {
  const parity = more(reference, { rate, denominator });
  if (method.kind === "ratio") {
    const bar = times(exact(method.below), reference);
    // Exactly at the bar is not below it.
    return {
      flagged: compare(rate, bar) < 0,
      needed: { parity, clear: more(bar, { rate, denominator }) },
    };
  }
  const behind = minus(reference, rate);
  const [spread, least] = [marginSquared(method, rate, denominator), exact(method.least)];
  // behind ≥ max(√spread, least), without the root.
  const flagged = compare(behind, least) >= 0 && compare(square(behind), spread) >= 0;
  return {
    flagged,
    margin: Math.max(Math.sqrt(toNumber(spread)), method.least),
    needed: { parity },
  };
}

function marginSquared(method: GapMethod, rate: Exact, denominator: number): Exact {
  const variance = method.variance === "largest" ? exact(0.25) : times(rate, minus(exact(1), rate));
  return over(times(square(exact(method.z)), variance), exact(denominator));
}

function more(bar: Exact, { rate, denominator }: Pick<Judged, "rate" | "denominator">): number {
  return Math.max(0, ceiling(times(minus(bar, rate), exact(denominator))));
}

function referenceFor(group: Group, reference: Reference, cohort: Cohort): Exact | undefined {
  if (reference === "overall")
    return isProportion(cohort.everybody) ? exactShare(cohort.everybody) : undefined;
  if (reference === "others") {
    const others = othersThan(group, cohort.everybody);
    return isProportion(others) ? exactShare(others) : undefined;
  }
  if (reference !== "highest") {
    const named = cohort.groups.find(({ category }) => category === reference.category);
    return named && exactShare(named);
  }
  return cohort.groups.map(exactShare).toSorted(compare).at(-1);
}

function converse<T extends Proportion>(counts: T): T {
  const { numerator, denominator } = counts;
  return { ...counts, numerator: toNumber(minus(exact(denominator), exact(numerator))) };
}
