import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { formatAmount, type Money, MoneySchema, sumMinor, toMinor } from "../platform/money.ts";
import { invalidAt, type Problem } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { DateSchema } from "../platform/time.ts";
import { ReasonSchema } from "./change-commitment.ts";
import type { Commitment, CommitmentState } from "./commitment.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import { addEntry, committedMinor } from "./totals.ts";
import { isConditional, openMinor, type Tranche } from "./tranche.ts";
import {
  type CommitmentCall,
  type Decision,
  type InvestmentDeps,
  workOnCommitment,
} from "./work-on-commitment.ts";

const shape = () => ({
  trancheNumber: z.int().positive(),
  on: DateSchema(),
  amount: MoneySchema(),
  note: z.string().min(1).max(1000).optional(),
});

/** A payment of a tranche, in full or in part. */
export const PaymentSchema = lazy(() =>
  z.strictObject({ ...shape(), reference: z.string().min(1).max(200).optional() }).meta({ id: "NewPayment" }),
);
/** Money of a tranche that came back after it was paid. */
export const RefundSchema = lazy(() =>
  z
    .strictObject({ ...shape(), reference: z.string().min(1).max(200).optional(), reason: ReasonSchema() })
    .meta({ id: "NewRefund" }),
);
/** Money of a tranche that was given up before it was paid. */
export const ReleaseSchema = lazy(() =>
  z.strictObject({ ...shape(), reason: ReasonSchema() }).meta({ id: "NewRelease" }),
);

export type Payment = z.infer<ReturnType<typeof PaymentSchema>>;
export type Refund = z.infer<ReturnType<typeof RefundSchema>>;
export type Release = z.infer<ReturnType<typeof ReleaseSchema>>;

/** What was entered, and the version of the commitment that holds it. */
export type Entered = { readonly entry: LedgerEntry; readonly currency: string; readonly version: number };
type Move<T> = CommitmentCall & { readonly entryId: string; readonly input: T };

/**
 * Pays a tranche. Refused with `condition_not_met` while its donor condition is open, and with `amount_exceeded` where more
 * would be paid than the tranche has left.
 */
export async function payTranche(deps: InvestmentDeps, move: Move<Payment>): Promise<Result<Entered>> {
  return enter(deps, move, (state) => decidePayment(state, move.input, move.entryId));
}

/** Records money that came back. Refused with `amount_exceeded` where more would come back than was paid of the tranche. */
export async function refundTranche(deps: InvestmentDeps, move: Move<Refund>): Promise<Result<Entered>> {
  return enter(deps, { ...move, reason: move.input.reason }, (state) =>
    decideRefund(state, move.input, move.entryId),
  );
}

/** Gives up what a tranche has open. Refused where less would remain committed than is allocated to strategies. */
export async function releaseTranche(deps: InvestmentDeps, move: Move<Release>): Promise<Result<Entered>> {
  return enter(deps, { ...move, reason: move.input.reason }, (state) =>
    decideRelease(state, move.input, move.entryId),
  );
}

type Posting = { readonly tranche: Tranche; readonly entry: LedgerEntry; readonly commitment: Commitment };

/** The rule of `payTranche`. */
export function decidePayment(state: CommitmentState, input: Payment, id: string): Result<Decision> {
  const tranche = movable(state, input);
  if (!tranche.ok) return tranche;
  if (isConditional(tranche.value))
    return fail({
      code: "condition_not_met",
      detail: `Tranche ${input.trancheNumber} stands under a condition: ${tranche.value.condition?.barrier?.description}`,
    });
  const amountMinor = toMinor(input.amount);
  if (amountMinor > openMinor(tranche.value))
    return fail(exceeded(openMinor(tranche.value), input.amount, "left in the tranche"));
  const { amount, ...fields } = input;
  const entry: LedgerEntry = { ...fields, id, kind: "payment", amountMinor, conditionalMinor: 0 };
  const paid = { ...tranche.value, paidMinor: tranche.value.paidMinor + amountMinor };
  const { commitment } = state;
  const status = commitment.status === "agreed" ? "active" : commitment.status;
  const paidByMonth = addToMonth(commitment.paidByMonth, input.on, amountMinor);
  return ok(post(state, { tranche: paid, entry, commitment: { ...commitment, status, paidByMonth } }));
}

