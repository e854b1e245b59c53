import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import type { Problem } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { CommitmentState } from "../commitment.ts";
import { entryIds } from "../money-move.ts";
import { ReasonSchema } from "../reason.ts";
import {
  type CommitmentCall,
  type Ground,
  type InvestmentDeps,
  workOnCommitment,
} from "../work-on-commitment.ts";
import { factsFor } from "./apply-proposal.ts";
import { loadDecided } from "./proposal.store.ts";
import type { Proposal, ProposalView } from "./proposal.ts";
import {
  type Decider,
  decideApprovalOf,
  decideRejection,
  decideWithdrawal,
  type Settled,
} from "./proposal-decision.ts";
import type { Proposed } from "./propose.ts";

/** An approval, with a note where there is something to say. */
export const ProposalApprovalSchema = lazy(() =>
  z.strictObject({ note: ReasonSchema().optional() }).meta({ id: "ProposalApproval" }),
);

/** Why a proposal is rejected, or withdrawn. */
export const ProposalRefusalSchema = lazy(() =>
  z.strictObject({ reason: ReasonSchema() }).meta({ id: "ProposalRefusal" }),
);

type DecidingCall = CommitmentCall & { readonly proposalId: string; readonly note?: string | undefined };

/**
 * Approves a proposal: it is tried anew on the commitment as it stands now, and applied in one transaction that the table lets pass only
 * in a status that allows it. The plan before and after is kept beside it. Of two who decide at once one wins, and the other is told
 * that it is decided. Refused with `second_person_required` for an API key and for who proposed it, with `conflict` before the day on
 * which it takes effect and where it was decided, and as its rule says.
 */
export async function approveProposal(deps: InvestmentDeps, call: DecidingCall): Promise<Result<Proposed>> {
  const ids = entryIds(deps.newId, deps.newId("pay"));
  const remedy = "This takes effect on a day of that period: withdraw it, and propose it for a later day.";
  return decide(deps, { ...call, bookedOn: { remedy } }, (state, proposal, ground) =>
    decideApprovalOf(state, proposal, { ...ground, ...deciderOf(call), ids }),
  );
}

/** Rejects a proposal for a reason; somebody other than who proposed it does. Refused as `approveProposal`. */
export async function rejectProposal(deps: InvestmentDeps, call: DecidingCall): Promise<Result<Proposed>> {
  return decide(deps, call, (state, proposal) => decideRejection(state, proposal, deciderOf(call)));
}

/** Takes a proposal back, by who made it. Refused with `forbidden` for everybody else. */
export async function withdrawProposal(deps: InvestmentDeps, call: DecidingCall): Promise<Result<Proposed>> {
  return decide(deps, call, (state, proposal) => decideWithdrawal(state, proposal, deciderOf(call)));
}

function deciderOf({ principal, now, note }: DecidingCall): Decider {
  return { principal, now, note };
}

/** Runs a decision about an open proposal; where it is not open any more, says how it was decided. */
async function decide(
  deps: InvestmentDeps,
  call: DecidingCall,
  rule: (state: CommitmentState, proposal: Proposal, ground: Ground) => Result<Settled>,
): Promise<Result<Proposed>> {
  const find = (state: CommitmentState) => state.proposals.find(({ id }) => id === call.proposalId);
  const wantsFacts = (state: CommitmentState) => {
    const proposal = find(state);
    return proposal ? factsFor(state, proposal) : { tranches: [] };
  };
  let view: ProposalView | undefined;
  let isGone = false;
  const changed = await workOnCommitment(
    deps,
    { ...call, wantsFacts, reason: call.note },
    (state, ground) => {
      const proposal = find(state);
      isGone = proposal === undefined;
      if (!proposal) return fail(notOpen);
      const settled = rule(state, proposal, ground);
      if (!settled.ok) return settled;
      view = settled.value.view;
      return ok(settled.value.decision);
    },
  );
  if (!changed.ok) return isGone ? fail(await whatBecameOf(deps, call)) : changed;
  if (!view) throw new Error("A proposal was decided without a decision.");
  return ok({ view, version: changed.value.head.version });
}

const notOpen: Problem = { code: "not_found", detail: "There is no such proposal in this commitment." };

async function whatBecameOf(deps: InvestmentDeps, call: DecidingCall): Promise<Problem> {
  const decided = await loadDecided(deps.table, call.id, call.proposalId);
  if (!decided) return notOpen;
  const { status, decision } = decided;
  return {
    code: "conflict",
    detail: `This proposal was ${status} already, at ${decision?.at}.`,
    extra: { proposalStatus: status },
  };
}
