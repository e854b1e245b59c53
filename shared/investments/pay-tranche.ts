import * as z from "zod";
import type { Principal } from "../identity/principal.ts";
import { lazy } from "../platform/lazy.ts";
import { toMinor } from "../platform/money.ts";
import type { Problem } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { dayIn } from "../platform/time.ts";
import { payableOn } from "./commitment.store.ts";
import type { CommitmentState } from "./commitment.ts";
import { PAYING_STATUSES } from "./commitment-status.ts";
import {
  type Entered,
  type EntryIds,
  enter,
  entryIds,
  exceeded,
  type Move,
  movable,
  moveShape,
  post,
} from "./money-move.ts";
import { type Block, blocksOf, paymentDays } from "./payment-blocks.ts";
import { evaluationOf } from "./rule-evaluation.ts";
import { latestPayment, openMinor, type Tranche } from "./tranche.ts";
import { type Decision, factsOfTranche, type Ground, type InvestmentDeps } from "./work-on-commitment.ts";

/** A payment of a tranche, in full or in part. */
export const PaymentSchema = lazy(() =>
  z
    .strictObject({ ...moveShape(), reference: z.string().min(1).max(200).optional() })
    .meta({ id: "NewPayment" }),
);
export type Payment = z.infer<ReturnType<typeof PaymentSchema>>;

/** A payment, in a payment run or by itself. */
export type PaymentMove = Move<Payment> & { readonly runId?: string };

/**
 * Pays a tranche. Refused with `payment_blocked`, `condition_not_met` or `approval_required` and every reason by name, with
 * `second_person_required` where who approved it would pay it, and with `amount_exceeded` where more would be paid than is left of
 * the tranche or of its approval. A rule that asks for facts from elsewhere costs one round more.
 */
export async function payTranche(deps: InvestmentDeps, move: PaymentMove): Promise<Result<Entered>> {
  const call = { ...move, wantsFacts: factsOfTranche(move.input.trancheNumber) };
  return enter(deps, call, (state, ground) =>
    decidePayment(state, move.input, {
      ...ground,
      ids: entryIds(deps.newId, move.entryId),
      payer: payerOf(move.principal),
      now: move.now,
      ...(move.runId === undefined ? {} : { runId: move.runId }),
    }),
  );
}

export type PaymentGround = Ground & {
  readonly ids: EntryIds;
  readonly payer: Payer;
  readonly now: string;
  readonly runId?: string;
};

/** Whose hand pays: the caller's, and behind an API key that of who made it. */
export type Payer = readonly string[];

/** Whose hand a caller's is. */
export function payerOf({ id, madeBy }: Principal): Payer {
  return madeBy === undefined ? [id] : [id, madeBy];
}

/** The rule of `payTranche`. */
export function decidePayment(
  state: CommitmentState,
  input: Payment,
  ground: PaymentGround,
): Result<Decision> {
  const found = movable(state, input, PAYING_STATUSES);
  if (!found.ok) return found;
  const tranche = found.value;
  const { commitment } = state;
  const { settings, facts } = ground;
  const { day, ruleDay } = paymentDays(input.on, dayIn(commitment.timeZone, ground.now));
  const blocks = blocksOf(state, tranche, { day, ruleDay, settings, facts });
  if (blocks.length > 0) return fail(blocked(tranche, blocks));
  const fits = checkAmount(tranche, input, ground.payer);
  if (!fits.ok) return fits;
  const { amount, trancheNumber, ...fields } = input;
  const amountMinor = toMinor(amount);
  const evaluation = evaluationOf(state, tranche, { facts, on: ruleDay, cause: "payment" });
  const { next, entries } = post(state, {
    tranche: paid(tranche, { amountMinor, on: input.on }, evaluation?.ruleState),
    changes: { status: commitment.status === "agreed" ? "active" : commitment.status },
    entries: [
      {
        ...fields,
        trancheNumber,
        id: ground.ids.first,
        kind: "payment",
        amountMinor,
        conditionalMinor: 0,
        ...(ground.runId === undefined ? {} : { runId: ground.runId }),
      },
    ],
  });
  return ok({
    action: "commitment.payment",
    next,
    entries,
    guard: payableOn(day, PAYING_STATUSES),
    ...(evaluation ? { attached: [evaluation.part], others: evaluation.watches } : {}),
  });
}

function checkAmount(tranche: Tranche, { amount }: Payment, payer: Payer): Result<undefined> {
  const amountMinor = toMinor(amount);
  if (amountMinor > openMinor(tranche))
    return fail(exceeded(openMinor(tranche), amount, "left in the tranche"));
  const { approval } = tranche;
  if (!approval) return ok(undefined);
  if (payer.includes(approval.by)) {
    const isKey = payer[0] !== approval.by;
    const detail = isKey
      ? "Who approved this tranche made this API key; somebody else, or another one's key, has to pay it."
      : "You approved this tranche; somebody else has to pay it.";
    return fail({ code: "second_person_required", detail });
  }
  return amountMinor > approval.leftMinor
    ? fail(exceeded(approval.leftMinor, amount, "approved"))
    : ok(undefined);
}

/** A tranche after a payment; an approval that is used up is gone. */
function paid(
  tranche: Tranche,
  { amountMinor, on }: { readonly amountMinor: number; readonly on: string },
  ruleState: Tranche["ruleState"],
): Tranche {
  const { approval, ...rest } = tranche;
  const left = (approval?.leftMinor ?? 0) - amountMinor;
  return {
    ...rest,
    paidMinor: tranche.paidMinor + amountMinor,
    lastPaidOn: latestPayment(tranche, on),
    ...(ruleState ? { ruleState, ruleMetOn: tranche.ruleMetOn ?? ruleState.on } : {}),
    ...(approval && left > 0 ? { approval: { ...approval, leftMinor: left } } : {}),
  };
}

const CODES: Readonly<Partial<Record<Block["code"], Problem["code"]>>> = {
  "donor-condition-open": "condition_not_met",
  "payment-rule-not-fulfilled": "condition_not_met",
  "approval-missing": "approval_required",
};

function blocked(tranche: Tranche, blocks: readonly Block[]): Problem {
  const code = blocks.map((block) => CODES[block.code] ?? "payment_blocked")[0] ?? "payment_blocked";
  const detail = `Tranche ${tranche.number} cannot be paid. ${blocks.map((block) => block.detail).join(" ")}`;
  return { code, detail, extra: { blockedBy: blocks } };
}