/** The rule of `refundTranche`. */
export function decideRefund(state: CommitmentState, input: Refund, id: string): Result<Decision> {
  const tranche = movable(state, input);
  if (!tranche.ok) return tranche;
  const amountMinor = toMinor(input.amount);
  const paid = tranche.value.paidMinor - tranche.value.refundedMinor;
  if (amountMinor > paid) return fail(exceeded(paid, input.amount, "paid and not refunded in this tranche"));
  const { amount, reason, ...fields } = input;
  const entry: LedgerEntry = { ...fields, id, kind: "refund", amountMinor, conditionalMinor: 0 };
  const refunded = { ...tranche.value, refundedMinor: tranche.value.refundedMinor + amountMinor };
  const { commitment } = state;
  const refundedByMonth = addToMonth(commitment.refundedByMonth, input.on, amountMinor);
  return ok(post(state, { tranche: refunded, entry, commitment: { ...commitment, refundedByMonth } }));
}

/** The rule of `releaseTranche`. */
export function decideRelease(state: CommitmentState, input: Release, id: string): Result<Decision> {
  const tranche = movable(state, input);
  if (!tranche.ok) return tranche;
  const amountMinor = toMinor(input.amount);
  if (amountMinor > openMinor(tranche.value))
    return fail(exceeded(openMinor(tranche.value), input.amount, "left in the tranche"));
  const allocated = sumMinor(state.allocations.map((allocation) => allocation.amountMinor));
  const remains = committedMinor(state.commitment.totals) - amountMinor;
  if (allocated > remains)
    return fail({
      code: "conflict",
      detail: "More is allocated to strategies than would remain committed. Allocate less first.",
    });
  const { amount, reason, ...fields } = input;
  const conditionalMinor = isConditional(tranche.value) ? amountMinor : 0;
  const entry: LedgerEntry = { ...fields, id, kind: "release", amountMinor, conditionalMinor };
  const released = { ...tranche.value, releasedMinor: tranche.value.releasedMinor + amountMinor };
  return ok(post(state, { tranche: released, entry, commitment: state.commitment }));
}

async function enter(
  deps: InvestmentDeps,
  move: CommitmentCall,
  decide: (state: CommitmentState) => Result<Decision>,
): Promise<Result<Entered>> {
  let entered: LedgerEntry | undefined;
  const changed = await workOnCommitment(deps, move, (state) => {
    const decision = decide(state);
    if (decision.ok) entered = decision.value.entries?.[0];
    return decision;
  });
  if (!changed.ok) return changed;
  if (!entered) throw new Error("A movement of money was written without its ledger entry.");
  const { state, head } = changed.value;
  return ok({ entry: entered, currency: state.commitment.currency, version: head.version });
}

/** The tranche that money moves in; refused where the commitment is not binding, the tranche unknown, or the amount does not fit. */
function movable(state: CommitmentState, input: { trancheNumber: number; amount: Money }): Result<Tranche> {
  const { status, currency } = state.commitment;
  if (status !== "agreed" && status !== "active")
    return fail({
      code: "conflict",
      detail: `The commitment is ${status}; money moves only in one that is agreed or active.`,
    });
  const tranche = state.tranches.find(({ number }) => number === input.trancheNumber);
  if (!tranche) return fail(invalidAt("/trancheNumber", `There is no tranche ${input.trancheNumber}.`));
  if (input.amount.currency !== currency)
    return fail(
      invalidAt("/amount/currency", `The commitment is in ${currency}, this is in ${input.amount.currency}.`),
    );
  return toMinor(input.amount) > 0
    ? ok(tranche)
    : fail(invalidAt("/amount/amount", "Name an amount above zero."));
}

function post(state: CommitmentState, posting: Posting): Decision {
  const { tranche, entry, commitment } = posting;
  return {
    action: `commitment.${entry.kind}`,
    entries: [entry],
    next: {
      ...state,
      commitment: { ...commitment, totals: addEntry(commitment.totals, entry) },
      tranches: state.tranches.map((other) => (other.number === tranche.number ? tranche : other)),
    },
  };
}

/** A sum by month after one more amount on a day: { "2026-09": 5000 }. */
export function addToMonth(
  months: Readonly<Record<string, number>>,
  on: string,
  minor: number,
): Record<string, number> {
  const month = on.slice(0, 7);
  return { ...months, [month]: (months[month] ?? 0) + minor };
}

function exceeded(left: number, asked: Money, where: string): Problem {
  const detail = `${formatAmount(Math.max(left, 0), asked.currency)} ${asked.currency} are ${where}, ${asked.amount} were asked for.`;
  return { code: "amount_exceeded", detail, errors: [{ pointer: "/amount/amount", detail }] };
}
