import { fiscalYearOf } from "../../platform/time.ts";
import { percentOf } from "../accounting/exact.ts";
import type { Commitment, CommitmentState } from "../commitment.ts";
import { isBinding, isPlanned } from "../commitment-status.ts";
import { isConditional, openMinor, type Tranche } from "../tranche.ts";
import { dueKey } from "./stored-sums.ts";
import { type Sums, total } from "./sums.ts";

/** How likely a tranche under a donor condition is held to be paid where nobody stated it, in per cent. */
export const ASSUMED_LIKELIHOOD = 50;

/** The budget is what the agreement says, or is meant to say; a plan that was dropped before it was agreed has none. */
export function budgetMinor({ agreedOn, status, amountMinor }: Commitment): number {
  return agreedOn !== undefined || isPlanned(status) ? amountMinor : 0;
}

/**
 * What of a commitment falls due, by fiscal year. Of one that binds: its tranches, what they were planned at and what was released of
 * that, and by month what is still open: unconditional, conditional, and conditional times likelihood (half a cent up, tranche by
 * tranche). Of one that does not: what is planned.
 */
export function dueSums({ commitment, tranches }: Pick<CommitmentState, "commitment" | "tranches">): Sums {
  const { fiscalYearStartMonth } = commitment;
  const isBudgeted = budgetMinor(commitment) > 0;
  const ofPlan = ({ amountMinor }: Tranche): Sums => (isBudgeted ? { planMinor: amountMinor } : {});
  const sumsOf = isBinding(commitment.status) ? boundSums : ofPlan;
  return total(
    tranches.map((tranche) => {
      const year = fiscalYearOf(tranche.dueOn, fiscalYearStartMonth);
      return { [dueKey(year, fiscalYearStartMonth)]: sumsOf(tranche) };
    }),
  );
}

function boundSums(tranche: Tranche): Sums {
  const { amountMinor, releasedMinor, dueOn } = tranche;
  const open = { [dueOn.slice(0, 7)]: openSums(tranche) };
  return { tranches: 1, budgetMinor: amountMinor, releasedMinor, open };
}

function openSums(tranche: Tranche): Sums {
  const open = openMinor(tranche);
  if (open <= 0) return {};
  if (!isConditional(tranche)) return { tranches: 1, unconditionalMinor: open };
  const { likelihoodPercent } = tranche;
  return {
    tranches: 1,
    conditionalMinor: open,
    likelyMinor: percentOf(open, String(likelihoodPercent ?? ASSUMED_LIKELIHOOD)),
    assumed: likelihoodPercent === undefined ? 1 : 0,
  };
}
