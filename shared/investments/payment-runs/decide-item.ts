import { money } from "../../platform/money.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { CommitmentState } from "../commitment.ts";
import { entryIds, trancheOf } from "../money-move.ts";
import { decidePayment, type PaymentGround } from "../pay-tranche.ts";
import { openMinor, type Tranche } from "../tranche.ts";
import type { Decision } from "../work-on-commitment.ts";
import { type PaymentRun, type RunItem, type RunPayment, referenceOf } from "./payment-run.ts";

type RunGround = Omit<PaymentGround, "ids" | "runId"> & { readonly run: PaymentRun };

/** What a payment of a run does to its commitment, and what the run keeps of it. */
export type DecidedItem = { readonly decision: Decision; readonly payment: RunPayment };

/**
 * The rule of one item: the payment that its tranche takes on the day of the run, as any payment is decided. Pure, so that a dry run
 * says what the run itself would do. Refused as `payTranche` refuses, and with `amount_exceeded` where nothing is left to pay.
 */
export function decideItem(state: CommitmentState, item: RunItem, ground: RunGround): Result<DecidedItem> {
  const { run, ...rest } = ground;
  const { currency, on, valueOn, note } = run;
  const { trancheNumber } = item;
  const tranche = trancheOf(state, trancheNumber);
  if (!tranche.ok) return tranche;
  const amountMinor = item.amountMinor ?? payableMinor(tranche.value);
  if (amountMinor <= 0)
    return fail({ code: "amount_exceeded", detail: `Nothing of tranche ${trancheNumber} is left to pay.` });
  const input = {
    trancheNumber,
    on,
    amount: money(amountMinor, currency),
    reference: referenceOf(run, item),
    ...(valueOn === undefined ? {} : { valueOn }),
    ...(note === undefined ? {} : { note }),
  };
  const ids = entryIds(noSecondEntry, item.entryId);
  const decided = decidePayment(state, input, { ...rest, ids, runId: run.id });
  return decided.ok ? ok({ decision: decided.value, payment: paymentOf(state, amountMinor) }) : decided;
}

/** What is approved of a tranche, at most what is open; all that is open where nothing was approved. */
function payableMinor(tranche: Tranche): number {
  return Math.min(openMinor(tranche), tranche.approval?.leftMinor ?? Number.MAX_SAFE_INTEGER);
}

function paymentOf({ commitment }: CommitmentState, amountMinor: number): RunPayment {
  const { recipient, fiscalSponsor, fundCode, accountingCodes } = commitment;
  return {
    amountMinor,
    payee: fiscalSponsor ?? recipient,
    ...(fundCode === undefined ? {} : { fundCode }),
    ...(accountingCodes === undefined ? {} : { accountingCodes }),
  };
}

/** A payment is one entry: the id of a second one would not be known to the run. */
function noSecondEntry(): never {
  throw new Error("A payment of a run made more than one ledger entry.");
}
