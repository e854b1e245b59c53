import type { Principal } from "../../identity/principal.ts";
import { defined } from "../../platform/defined.ts";
import { toMinor } from "../../platform/money.ts";
import type { Problem } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { dayIn } from "../../platform/time.ts";
import { aboveLimit } from "../approve-tranche.ts";
import type { CommitmentState } from "../commitment.ts";
import type { EntryIds } from "../money-move.ts";
import type { Decision, Ground } from "../work-on-commitment.ts";
import { applyProposal } from "./apply-proposal.ts";
import { decidedPart, planParts } from "./proposal.parts.ts";
import { type Proposal, type ProposalOf, type ProposalView, proposalView } from "./proposal.ts";
import { notAPerson } from "./propose.ts";

/** What becomes of a proposal: the decision about the commitment, and the proposal as it is kept from now on. */
export type Settled = { readonly decision: Decision; readonly view: ProposalView };

export type Decider = {
  readonly principal: Principal;
  readonly now: string;
  readonly note?: string | undefined;
};

/** The rule of `approveProposal`. */
export function decideApprovalOf(
  state: CommitmentState,
  proposal: Proposal,
  ground: Ground & Decider & { readonly ids: EntryIds },
): Result<Settled> {
  const refused = sameHand(proposal, ground.principal) ?? tooEarly(state, proposal, ground.now);
  if (refused) return fail(refused);
  const limit = proposal.kind === "advance" ? aboveAdvance(state, proposal, ground) : undefined;
  if (limit) return fail(limit);
  const { ids, settings, facts, now } = ground;
  const outcome = applyProposal(state, proposal, { ids, settings, facts, now });
  if (!outcome.ok) return outcome;
  const { plans, flags, attached = [], ...made } = outcome.value;
  const { flags: _, ...asked } = proposal;
  const view: ProposalView = {
    ...settle(asked, { state, status: "approved", by: ground }),
    ...(flags.length > 0 ? { flags: [...flags] } : {}),
    ...plans?.changed,
  };
  const { id: proposalId, effectiveOn } = proposal;
  const count = made.next.commitment.amendments?.count ?? 1;
  const kept = plans ? planParts({ ...plans, effectiveOn, proposalId, count }) : [];
  const decision = {
    ...made,
    action: `commitment.${proposal.kind}`,
    next: without(made.next, proposal),
    attached: [...attached, decidedPart(view), ...kept],
  };
  return ok({ decision, view });
}

/** The rule of `rejectProposal`. */
export function decideRejection(state: CommitmentState, proposal: Proposal, by: Decider): Result<Settled> {
  const refused = sameHand(proposal, by.principal);
  return refused ? fail(refused) : ok(closed(state, proposal, { status: "rejected", by }));
}

/** The rule of `withdrawProposal`. */
export function decideWithdrawal(state: CommitmentState, proposal: Proposal, by: Decider): Result<Settled> {
  if (proposal.proposedBy !== by.principal.id)
    return fail({ code: "forbidden", detail: "Only who made a proposal withdraws it. Reject it instead." });
  return ok(closed(state, proposal, { status: "withdrawn", by }));
}

function closed(
  state: CommitmentState,
  proposal: Proposal,
  how: { readonly status: "rejected" | "withdrawn"; readonly by: Decider },
): Settled {
  const view = settle(proposal, { state, ...how });
  return {
    view,
    decision: {
      action: `commitment.proposal-${how.status}`,
      next: without(state, proposal),
      attached: [decidedPart(view)],
    },
  };
}

function settle(
  proposal: Proposal,
  how: {
    readonly state: CommitmentState;
    readonly status: Exclude<ProposalView["status"], "open">;
    readonly by: Decider;
  },
): ProposalView {
  const { principal, now, note } = how.by;
  return {
    ...proposalView(proposal, how.state.commitment.id),
    status: how.status,
    decision: defined({ by: principal.id, at: now, note }),
  };
}

function without(state: CommitmentState, { id }: Proposal): CommitmentState {
  return { ...state, proposals: state.proposals.filter((other) => other.id !== id) };
}

function sameHand({ proposedBy }: Proposal, principal: Principal): Problem | undefined {
  const refused = notAPerson(principal);
  if (refused) return refused;
  if (proposedBy !== principal.id) return undefined;
  return { code: "second_person_required", detail: "You proposed this; somebody else has to decide it." };
}

/** The plan changes when it is approved, so it is approved once the day has come: the plan of today is then always what is stored. */
function tooEarly({ commitment }: CommitmentState, proposal: Proposal, now: string): Problem | undefined {
  const { effectiveOn } = proposal;
  if (effectiveOn <= dayIn(commitment.timeZone, now)) return undefined;
  return {
    code: "conflict",
    detail: `It takes effect on ${effectiveOn}: approve it on that day or later.`,
    errors: [{ pointer: "/effectiveOn", detail: "This day is still ahead." }],
  };
}

/** An advance is money paid: whoever approves it needs the limit for that. */
function aboveAdvance(
  { tranches }: CommitmentState,
  { amount, trancheNumber }: ProposalOf<"advance">,
  { principal, settings }: Ground & Decider,
): Problem | undefined {
  const paidMinor = tranches.find(({ number }) => number === trancheNumber)?.paidMinor ?? 0;
  const tranche = { paidMinor, currency: amount.currency };
  return aboveLimit(principal, settings, { amountMinor: toMinor(amount), tranche });
}
