import * as z from "zod";
import type { Principal } from "../identity/principal.ts";
import { lazy } from "../platform/lazy.ts";
import { formatAmount, MoneySchema, toMinor } from "../platform/money.ts";
import type { Problem } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { dayIn } from "../platform/time.ts";
import { payableOn } from "./commitment.store.ts";
import type { CommitmentState } from "./commitment.ts";
import { PAYING_STATUSES } from "./commitment-status.ts";
import { exceeded, movable, trancheAt } from "./money-move.ts";
import { blocksOf } from "./payment-blocks.ts";
import { evaluationOf } from "./rule-evaluation.ts";
import type { FunderSettings } from "./settings/funder-settings.ts";
import { approvalLimitOf } from "./settings/settings-rules.ts";
import { openMinor, type Tranche } from "./tranche.ts";
import {
  type Changed,
  type CommitmentCall,
  type Decision,
  factsOfTranche,
  type Ground,
  type InvestmentDeps,
  workOnCommitment,
} from "./work-on-commitment.ts";

/** That a tranche, or a part of it, may be paid. */
export const ApprovalInputSchema = lazy(() =>
  z
    .strictObject({ amount: MoneySchema(), note: z.string().min(1).max(1000).optional() })
    .meta({ id: "NewApproval" }),
);
export type ApprovalInput = z.infer<ReturnType<typeof ApprovalInputSchema>>;

type ApprovalCall = CommitmentCall & { readonly trancheNumber: number; readonly input: ApprovalInput };

/**
 * Approves the payment of a tranche, as far as the caller's roles may; somebody else pays it. The payment rule is evaluated for the
 * record. Refused as a payment would be, with `approval_limit_exceeded`, and with `second_person_required` for an API key: an
 * approval is a person's word.
 */
export async function approveTranche(deps: InvestmentDeps, call: ApprovalCall): Promise<Result<Changed>> {
  const wantsFacts = factsOfTranche(call.trancheNumber);
  return workOnCommitment(deps, { ...call, wantsFacts, reason: call.input.note }, (state, ground) =>
    decideApproval(state, { ...ground, ...call }),
  );
}

/** The rule of `approveTranche`. */
export function decideApproval(
  state: CommitmentState,
  approval: Ground & Pick<ApprovalCall, "trancheNumber" | "input" | "principal" | "now">,
): Result<Decision> {
  const { trancheNumber, input, principal, settings, facts } = approval;
  const named = trancheAt(state, trancheNumber);
  if (!named.ok) return named;
  const found = movable(state, { trancheNumber, amount: input.amount }, PAYING_STATUSES);
  if (!found.ok) return found;
  const tranche = found.value;
  const day = dayIn(state.commitment.timeZone, approval.now);
  const amountMinor = toMinor(input.amount);
  if (amountMinor > openMinor(tranche))
    return fail(exceeded(openMinor(tranche), input.amount, "left in the tranche"));
  const above = aboveLimit(principal, settings, { amountMinor, tranche });
  if (above) return fail(above);
  const blocks = blocksOf(state, tranche, { day, settings, facts }).filter(
    ({ code }) => code !== "approval-missing",
  );
  if (blocks.length > 0) {
    const detail = `Tranche ${trancheNumber} cannot be approved. ${blocks.map((block) => block.detail).join(" ")}`;
    return fail({ code: "payment_blocked", detail, extra: { blockedBy: blocks } });
  }
  const evaluation = evaluationOf(state, tranche, { facts, on: day, cause: "approval" });
  const approved = {
    ...tranche,
    ...(evaluation ? { ruleState: evaluation.ruleState } : {}),
    approval: { by: principal.id, on: day, leftMinor: amountMinor },
  };
  const tranches = state.tranches.map((other) => (other.number === trancheNumber ? approved : other));
  return ok({
    action: "commitment.approval",
    next: { ...state, tranches },
    guard: payableOn(day, PAYING_STATUSES),
    ...(evaluation ? { attached: [evaluation.part], others: evaluation.watches } : {}),
  });
}

/**
 * Without limits in the settings whoever has the permission may approve anything; with them, as far as the roles reach. What is paid of
 * the tranche already counts, so that approving it in parts does not evade them.
 */
export function aboveLimit(
  principal: Principal,
  settings: FunderSettings,
  asked: { readonly amountMinor: number; readonly tranche: Pick<Tranche, "paidMinor" | "currency"> },
): Problem | undefined {
  if (principal.kind !== "person")
    return { code: "second_person_required", detail: "An approval is given by a person, not by an API key." };
  if (settings.approvalLimits.length === 0) return undefined;
  const { paidMinor, currency } = asked.tranche;
  const limit = approvalLimitOf(settings, principal.roles, currency);
  if (paidMinor + asked.amountMinor <= limit) return undefined;
  const money = (minor: number) => `${formatAmount(minor, currency)} ${currency}`;
  const paid = paidMinor > 0 ? `, of which ${money(paidMinor)} are paid already` : "";
  const detail = `You may approve up to ${money(limit)} of a tranche${paid}. Ask somebody with a higher limit.`;
  return { code: "approval_limit_exceeded", detail, errors: [{ pointer: "/amount/amount", detail }] };
}
