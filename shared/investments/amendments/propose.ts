import type { Principal } from "../../identity/principal.ts";
import type { Problem } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { inStatus } from "../commitment.store.ts";
import type { CommitmentState } from "../commitment.ts";
import { knownOrganisations, partiesOf, strangersAmong } from "../known-parties.ts";
import { entryIds } from "../money-move.ts";
import { isClosed } from "../settings/settings-rules.ts";
import {
  type CommitmentCall,
  type Decision,
  type InvestmentDeps,
  workOnCommitment,
} from "../work-on-commitment.ts";
import type { ProposalGround } from "./applied.ts";
import { applyProposal, factsFor, statusesFor } from "./apply-proposal.ts";
import { type NewProposal, type Proposal, type ProposalView, proposalView } from "./proposal.ts";

/** Proposals that may wait at once in a commitment. */
export const MOST_OPEN = 20;

type ProposingCall = CommitmentCall & { readonly proposalId: string; readonly input: NewProposal };
export type Proposed = { readonly view: ProposalView; readonly version: number };

/**
 * Proposes an amendment, a waiver or an advance; nothing changes until a second person approves it. It is tried on the commitment as it
 * stands, and refused as its approval would be. Refused with `second_person_required` for an API key, because a proposal is a person's
 * word, and with `too_many_items` where 20 wait already. As `workOnCommitment`, and one round more where a rule or an allocation asks
 * for facts from elsewhere.
 */
export async function propose(deps: InvestmentDeps, call: ProposingCall): Promise<Result<Proposed>> {
  const { input, principal, now, proposalId: id } = call;
  const refused = notAPerson(principal);
  if (refused) return fail(refused);
  const made = { id, proposedBy: principal.id, proposedAt: now };
  const proposalFor = ({ commitment }: CommitmentState): Proposal => ({
    ...input,
    ...made,
    commitmentTitle: commitment.title,
  });
  const wantsFacts = (state: CommitmentState) => factsFor(state, proposalFor(state));
  const ids = entryIds(deps.newId, deps.newId("pay"));
  const parties = input.kind === "payee-change" ? partiesOf(input) : [];
  const known = await knownOrganisations(deps.table, principal.organisationId, parties);
  const changed = await workOnCommitment(
    deps,
    { ...call, wantsFacts, reason: input.reason },
    (state, ground) => {
      const errors = strangersAmong(parties, known, state.commitment.partnershipOwnerId);
      if (errors.length > 0)
        return fail({ code: "validation_failed", detail: "It names a stranger.", errors });
      return decideProposal(state, proposalFor(state), { ...ground, ids, now });
    },
  );
  if (!changed.ok) return changed;
  const { state, head } = changed.value;
  const proposal = state.proposals.find((each) => each.id === id);
  if (!proposal) throw new Error("A proposal was written that its commitment does not hold.");
  return ok({ view: proposalView(proposal, call.id), version: head.version });
}

/** The rule of `propose`. */
export function decideProposal(
  state: CommitmentState,
  proposal: Proposal,
  ground: ProposalGround,
): Result<Decision> {
  if (state.proposals.length >= MOST_OPEN)
    return fail({
      code: "too_many_items",
      detail: `${MOST_OPEN} proposals wait for a decision here. Decide or withdraw one first.`,
    });
  const outcome = applyProposal(state, proposal, ground);
  if (!outcome.ok) return outcome;
  const { flags, entries = [] } = outcome.value;
  if (entries.length > 0 && isClosed(ground.settings, proposal.effectiveOn))
    return fail({
      code: "period_closed",
      detail: `The books are closed through ${ground.settings.closedThroughOn}. Let it take effect on a later day.`,
      errors: [{ pointer: "/effectiveOn", detail: `${proposal.effectiveOn} lies in a closed period.` }],
    });
  const kept = flags.length > 0 ? { ...proposal, flags: [...flags] } : proposal;
  return ok({
    action: "commitment.proposed",
    next: { ...state, proposals: [...state.proposals, kept] },
    guard: inStatus(statusesFor(proposal.kind)),
  });
}

/** The refusal of an API key: a proposal and its decision are the word of two people. */
export function notAPerson({ kind }: Principal): Problem | undefined {
  if (kind === "person") return undefined;
  return {
    code: "second_person_required",
    detail: "A change of an agreement is proposed by one person and decided by another, not by an API key.",
  };
}
