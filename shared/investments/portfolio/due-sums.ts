import { fiscalYearOf } from "../../platform/time.ts";
import { percentOf } from "../accounting/exact.ts";
import type { Commitment, CommitmentState } from "../commitment.ts";
import { isBinding, isPlanned } from "../commitment-status.ts";
import { isConditional, openMinor, type Tranche } from "../tranche.ts";
import { type Sums, total } from "./sums.ts";

/** How likely a tranche under a donor condition is held to be paid where nobody stated it, in per cent. */
export const ASSUMED_LIKELIHOOD = 50;

/** The budget is what the agreement says, or is meant to say; a plan that was dropped before it was agreed has none. */
export function budgetMinor({ agreedOn, status, amountMinor }: Commitment): number {
  return agreedOn !== undefined || isPlanned(status) ? amountMinor : 0;
}

/**
 * What of a commitment falls due, by fiscal year and month ("2027#2026-09"): its tranches, what they were planned at and what was
 * released of that; and of a commitment that binds, what is still open: unconditional, conditional, and conditional times likelihood
 * (half a cent up, tranche by tranche).
 */
export function dueSums({ commitment, tranches }: Pick<CommitmentState, "commitment" | "tranches">): Sums {
  const isPlan = budgetMinor(commitment) > 0;
  return total(
    tranches.map((tranche) => {
      const year = fiscalYearOf(tranche.dueOn, commitment.fiscalYearStartMonth);
      const planned = isPlan
        ? { tranches: 1, budgetMinor: tranche.amountMinor, releasedMinor: tranche.releasedMinor }
        : {};
      const open = isBinding(commitment.status) ? openSums(tranche) : {};
      return { [`${year}#${tranche.dueOn.slice(0, 7)}`]: { ...planned, ...open } };
    }),
  );
}

function openSums(tranche: Tranche): Sums {
  const open = openMinor(tranche);
  if (open <= 0) return {};
  if (!isConditional(tranche)) return { openTranches: 1, unconditionalMinor: open };
  const { likelihoodPercent } = tranche;
  return {
    openTranches: 1,
    conditionalMinor: open,
    likelyMinor: percentOf(open, String(likelihoodPercent ?? ASSUMED_LIKELIHOOD)),
    assumed: likelihoodPercent === undefined ? 1 : 0,
  };
}
