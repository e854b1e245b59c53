import { expect } from "vitest";
import {
  NewProposalSchema,
  type Proposal,
  ProposalSchema,
} from "../../../../shared/investments/amendments/proposal.ts";
import { decideApprovalOf } from "../../../../shared/investments/amendments/proposal-decision.ts";
import { decideProposal } from "../../../../shared/investments/amendments/propose.ts";
import type { CommitmentState } from "../../../../shared/investments/commitment.ts";
import type { Problem } from "../../../../shared/platform/problem.ts";
import type { Result } from "../../../../shared/platform/result.ts";
import { aGround, aPrincipal, NOW } from "../../../support/commitments.ts";

export const PROPOSER = aPrincipal({ id: "per_01JD000000000000000000000A", roles: ["programme-officer"] });
export const APPROVER = aPrincipal({ id: "per_01JD000000000000000000000B", roles: ["finance"] });

/** The day on which tests let a proposal take effect: the one of `NOW`. */
export const TODAY = "2026-03-01";

let made = 0;

/** A proposal as its commitment keeps it while it waits; parsed as a client's would be. */
export function aProposal(asked: { readonly kind: Proposal["kind"] } & Record<string, unknown>): Proposal {
  const said = { effectiveOn: TODAY, reasonCode: "other", reason: "As both sides agreed", ...asked };
  made += 1;
  return ProposalSchema().parse({
    ...NewProposalSchema().parse(said),
    id: `prp_01JD0000000000000000${String(made).padStart(6, "0")}`,
    proposedBy: PROPOSER.id,
    proposedAt: NOW,
    commitmentTitle: "Cedar County place grant",
  });
}

type Overrides = Parameters<typeof aGround>[0];

/** Proposes on a state and approves at once; whatever refuses it first. */
export function amend(
  state: CommitmentState,
  asked: { readonly kind: Proposal["kind"] } & Record<string, unknown>,
  overrides: Overrides = {},
) {
  const proposal = aProposal(asked);
  const ground = aGround(overrides);
  const proposed = decideProposal(state, proposal, ground);
  if (!proposed.ok) return proposed;
  const waiting = proposed.value.next.proposals.find(({ id }) => id === proposal.id);
  if (!waiting) throw new Error("It does not wait.");
  return decideApprovalOf(proposed.value.next, waiting, { ...ground, principal: APPROVER });
}

/** What an approved amendment made of a state: the next state, its entries, and the proposal as it is kept. */
export function amended(...given: Parameters<typeof amend>) {
  const done = amend(...given);
  if (!done.ok) throw new Error(JSON.stringify(done.problem));
  const { decision, view } = done.value;
  return { ...decision, entries: decision.entries ?? [], view };
}

/** The refusal of a result. */
export function refusal(result: Result<unknown>): Problem {
  if (result.ok) throw new Error("It was not refused.");
  return result.problem;
}

/** Expects a refusal at one place of the body, with words. */
export function expectRefusedAt(result: Result<unknown>, pointer: string, words: RegExp): void {
  const { errors = [] } = refusal(result);
  expect(errors.map((error) => error.pointer)).toEqual([pointer]);
  expect(errors[0]?.detail).toMatch(words);
}
