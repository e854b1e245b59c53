import { type Exact, exact, fraction, minus, toNumber, total } from "./exact.ts";
import type { Proportion } from "./proportion.ts";

/** A subgroup of one breakdown with its counts. The groups of a breakdown do not overlap (`method-safe.ts` checks it). */
export type Group = Proportion & { readonly category: string };

/** Rows in the order of their categories, so that no result depends on the order in which they came. */
export function inOrder<T extends { readonly category: string }>(rows: readonly T[]): T[] {
  const ordered = rows.toSorted((a, b) => (a.category < b.category ? -1 : 1));
  const twice = ordered.find(({ category }, index) => ordered[index + 1]?.category === category);
  if (twice) throw new Error(`The group ${twice.category} is given twice.`);
  return ordered;
}

/** All groups together. */
export function pooled(groups: readonly Proportion[]): Proportion {
  return {
    numerator: toNumber(total(groups.map(({ numerator }) => exact(numerator)))),
    denominator: toNumber(total(groups.map(({ denominator }) => exact(denominator)))),
  };
}

/** Everybody without one group. */
export function othersThan(group: Proportion, everybody: Proportion): Proportion {
  return {
    numerator: toNumber(minus(exact(everybody.numerator), exact(group.numerator))),
    denominator: toNumber(minus(exact(everybody.denominator), exact(group.denominator))),
  };
}

/** The share of a proportion, without rounding. */
export function exactShare({ numerator, denominator }: Proportion): Exact {
  return fraction(numerator, denominator);
}
