import type { Commitment } from "./commitment.ts";
import { dividable, shareUnits } from "./shares.ts";

const WHOLE = 1_000_000n;

/**
 * The match that a commitment's terms require, in minor units of its currency, half a cent up; nothing where they require none. A share
 * r of the award is award × r; a share of the whole project, award and match together, is award × r / (1 − r) (2 CFR 200.306: the
 * basis is part of the terms). Of all that is committed, or is meant to be while nothing is agreed. A project that is all match has
 * no award to reckon from: nothing.
 */
export function requiredMatchMinor(
  commitment: Pick<Commitment, "match" | "status" | "amountMinor" | "totals">,
): number {
  const { match } = commitment;
  if (!match) return 0;
  const share = BigInt(shareUnits(match.sharePercent));
  const of = match.basis === "award" ? WHOLE : WHOLE - share;
  if (of === 0n) return 0;
  return Number((2n * BigInt(dividable(commitment)) * share + of) / (2n * of));
}
