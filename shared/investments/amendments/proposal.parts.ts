import { ATTACHED, type Part } from "../../platform/aggregate.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import type { PartWrite } from "../../platform/history.ts";
import type { Commitment } from "../commitment.ts";
import { type Plan, PlanSchema } from "./plan-snapshot.ts";
import { type Proposal, ProposalSchema, type ProposalView, ProposalViewSchema } from "./proposal.ts";

/** Proposals that wait lie in the collection of their commitment; the decided ones and the plans lie beside it. */
export const OPEN_PROPOSAL = "C#PROP#";
export const DECIDED_PROPOSAL = `${ATTACHED}PROP#`;
export const PLAN = `${ATTACHED}PLAN#`;

/** The plan before the first amendment sorts before every day. */
const AT_FIRST = `${PLAN}0000-00-00#000`;

/** The list of what waits in a funder, over all of its commitments. */
export function inboxPk(organisationId: string): string {
  return `ORG#${organisationId}#PROP`;
}

/** A proposal is in its funder's inbox for as long as it waits, the longest waiting first. */
export function proposalPart(commitment: Commitment, proposal: Proposal): Part {
  const { id, kind, effectiveOn, proposedAt } = proposal;
  return {
    sk: `${OPEN_PROPOSAL}${id}`,
    type: "proposal",
    // What it would do is one string: nested attributes cost more units and far more time.
    attributes: { id, kind, effectiveOn, content: canonicalJson(proposal) },
    index: { ownerPk: inboxPk(commitment.funder.organisationId), ownerSk: `${proposedAt}#${id}` },
  };
}

/** A proposal that waits, from the attributes it is stored with. */
export function toProposal(attributes: Readonly<Record<string, unknown>>): Proposal {
  return ProposalSchema().parse(JSON.parse(String(attributes.content)));
}

/** A decided proposal, written once and never again. */
export function decidedPart(view: ProposalView): PartWrite {
  const { id, kind, effectiveOn, status } = view;
  const attributes = { id, kind, effectiveOn, status, content: canonicalJson(view) };
  return { isNew: true, after: { sk: `${DECIDED_PROPOSAL}${id}`, type: "decided-proposal", attributes } };
}

/** A decided proposal from the attributes it is stored with. */
export function toDecided(attributes: Readonly<Record<string, unknown>>): ProposalView {
  return ProposalViewSchema().parse(JSON.parse(String(attributes.content)));
}

/** A plan as it stands from a day on, and the amendment that made it; neither is said of the plan before the first one. */
export type DatedPlan = { readonly plan: Plan; readonly sinceOn?: string; readonly proposalId?: string };

/**
 * The plans that an amendment leaves behind: the one after it, and with the first amendment also the one before. Sorted by the day
 * they hold from, and by the order in which they were made, so that the plan of a day is the last one up to it.
 */
export function planParts(made: {
  readonly before: Plan;
  readonly after: Plan;
  readonly effectiveOn: string;
  readonly proposalId: string;
  /** 1 for the first amendment of a commitment. */
  readonly count: number;
}): PartWrite[] {
  const { before, after, effectiveOn: sinceOn, proposalId, count } = made;
  const part = (sk: string, dated: DatedPlan): PartWrite => {
    const { plan, ...rest } = dated;
    return {
      isNew: true,
      after: { sk, type: "plan", attributes: { ...rest, content: canonicalJson(plan) } },
    };
  };
  const next = part(`${PLAN}${sinceOn}#${String(count).padStart(3, "0")}`, {
    plan: after,
    sinceOn,
    proposalId,
  });
  return count === 1 ? [part(AT_FIRST, { plan: before }), next] : [next];
}

/** A plan from the attributes it is stored with. */
export function toDatedPlan(attributes: Readonly<Record<string, unknown>>): DatedPlan {
  const { content, sinceOn, proposalId } = attributes;
  return {
    plan: PlanSchema().parse(JSON.parse(String(content))),
    ...(typeof sinceOn === "string" ? { sinceOn } : {}),
    ...(typeof proposalId === "string" ? { proposalId } : {}),
  };
}
