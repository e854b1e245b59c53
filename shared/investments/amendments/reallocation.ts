import { invalidAt } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { checkedAllocations } from "../allocate-commitment.ts";
import type { CommitmentState } from "../commitment.ts";
import { committedMinor } from "../totals.ts";
import { type Applied, misfit, type ProposalGround } from "./applied.ts";
import { type Budget, budgetMinor, checkBudget, movedMinor } from "./budget.ts";
import type { ProposalOf } from "./proposal.ts";

/**
 * A reallocation: the same money to other strategies, or to other categories of the budget, or at other times; never another total.
 * What is moved among budget categories is counted up since the budget was last agreed at another total, and flagged above a tenth of
 * it (2 CFR 200.308(f)).
 */
export function reallocateMoney(
  state: CommitmentState,
  proposal: ProposalOf<"reallocation">,
  { facts }: ProposalGround,
): Result<Applied> {
  const { allocations, budget } = proposal;
  if (!allocations && !budget)
    return fail(invalidAt("", "Say which allocations, or which budget, it shall have."));
  const { commitment } = state;
  const allocated = allocations
    ? checkedAllocations(commitment, allocations, facts.partnership)
    : ok(state.allocations);
  if (!allocated.ok) return allocated;
  const next = { ...state, allocations: allocated.value };
  return budget ? moveBudget(next, budget) : ok({ next });
}

function moveBudget(state: CommitmentState, budget: Budget): Result<Applied> {
  const { commitment } = state;
  const before = commitment.budget;
  // The first budget that is agreed divides all that is committed.
  const totalMinor = before ? budgetMinor(before) : committedMinor(commitment.totals);
  const errors = checkBudget(budget, { commitment, totalMinor });
  if (errors.length > 0) return fail(misfit(errors));
  const moved = before ? movedMinor(before, budget) : 0;
  const budgetMovedMinor = (commitment.amendments?.budgetMovedMinor ?? 0) + moved;
  return ok({
    next: { ...state, commitment: { ...commitment, budget: [...budget] } },
    budgetMovedMinor,
    flags: budgetMovedMinor * 10 > totalMinor ? ["budget-moved-over-10-percent"] : [],
  });
}
