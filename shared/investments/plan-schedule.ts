import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { formatAmount, MoneySchema, sumMinor, toMinor } from "../platform/money.ts";
import { invalidAt } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { checkPositive } from "./check-commitment.ts";
import { checkRules } from "./check-rules.ts";
import { inStatus } from "./commitment.store.ts";
import type { CommitmentState } from "./commitment.ts";
import { COMMITMENT_STATUSES, isPlanned } from "./commitment-status.ts";
import { post } from "./money-move.ts";
import type { NewEntry } from "./post-entries.ts";
import { ReasonSchema } from "./reason.ts";
import { dividable, withShares } from "./shares.ts";
import { NewTrancheSchema, newTranche } from "./tranche.ts";
import {
  type Changed,
  type CommitmentCall,
  type Decision,
  type Ground,
  type InvestmentDeps,
  workOnCommitment,
} from "./work-on-commitment.ts";

/** The whole schedule of a commitment that is not agreed yet, as it shall be, and why. */
export const ScheduleInputSchema = lazy(() =>
  z
    .strictObject({
      amount: MoneySchema(),
      tranches: z.array(NewTrancheSchema()).min(1).max(60),
      reason: ReasonSchema(),
    })
    .meta({ id: "NewSchedule" }),
);
export type ScheduleInput = z.infer<ReturnType<typeof ScheduleInputSchema>>;

/**
 * Plans a commitment anew: amount, tranches, conditions and payment rules, for as long as nothing is agreed; from then on it takes an
 * amendment. An intention follows the amount. Refused with `validation_failed` for sums, currencies and rules that do not fit.
 */
export async function planSchedule(
  deps: InvestmentDeps,
  call: CommitmentCall & { readonly input: ScheduleInput },
): Promise<Result<Changed>> {
  const { input } = call;
  const entryId = deps.newId("pay");
  const on = call.now.slice(0, 10);
  const wantsFacts = () => ({ tranches: input.tranches });
  return workOnCommitment(deps, { ...call, wantsFacts, reason: input.reason }, (state, ground) =>
    decideSchedule(state, input, { ...ground, entryId, on }),
  );
}

const PLANNED = COMMITMENT_STATUSES.filter(isPlanned);

/** The rule of `planSchedule`. */
export function decideSchedule(
  state: CommitmentState,
  input: ScheduleInput,
  ground: Pick<Ground, "facts"> & { readonly entryId: string; readonly on: string },
): Result<Decision> {
  const { commitment } = state;
  if (!isPlanned(commitment.status))
    return fail({
      code: "conflict",
      detail: `It is ${commitment.status}: what was agreed is changed by an amendment.`,
    });
  const fits = checkSums(state, input);
  if (!fits.ok) return fits;
  const errors = checkRules(input.tranches, state, ground.facts);
  if (errors.length > 0)
    return fail({ code: "validation_failed", detail: "The payment rules do not fit.", errors });
  const amountMinor = toMinor(input.amount);
  const planned: CommitmentState = {
    ...state,
    commitment: { ...commitment, amountMinor },
    tranches: input.tranches.map((tranche, index) => newTranche(tranche, index + 1)),
    allocations: withShares(state.allocations, amountMinor),
  };
  const allocated = sumMinor(planned.allocations.map((each) => each.amountMinor));
  if (allocated > dividable(planned.commitment))
    return fail(invalidAt("/amount", "More is allocated to strategies than that. Allocate less first."));
  const posted = post(planned, { entries: intentionChange(state, amountMinor, ground) });
  return ok({ action: "commitment.planned", ...posted, guard: inStatus(PLANNED) });
}

function checkSums({ commitment }: CommitmentState, { amount, tranches }: ScheduleInput): Result<undefined> {
  const { currency } = commitment;
  const foreign = [amount, ...tranches.map((tranche) => tranche.amount)].findIndex(
    (each) => each.currency !== currency,
  );
  if (foreign >= 0) {
    const pointer = foreign === 0 ? "/amount" : `/tranches/${foreign - 1}/amount`;
    return fail(invalidAt(`${pointer}/currency`, `The commitment is in ${currency}.`));
  }
  const errors = checkPositive({ amount, tranches });
  if (errors.length > 0)
    return fail({ code: "validation_failed", detail: "Part of the schedule is of nothing.", errors });
  const sum = sumMinor(tranches.map((tranche) => toMinor(tranche.amount)));
  if (sum === toMinor(amount)) return ok(undefined);
  const detail = `The tranches sum to ${formatAmount(sum, currency)}, the commitment is ${amount.amount}.`;
  return fail(invalidAt("/tranches", detail));
}

/** The entry by which an intention follows its amount; a draft intends nothing yet. */
function intentionChange(
  { commitment }: CommitmentState,
  amountMinor: number,
  { entryId: id, on }: { readonly entryId: string; readonly on: string },
): NewEntry[] {
  const difference = amountMinor - commitment.amountMinor;
  if (commitment.status === "draft" || difference === 0) return [];
  return [{ id, kind: "intention", on, amountMinor: difference, conditionalMinor: 0 }];
}
