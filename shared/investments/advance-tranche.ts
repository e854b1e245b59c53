import { type Money, toMinor } from "../platform/money.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { dayIn } from "../platform/time.ts";
import { payableOn } from "./commitment.store.ts";
import type { CommitmentState } from "./commitment.ts";
import { PAYING_STATUSES } from "./commitment-status.ts";
import { exceeded, movable, post } from "./money-move.ts";
import { type Block, blocksOf, paymentDays } from "./payment-blocks.ts";
import { isConditional, latestPayment, openMinor } from "./tranche.ts";
import type { Decision, Ground } from "./work-on-commitment.ts";

/** What an advance may pass over; a suspended commitment or an overdue report it may not. */
const PASSED_OVER: readonly Block["code"][] = [
  "donor-condition-open",
  "payment-rule-not-fulfilled",
  "approval-missing",
];

/**
 * Pays a tranche in advance of its condition or rule, when a second person has approved that. What stands under a donor condition
 * stays conditional: the advance is the funder's asset until the condition is met or waived. Refused with `payment_blocked`,
 * `amount_exceeded`, and with `conflict` where the tranche can simply be paid.
 */
export function decideAdvance(
  state: CommitmentState,
  advance: Ground & {
    readonly trancheNumber: number;
    readonly amount: Money;
    readonly on: string;
    readonly now: string;
    readonly entryId: string;
    readonly proposalId: string;
    readonly note: string;
  },
): Result<Decision> {
  const found = movable(state, advance, PAYING_STATUSES);
  if (!found.ok) return found;
  const tranche = found.value;
  const { settings, facts, on, amount, note, proposalId, trancheNumber } = advance;
  const { day, ruleDay } = paymentDays(on, dayIn(state.commitment.timeZone, advance.now));
  const blocks = blocksOf(state, tranche, { day, ruleDay, settings, facts });
  const lasting = blocks.filter(({ code }) => !PASSED_OVER.includes(code));
  if (lasting.length > 0) {
    const detail = lasting.map((block) => block.detail).join(" ");
    return fail({ code: "payment_blocked", detail, extra: { blockedBy: lasting } });
  }
  const amountMinor = toMinor(amount);
  if (amountMinor > openMinor(tranche))
    return fail(exceeded(openMinor(tranche), amount, "left in the tranche"));
  if (blocks.length === 0)
    return fail({ code: "conflict", detail: "Nothing holds this tranche back: pay it instead." });
  const conditionalMinor = isConditional(tranche) ? amountMinor : 0;
  const posted = post(state, {
    tranche: {
      ...tranche,
      paidMinor: tranche.paidMinor + amountMinor,
      lastPaidOn: latestPayment(tranche, on),
      advancedMinor: tranche.advancedMinor + conditionalMinor,
    },
    changes: { status: state.commitment.status === "agreed" ? "active" : state.commitment.status },
    entries: [
      {
        id: advance.entryId,
        kind: "advance",
        on,
        amountMinor,
        conditionalMinor,
        trancheNumber,
        note,
        proposalId,
      },
    ],
  });
  return ok({ action: "commitment.advance", ...posted, guard: payableOn(day, PAYING_STATUSES) });
}
