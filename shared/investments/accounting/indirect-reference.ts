/**
 * What 2 CFR 200 says of indirect costs, by the day an award was made: the share of every subaward that counts in modified total direct
 * costs (200.1), and the de minimis rate (200.414(f)). Rows are added and never changed: an award keeps those of its day.
 */
export type IndirectReference = {
  /** Awards from this day on. */
  readonly from: string;
  /** Up to how much of each subaward counts, in minor units of `currency`. */
  readonly subawardCapMinor: number;
  readonly currency: "USD";
  readonly deMinimisPercent: string;
};

const REFERENCE = [
  { from: "2014-12-26", subawardCapMinor: 2_500_000, currency: "USD", deMinimisPercent: "10" },
  { from: "2024-10-01", subawardCapMinor: 5_000_000, currency: "USD", deMinimisPercent: "15" },
] as const satisfies readonly IndirectReference[];

/** The row that an award made on a day is under; the first one for awards before all of them. */
export function indirectReferenceOn(awardedOn: string): IndirectReference {
  return REFERENCE.findLast(({ from }) => from <= awardedOn) ?? REFERENCE[0];
}
