import { formatAmount, sumMinor, toMinor } from "../../platform/money.ts";
import type { ProblemPlace } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { checkRules } from "../check-rules.ts";
import type { CommitmentState } from "../commitment.ts";
import { post } from "../money-move.ts";
import { overAllocatedMinor, reallocate } from "../shares.ts";
import { isConditional, newTranche, type Tranche, withoutApproval } from "../tranche.ts";
import { amountEntries, type Shift } from "./amount-entries.ts";
import {
  type Applied,
  changeNumbered,
  checkNumbered,
  misfit,
  type ProposalGround,
  settled,
} from "./applied.ts";
import { budgetMinor, checkBudget } from "./budget.ts";
import type { ProposalOf } from "./proposal.ts";

const MOST_TRANCHES = 60;

/** The kinds that change amounts of the schedule: more, less, or as much as before. */
export type AmountProposal = ProposalOf<"supplement" | "reduction" | "re-plan">;
type Change = NonNullable<AmountProposal["tranches"]>[number];

/**
 * A supplement, a reduction, or a re-plan of the schedule. Only open parts of tranches change, and new tranches are added; what is paid
 * or given up stays. A supplement makes no tranche smaller, a reduction none larger, and a re-plan moves money among conditional
 * tranches or among unconditional ones, never from one to the other: an unconditional promise does not become conditional, and a
 * condition is met or waived. Refused with `conflict` where allocations would exceed what remains, by how much.
 */
export function changeAmount(
  state: CommitmentState,
  proposal: AmountProposal,
  ground: ProposalGround,
): Result<Applied> {
  const added = "added" in proposal ? (proposal.added ?? []) : [];
  const errors = [...changeErrors(state, proposal), ...addedErrors(state, added)];
  if (errors.length > 0) return fail(misfit(errors));
  if (state.tranches.length + added.length > MOST_TRANCHES)
    return fail({ code: "too_many_items", detail: `A commitment has at most ${MOST_TRANCHES} tranches.` });
  const tranches = [
    ...changeNumbered(state.tranches, proposal.tranches, reScheduled),
    ...added.map((input, index) => newTranche(input, state.tranches.length + index + 1)),
  ];
  const shifts = tranches.flatMap((tranche): Shift[] => {
    const before = state.tranches.find(({ number }) => number === tranche.number)?.amountMinor ?? 0;
    return tranche.amountMinor === before ? [] : [{ tranche, minor: tranche.amountMinor - before }];
  });
  const sums = [
    ...sumErrors(state, proposal, shifts),
    ...budgetErrors(state, proposal),
    ...checkRules(added, state, ground.facts).map(toAdded),
  ];
  if (sums.length > 0) return fail(misfit(sums));
  return booked({ ...state, tranches }, { proposal, shifts, ground });
}

function booked(
  state: CommitmentState,
  made: {
    readonly proposal: AmountProposal;
    readonly shifts: readonly Shift[];
    readonly ground: ProposalGround;
  },
): Result<Applied> {
  const { proposal, shifts, ground } = made;
  const { amountMinor, currency } = state.commitment;
  const budget = "budget" in proposal ? proposal.budget : undefined;
  const { next, entries } = post(state, {
    entries: amountEntries(shifts, proposal, ground),
    changes: {
      amountMinor: amountMinor + sumMinor(shifts.map(({ minor }) => minor)),
      ...(budget ? { budget } : {}),
    },
  });
  const divided = reallocate(next);
  const over = overAllocatedMinor(divided);
  if (over > 0) {
    const detail = `The allocations to strategies exceed what would remain by ${formatAmount(over, currency)} ${currency}. Propose a reallocation first.`;
    return fail({ code: "conflict", detail, errors: [{ pointer: "/amount", detail }] });
  }
  return ok({ next: divided, entries, ...(budget ? { budgetMovedMinor: 0 } : {}) });
}

function reScheduled(tranche: Tranche, { amount, dueOn }: Change): Tranche {
  const changed = { ...tranche, ...(dueOn === undefined ? {} : { dueOn }) };
  return amount === undefined ? changed : withoutApproval({ ...changed, amountMinor: toMinor(amount) });
}

