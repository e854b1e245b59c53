import * as z from "zod";
import { defined } from "../platform/defined.ts";
import { lazy } from "../platform/lazy.ts";
import { money } from "../platform/money.ts";
import { invalidAt } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { checkAllocations, NewAllocationSchema, toAllocation } from "./allocation.ts";
import { type Commitment, type CommitmentState, DescriptionFieldsSchema } from "./commitment.ts";
import { type PartnershipFacts, stillAsRead } from "./partnership-facts.ts";
import { committedMinor } from "./totals.ts";
import {
  type Changed,
  type CommitmentCall,
  type Decision,
  type InvestmentDeps,
  workOnCommitment,
} from "./work-on-commitment.ts";

/** Why a recorded fact changes. */
export const ReasonSchema = lazy(() => z.string().trim().min(3, "Say why, in a few words.").max(1000));

/** The descriptive fields that shall change, and why. Money moves by the ledger only. */
export const CommitmentPatchSchema = lazy(() =>
  DescriptionFieldsSchema()
    .omit({ externalIds: true })
    .partial()
    .extend({ reason: ReasonSchema() })
    .meta({ id: "CommitmentPatch" }),
);
export type CommitmentPatch = z.infer<ReturnType<typeof CommitmentPatchSchema>>;

/** Changes what describes a commitment. Moving it to another partnership is refused while money is allocated to strategies. */
export async function changeCommitment(
  deps: InvestmentDeps,
  call: CommitmentCall & { readonly patch: CommitmentPatch; readonly partnership?: PartnershipFacts },
): Promise<Result<Changed>> {
  const { reason, ...fields } = call.patch;
  return workOnCommitment(deps, { ...call, reason }, (state): Result<Decision> => {
    const { commitment } = state;
    const moves = fields.partnershipId !== undefined && fields.partnershipId !== commitment.partnershipId;
    if (moves && state.allocations.length > 0)
      return fail(
        invalidAt(
          "/partnershipId",
          "Remove its allocations first: they name strategies of the other partnership.",
        ),
      );
    const changed = { ...commitment, ...defined(fields) };
    if (changed.endOn !== undefined && changed.endOn < changed.startOn)
      return fail(invalidAt("/endOn", "It ends before it starts."));
    const owner = moves && call.partnership ? { partnershipOwnerId: call.partnership.ownerId } : {};
    const next: CommitmentState = { ...state, commitment: { ...changed, ...owner } };
    return ok({ action: "commitment.changed", next, others: stillAsRead(call.partnership) });
  });
}

/** All allocations of a commitment, as they shall be, and why. */
export const AllocationsSchema = lazy(() =>
  z
    .strictObject({ allocations: z.array(NewAllocationSchema()).max(25), reason: ReasonSchema() })
    .meta({ id: "Allocations" }),
);

/** Divides a commitment among strategies anew. The sum may not exceed what is committed (or intended). */
export async function allocateCommitment(
  deps: InvestmentDeps,
  call: CommitmentCall & {
    readonly input: z.infer<ReturnType<typeof AllocationsSchema>>;
    readonly partnership?: PartnershipFacts;
  },
): Promise<Result<Changed>> {
  const { allocations, reason } = call.input;
  return workOnCommitment(deps, { ...call, reason }, (state): Result<Decision> => {
    const { currency } = state.commitment;
    const foreign = allocations.findIndex(({ amount }) => amount.currency !== currency);
    if (foreign >= 0)
      return fail(invalidAt(`/allocations/${foreign}/amount/currency`, `The commitment is in ${currency}.`));
    const facts =
      call.partnership?.partnershipId === state.commitment.partnershipId ? call.partnership : undefined;
    const errors = checkAllocations(
      { amount: money(dividable(state.commitment), currency), allocations },
      facts,
    );
    if (errors.length > 0)
      return fail({ code: "validation_failed", detail: "The allocations do not fit.", errors });
    const next = { ...state, allocations: allocations.map(toAllocation) };
    return ok({ action: "commitment.allocated", next, others: stillAsRead(facts) });
  });
}

/** What can be divided among strategies: what is committed, or what is intended while nothing is agreed. */
export function dividable(commitment: Commitment): number {
  return commitment.status === "intended" ? commitment.amountMinor : committedMinor(commitment.totals);
}
