/**
 * What small figures are, and what happens to a breakdown that has one. Versioned: a published figure keeps the version it
 * was protected under.
 */
export type DisclosurePolicy = {
  readonly id: string;
  readonly version: number;
  /** Counts from 1 to one below this are small. 10 is what most states use (NCES 2011-603). */
  readonly minimumCell: number;
};

export const DEFAULT_POLICY: DisclosurePolicy = { id: "whole-breakdown", version: 1, minimumCell: 10 };

/** Whether a policy hides anything for its size. With a minimum of 0 or 1 no count is small, and nothing is there to be judged. */
export function hidesSmall({ minimumCell }: DisclosurePolicy): boolean {
  return minimumCell > 1;
}

/** A count that could lead to somebody: not 0, and below the minimum. */
export function isSmall(count: number, policy: DisclosurePolicy): boolean {
  return count > 0 && count < policy.minimumCell;
}