function changeErrors({ tranches }: CommitmentState, proposal: AmountProposal): ProblemPlace[] {
  const refuse = (tranche: Tranche, { amount, dueOn }: Change): ProblemPlace[] => {
    const { currency, paidMinor, releasedMinor } = tranche;
    if (amount === undefined && dueOn === undefined) return [{ detail: "Name its amount or its due day." }];
    if (amount !== undefined && amount.currency !== currency)
      return [{ pointer: "/amount/currency", detail: `The commitment is in ${currency}.` }];
    const least = paidMinor + releasedMinor;
    if (amount === undefined || toMinor(amount) >= least) return settled(tranche);
    const detail = `${formatAmount(least, currency)} ${currency} of it are paid or given up: it cannot be less.`;
    return [{ pointer: "/amount/amount", detail }];
  };
  return checkNumbered(proposal.tranches, { parts: tranches, pointer: "/tranches", refuse });
}

function addedErrors(
  { commitment: { currency } }: CommitmentState,
  added: readonly Parameters<typeof newTranche>[0][],
): ProblemPlace[] {
  return added.flatMap(({ amount }, index): ProblemPlace[] => {
    const at = `/added/${index}/amount`;
    if (amount.currency !== currency)
      return [{ pointer: `${at}/currency`, detail: `The commitment is in ${currency}.` }];
    return toMinor(amount) > 0
      ? []
      : [{ pointer: `${at}/amount`, detail: "A new tranche is more than nothing." }];
  });
}

/** Whether what the tranches change by is what the proposal says, in the direction of its kind. */
function sumErrors(
  { commitment: { currency } }: CommitmentState,
  proposal: AmountProposal,
  shifts: readonly Shift[],
): ProblemPlace[] {
  const sum = (some: readonly Shift[]) => sumMinor(some.map(({ minor }) => minor));
  const amountOf = (minor: number) => `${formatAmount(minor, currency)} ${currency}`;
  if (proposal.kind === "re-plan") {
    const conditional = sum(shifts.filter(({ tranche }) => isConditional(tranche)));
    const unconditional = sum(shifts.filter(({ tranche }) => !isConditional(tranche)));
    if (conditional === 0 && unconditional === 0) return [];
    const detail = `A re-plan moves money among conditional tranches, or among unconditional ones. Conditional ones change by ${amountOf(conditional)}, unconditional ones by ${amountOf(unconditional)}; both have to come to nothing.`;
    return [{ pointer: "/tranches", detail }];
  }
  const sign = proposal.kind === "supplement" ? 1 : -1;
  const wrong = shifts.filter(({ minor }) => minor * sign < 0);
  if (wrong.length > 0) {
    const numbers = wrong.map(({ tranche }) => tranche.number).join(", ");
    const detail = `A ${proposal.kind} makes no tranche ${sign > 0 ? "smaller" : "larger"}: ${numbers} would be. Move money with a re-plan.`;
    return [{ pointer: "/tranches", detail }];
  }
  if (proposal.amount.currency !== currency)
    return [{ pointer: "/amount/currency", detail: `The commitment is in ${currency}.` }];
  const changed = sign * sum(shifts);
  if (changed === toMinor(proposal.amount) && changed > 0) return [];
  return [{ pointer: "/amount", detail: `The tranches change by ${amountOf(changed)} in all.` }];
}

/** A budget that was agreed changes by as much as the commitment does. */
function budgetErrors({ commitment }: CommitmentState, proposal: AmountProposal): ProblemPlace[] {
  if (proposal.kind === "re-plan" || !proposal.budget) return [];
  if (proposal.amount.currency !== commitment.currency) return [];
  const sign = proposal.kind === "supplement" ? 1 : -1;
  const before = commitment.budget && budgetMinor(commitment.budget);
  const totalMinor = before === undefined ? undefined : before + sign * toMinor(proposal.amount);
  return checkBudget(proposal.budget, { commitment, totalMinor });
}

function toAdded(place: ProblemPlace): ProblemPlace {
  return { ...place, pointer: (place.pointer ?? "").replace("/tranches/", "/added/") };
}
