/** What the journal books to; which account of a funder's chart that is, its settings say. */
export const ACCOUNT_NAMES = [
  "grant-expense",
  "discount-expense",
  "grants-payable",
  "grants-payable-discount",
  "grant-advances",
  "cash",
  "opening-balances",
  "conditional-grants",
  "conditional-grants-contra",
] as const;
export type AccountName = (typeof ACCOUNT_NAMES)[number];
