import { sumMinor, toMinor } from "../../platform/money.ts";
import type { Commitment } from "../commitment.ts";
import type { MatchContribution } from "../match-contribution.ts";
import { requiredMatchMinor } from "../match-required.ts";

/**
 * Where the match of a commitment stands, in minor units, each figure by itself: `required` by its terms; `raised`, what somebody says
 * was given, verified or not; `verified`, seen in records, and the only one that counts (2 CFR 200.306); `short`, what is required and
 * not verified; `aspirational`, hoped for beyond it and counted nowhere.
 */
export type MatchStanding = {
  readonly requiredMinor: number;
  readonly raisedMinor: number;
  readonly verifiedMinor: number;
  readonly shortMinor: number;
  readonly aspirational?: { readonly amount: string; readonly currency: string };
};

/** The match standing of a commitment; a contribution that was rejected is in none of its figures. */
export function matchStanding(
  commitment: Pick<Commitment, "match" | "status" | "amountMinor" | "totals">,
  contributions: readonly MatchContribution[],
): MatchStanding {
  const sum = (statuses: readonly MatchContribution["status"][]) =>
    sumMinor(
      contributions.filter(({ status }) => statuses.includes(status)).map(({ amountMinor }) => amountMinor),
    );
  const requiredMinor = requiredMatchMinor(commitment);
  const verifiedMinor = sum(["verified"]);
  const aspirational = commitment.match?.aspirational;
  return {
    requiredMinor,
    raisedMinor: sum(["raised", "verified"]),
    verifiedMinor,
    shortMinor: Math.max(requiredMinor - verifiedMinor, 0),
    ...(aspirational && toMinor(aspirational) > 0 ? { aspirational } : {}),
  };
}
