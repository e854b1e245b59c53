import { MOST_MINOR, sumMinor, tooLarge } from "../platform/money.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { CommitmentState } from "./commitment.ts";
import { requiredMatchMinor } from "./match-required.ts";

/**
 * Whether all that a commitment comes to can be summed with that of others, and its own sums be kept exactly: its totals, the match
 * that it requires, and the contributions that count towards it. Refused with `amount_exceeded`, which says of which of them there
 * would be too much.
 */
export function checkSize({ commitment, contributions }: CommitmentState): Result<undefined> {
  const counted = contributions.filter(({ status }) => status !== "rejected");
  const sums: readonly (readonly [what: string, minor: number])[] = [
    ["The amount of the commitment", commitment.amountMinor],
    ...Object.values(commitment.totals).map((minor) => ["A total of the commitment", minor] as const),
    ["The match that its terms require", requiredMatchMinor(commitment)],
    ["The contributions to its match", sumMinor(counted.map(({ amountMinor }) => amountMinor))],
  ];
  const beyond = sums.find(([, minor]) => Math.abs(minor) > MOST_MINOR);
  if (!beyond) return ok(undefined);
  return fail({
    code: "amount_exceeded",
    detail: `${beyond[0]} would be too large. ${tooLarge(commitment.currency)}`,
  });
}
