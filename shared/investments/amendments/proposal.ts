import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { DateSchema } from "../../platform/time.ts";

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

/** What every proposal says: proposed by one person, in force only when another one approves it. */
export const ProposalBaseSchema = lazy(() =>
  z.object({
    id: idSchema("prp"),
    effectiveOn: DateSchema(),
    reasonCode: z.enum(PROPOSAL_REASONS),
    reason: z.string(),
    proposedBy: z.string(),
    proposedAt: z.iso.datetime(),
  }),
);

/** A proposal as it is stored while it waits: its kind, and what it would do. */
export const ProposalSchema = lazy(() =>
  z.discriminatedUnion("kind", [
    ProposalBaseSchema().extend({
      kind: z.literal("waiver"),
      trancheNumber: z.int().positive(),
    }),
    ProposalBaseSchema().extend({
      kind: z.literal("advance"),
      trancheNumber: z.int().positive(),
      amountMinor: z.int().positive(),
    }),
  ]),
);
export type Proposal = z.infer<ReturnType<typeof ProposalSchema>>;
