import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { formatAmount, money } from "../platform/money.ts";
import type { Problem } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { checkAllocations, NewAllocationSchema, toAllocations } from "./allocation.ts";
import type { Allocation, Commitment, CommitmentState } from "./commitment.ts";
import { isPlanned } from "./commitment-status.ts";
import { type PartnershipFacts, stillAsRead } from "./partnership-facts.ts";
import { ReasonSchema } from "./reason.ts";
import { dividable, shareUnits } from "./shares.ts";
import {
  type Changed,
  type CommitmentCall,
  type Decision,
  type InvestmentDeps,
  workOnCommitment,
} from "./work-on-commitment.ts";

/** All allocations of a commitment, as they shall be, and why. */
export const AllocationsSchema = lazy(() =>
  z
    .strictObject({ allocations: z.array(NewAllocationSchema()).max(25), reason: ReasonSchema() })
    .meta({ id: "Allocations" }),
);
type AllocationsInput = z.infer<ReturnType<typeof AllocationsSchema>>;

/**
 * Divides a commitment among strategies. The sum may not exceed what is committed (or meant to be). Once it is agreed, what is
 * unallocated may be given out so; to take from a line that stands, or to give it another time, is an amendment.
 */
export async function allocateCommitment(
  deps: InvestmentDeps,
  call: CommitmentCall & { readonly input: AllocationsInput; readonly partnership?: PartnershipFacts },
): Promise<Result<Changed>> {
  const { input, partnership } = call;
  return workOnCommitment(deps, { ...call, reason: input.reason }, (state) =>
    decideAllocations(state, input, partnership),
  );
}

/** The rule of `allocateCommitment`. */
export function decideAllocations(
  state: CommitmentState,
  input: Pick<AllocationsInput, "allocations">,
  partnership: PartnershipFacts | undefined,
): Result<Decision> {
  const { commitment } = state;
  const facts = partnership?.partnershipId === commitment.partnershipId ? partnership : undefined;
  const allocations = checkedAllocations(commitment, input.allocations, facts);
  if (!allocations.ok) return allocations;
  const agreed = isPlanned(commitment.status) ? [] : state.allocations;
  const missing = agreed.find((line) => !allocations.value.some((each) => keeps(each, line)));
  if (missing) return fail(agreedLine(missing, commitment.currency));
  const next = { ...state, allocations: allocations.value };
  return ok({ action: "commitment.allocated", next, others: stillAsRead(facts) });
}

/** Allocations as a commitment would store them, or every place that does not fit. */
export function checkedAllocations(
  commitment: Commitment,
  allocations: AllocationsInput["allocations"],
  facts: PartnershipFacts | undefined,
): Result<Allocation[]> {
  const totalMinor = dividable(commitment);
  const { startOn, endOn, currency } = commitment;
  const amount = money(totalMinor, currency);
  const errors = checkAllocations({ amount, startOn, endOn, allocations }, facts);
  if (errors.length > 0)
    return fail({ code: "validation_failed", detail: "The allocations do not fit.", errors });
  return ok(toAllocations(allocations, totalMinor));
}

/** Whether a line still gives a strategy what another one gave it: as much at least, in the same way, for the same time. */
function keeps(line: Allocation, agreed: Allocation): boolean {
  if (line.strategyId !== agreed.strategyId) return false;
  if (line.startOn !== agreed.startOn || line.endOn !== agreed.endOn) return false;
  const { sharePercent } = agreed;
  // The amount of a share moves by a cent with what else is shared out.
  if (sharePercent !== undefined)
    return line.sharePercent !== undefined && shareUnits(line.sharePercent) >= shareUnits(sharePercent);
  return line.sharePercent === undefined && line.amountMinor >= agreed.amountMinor;
}

function agreedLine(
  { strategyId, amountMinor, sharePercent, ...time }: Allocation,
  currency: string,
): Problem {
  const what =
    sharePercent === undefined ? `${formatAmount(amountMinor, currency)} ${currency}` : `${sharePercent} %`;
  const from = time.startOn === undefined ? "" : ` from ${time.startOn}`;
  const until = time.endOn === undefined ? "" : ` until ${time.endOn}`;
  const detail = `${what} to ${strategyId}${from}${until} is agreed: to take from it, or to give it another time, propose an amendment that reallocates it.`;
  return { code: "conflict", detail, errors: [{ pointer: "/allocations", detail }] };
}
