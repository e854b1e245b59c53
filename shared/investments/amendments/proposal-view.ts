import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import { MoneySchema, money } from "../../platform/money.ts";
import { DateSchema } from "../../platform/time.ts";
import { PROPOSAL_REASONS, type Proposal } from "./proposal.ts";

/** A proposal that waits for a second person, as the API shows it. */
export const ProposalViewSchema = lazy(() =>
  z
    .strictObject({
      id: z.string(),
      kind: z.string(),
      effectiveOn: DateSchema(),
      reasonCode: z.enum(PROPOSAL_REASONS),
      reason: z.string(),
      proposedBy: z.string(),
      proposedAt: z.iso.datetime(),
      trancheNumber: z.int().optional(),
      amount: MoneySchema().optional(),
    })
    .meta({ id: "Proposal" }),
);
export type ProposalView = z.infer<ReturnType<typeof ProposalViewSchema>>;

/** The view of a proposal in the currency of its commitment. */
export function proposalView(proposal: Proposal, currency: string): ProposalView {
  if (proposal.kind === "waiver") return proposal;
  const { amountMinor, ...rest } = proposal;
  return { ...rest, amount: money(amountMinor, currency) };
}
