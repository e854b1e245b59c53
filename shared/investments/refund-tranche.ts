import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { toMinor } from "../platform/money.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { inStatus } from "./commitment.store.ts";
import type { CommitmentState } from "./commitment.ts";
import type { CommitmentStatus } from "./commitment-status.ts";
import { type Entered, enter, exceeded, type Move, movable, moveShape, post } from "./money-move.ts";
import { ReasonSchema } from "./reason.ts";
import type { Decision, InvestmentDeps } from "./work-on-commitment.ts";

/** Money of a tranche that came back after it was paid. */
export const RefundSchema = lazy(() =>
  z
    .strictObject({
      ...moveShape(),
      reference: z.string().min(1).max(200).optional(),
      reason: ReasonSchema(),
    })
    .meta({ id: "NewRefund" }),
);
export type Refund = z.infer<ReturnType<typeof RefundSchema>>;

/** Money comes back whatever became of the commitment: from one that is closed or terminated too. */
const REFUNDING: readonly CommitmentStatus[] = [
  "agreed",
  "active",
  "suspended",
  "closing",
  "closed",
  "terminated",
];

/** Records money that came back. Refused with `amount_exceeded` where more would come back than was paid of the tranche. */
export async function refundTranche(deps: InvestmentDeps, move: Move<Refund>): Promise<Result<Entered>> {
  return enter(deps, { ...move, reason: move.input.reason }, (state) =>
    decideRefund(state, move.input, move.entryId),
  );
}

/** The rule of `refundTranche`. */
export function decideRefund(state: CommitmentState, input: Refund, id: string): Result<Decision> {
  const found = movable(state, input, REFUNDING);
  if (!found.ok) return found;
  const tranche = found.value;
  const amountMinor = toMinor(input.amount);
  const left = tranche.paidMinor - tranche.refundedMinor;
  if (amountMinor > left) return fail(exceeded(left, input.amount, "paid and not refunded in this tranche"));
  const { amount, reason, ...fields } = input;
  const posted = post(state, {
    tranche: { ...tranche, refundedMinor: tranche.refundedMinor + amountMinor },
    entries: [{ ...fields, id, kind: "refund", amountMinor, conditionalMinor: 0 }],
  });
  return ok({ action: "commitment.refund", ...posted, guard: inStatus(REFUNDING) });
}
