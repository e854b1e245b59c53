import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { DateSchema } from "../../platform/time.ts";
import { ReasonSchema } from "../reason.ts";
import { PlanPartSchema } from "./plan-snapshot.ts";
import { payloadShapes } from "./proposal-payloads.ts";

/** Why an agreement is changed: one of a list, and words beside it. */
export const PROPOSAL_REASONS = [
  "adaptive-management",
  "budget-realignment",
  "change-in-context",
  "recipient-request",
  "funder-decision",
  "implementation-delay",
  "emergency",
  "legal-or-compliance",
  "other",
] as const;

/**
 * What is allowed and still to be looked at by whoever decides: an extension of more than 12 months, a second one, or one that was
 * asked for less than 10 days before the end (2 CFR 200.308); transfers among budget categories of more than 10 % in all.
 */
export const PROPOSAL_FLAGS = [
  "longer-than-12-months",
  "extended-before",
  "short-notice",
  "budget-moved-over-10-percent",
] as const;
export type ProposalFlag = (typeof PROPOSAL_FLAGS)[number];

export const PROPOSAL_STATUSES = ["open", "approved", "rejected", "withdrawn"] as const;

/** One schema a kind: what every proposal says, and what this kind may touch. */
function kinds<S extends z.ZodRawShape>(said: S) {
  const of = payloadShapes();
  return z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("no-cost-extension"), ...said, ...of.extension }),
    z.strictObject({ kind: z.literal("reallocation"), ...said, ...of.reallocation }),
    z.strictObject({ kind: z.literal("supplement"), ...said, ...of.supplement }),
    z.strictObject({ kind: z.literal("reduction"), ...said, ...of.reduction }),
    z.strictObject({ kind: z.literal("re-plan"), ...said, ...of.rePlan }),
    z.strictObject({ kind: z.literal("re-scope"), ...said, ...of.reScope }),
    z.strictObject({ kind: z.literal("payee-change"), ...said, ...of.payeeChange }),
    z.strictObject({ kind: z.literal("suspension"), ...said, ...of.suspension }),
    z.strictObject({ kind: z.literal("resumption"), ...said }),
    z.strictObject({ kind: z.literal("termination"), ...said, ...of.termination }),
    z.strictObject({ kind: z.literal("waiver"), ...said, ...of.waiver }),
    z.strictObject({ kind: z.literal("advance"), ...said, ...of.advance }),
  ]);
}

const SaidShape = lazy(() => ({
  /** The first day on which it holds; what it books is booked on this day. */
  effectiveOn: DateSchema(),
  reasonCode: z.enum(PROPOSAL_REASONS),
  reason: ReasonSchema(),
}));

const MadeShape = lazy(() => ({
  ...SaidShape(),
  id: idSchema("prp"),
  proposedBy: z.string(),
  proposedAt: z.iso.datetime(),
  /** What the commitment was called then, for whoever reads it in a list. */
  commitmentTitle: z.string(),
  flags: z.array(z.enum(PROPOSAL_FLAGS)).optional(),
}));

/** A proposal as it is sent in: its kind, what it would do, from when, and why. */
export const NewProposalSchema = lazy(() =>
  kinds(SaidShape()).meta({
    id: "NewProposal",
    description: "A change of an agreement, a waiver or an advance: made by one person, decided by another.",
  }),
);
export type NewProposal = z.infer<ReturnType<typeof NewProposalSchema>>;

/** A proposal as it is kept while it waits for a second person. */
export const ProposalSchema = lazy(() => kinds(MadeShape()));
export type Proposal = z.infer<ReturnType<typeof ProposalSchema>>;
export type ProposalKind = Proposal["kind"];
export type ProposalOf<K extends ProposalKind> = Extract<Proposal, { kind: K }>;

/** A proposal as the API shows it, and as it is kept for ever once it is decided: with what of the plan it changed. */
export const ProposalViewSchema = lazy(() =>
  kinds({
    ...MadeShape(),
    commitmentId: idSchema("cmt"),
    status: z.enum(PROPOSAL_STATUSES),
    decision: z
      .strictObject({ by: z.string(), at: z.iso.datetime(), note: z.string().optional() })
      .optional(),
    before: PlanPartSchema().optional(),
    after: PlanPartSchema().optional(),
  }).meta({ id: "Proposal" }),
);
export type ProposalView = z.infer<ReturnType<typeof ProposalViewSchema>>;

/** The view of a proposal that waits. */
export function proposalView(proposal: Proposal, commitmentId: string): ProposalView {
  return { ...proposal, commitmentId, status: "open" };
}
