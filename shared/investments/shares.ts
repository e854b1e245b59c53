import { sumMinor } from "../platform/money.ts";
import type { Allocation, Commitment, CommitmentState } from "./commitment.ts";
import { isPlanned } from "./commitment-status.ts";
import { committedMinor } from "./totals.ts";

/** What can be divided among strategies: what is committed, or what is meant to be while nothing is agreed. */
export function dividable(commitment: Pick<Commitment, "status" | "amountMinor" | "totals">): number {
  return isPlanned(commitment.status) ? commitment.amountMinor : committedMinor(commitment.totals);
}

/** A share in per cent as ten-thousandths of a per cent: "12.5" is 125000. Shares are compared and summed as integers. */
export function shareUnits(sharePercent: string): number {
  const [whole = "0", fraction = ""] = sharePercent.split(".");
  return Number(whole + fraction.padEnd(4, "0"));
}

const WHOLE = 1_000_000;

/**
 * Divides an amount by shares so that the parts sum to the cent: each gets its share rounded down, and the cents that remain go to
 * the largest remainders, the earlier line first where two are equal (largest-remainder method, Hamilton). Shares that sum to less
 * than 100 % divide that part of the amount, rounded down.
 * @param totalMinor the amount, in minor units
 * @param shares in ten-thousandths of a per cent, at most 1,000,000 in all; or in parts of another whole above 0
 */
export function divideByShares(
  totalMinor: number,
  shares: readonly number[],
  wholeOfShares: number = WHOLE,
): number[] {
  const exact = shares.map((share) => BigInt(totalMinor) * BigInt(share));
  const whole = BigInt(wholeOfShares);
  const parts = exact.map((each) => each / whole);
  const all = exact.reduce((sum, each) => sum + each, 0n) / whole;
  let left = all - parts.reduce((sum, each) => sum + each, 0n);
  const byRemainder = exact
    .map((each, index) => ({ index, remainder: each % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder) {
    if (left === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return parts.map(Number);
}

/** Allocations given as shares, with the amounts that they come to of what can be divided now; the others as they are. */
export function withShares(allocations: readonly Allocation[], totalMinor: number): Allocation[] {
  const shared = allocations.filter((each) => each.sharePercent !== undefined);
  const amounts = divideByShares(
    totalMinor,
    shared.map((each) => shareUnits(each.sharePercent ?? "0")),
  );
  return allocations.map((each) => {
    const index = shared.indexOf(each);
    return index < 0 ? each : { ...each, amountMinor: amounts[index] ?? 0 };
  });
}

/** A commitment whose shares follow what is committed after it changed. */
export function reallocate(state: CommitmentState): CommitmentState {
  return { ...state, allocations: withShares(state.allocations, dividable(state.commitment)) };
}

/** By how much what is allocated, shares included, exceeds what can be divided; 0 or less where it fits. */
export function overAllocatedMinor({ commitment, allocations }: CommitmentState): number {
  return sumMinor(allocations.map((each) => each.amountMinor)) - dividable(commitment);
}
