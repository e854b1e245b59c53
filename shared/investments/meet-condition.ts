import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { DateSchema } from "../platform/time.ts";
import { inStatus } from "./commitment.store.ts";
import type { CommitmentState } from "./commitment.ts";
import { COMMITMENT_STATUSES, isPlanned, LIVE_STATUSES } from "./commitment-status.ts";
import { beforeAgreement, type EntryIds, entryIds, trancheAt } from "./money-move.ts";
import { ReasonSchema } from "./reason.ts";
import { isConditional, isUndecided } from "./tranche.ts";
import { becomeUnconditional } from "./unconditional.ts";
import {
  type Changed,
  type CommitmentCall,
  type Decision,
  type Ground,
  type InvestmentDeps,
  workOnCommitment,
} from "./work-on-commitment.ts";

/** That a tranche's barrier was overcome: on which day, by what evidence, and why that is held to be so. */
export const ConditionMetSchema = lazy(() =>
  z
    .strictObject({ metOn: DateSchema(), evidence: z.string().min(1).max(2000), reason: ReasonSchema() })
    .meta({ id: "ConditionMet" }),
);
export type ConditionMet = z.infer<ReturnType<typeof ConditionMetSchema>>;

/** A condition can be met before the agreement, and as long as anything of it can still change. */
const OPEN_STATUSES = COMMITMENT_STATUSES.filter(
  (status) => isPlanned(status) || LIVE_STATUSES.some((live) => live === status),
);

/**
 * Records that the donor condition of a tranche is met: what is open in it moves from conditional to unconditional, on that day
 * and for both sides (ASC 958-605-25-11), and an advance on it is cleared. Refused with `conflict` where no condition is open, and in a
 * commitment that is over.
 */
export async function meetCondition(
  deps: InvestmentDeps,
  call: CommitmentCall & { readonly trancheNumber: number; readonly input: ConditionMet },
): Promise<Result<Changed>> {
  const { input, trancheNumber } = call;
  const ids = entryIds(deps.newId, deps.newId("pay"));
  const bookedOn = { pointer: "/metOn", remedy: "Say the first day since then on which it can be booked." };
  const happened = { on: input.metOn, pointer: "/metOn" };
  return workOnCommitment(
    deps,
    { ...call, reason: input.reason, bookedOn, happened },
    (state, { settings }) => decideConditionMet(state, { trancheNumber, input, ids, settings }),
  );
}

/** The rule of `meetCondition`. */
export function decideConditionMet(
  state: CommitmentState,
  met: Pick<Ground, "settings"> & {
    readonly trancheNumber: number;
    readonly input: ConditionMet;
    readonly ids: EntryIds;
  },
): Result<Decision> {
  const found = trancheAt(state, met.trancheNumber);
  if (!found.ok) return found;
  const tranche = found.value;
  if (!isConditional(tranche))
    return fail({ code: "conflict", detail: "This tranche stands under no open donor condition." });
  if (!isUndecided(tranche))
    return fail({
      code: "conflict",
      detail: "All of this tranche was given up: nothing of it becomes owed.",
    });
  const { status } = state.commitment;
  if (!OPEN_STATUSES.includes(status))
    return fail({
      code: "conflict",
      detail: `The commitment is ${status}: nothing of it becomes owed any more.`,
    });
  const { metOn, evidence } = met.input;
  const early = beforeAgreement(state.commitment, { on: metOn, pointer: "/metOn" });
  if (early) return fail(early);
  const { ids, settings } = met;
  const made = becomeUnconditional(state, {
    tranche,
    kind: "condition-met",
    on: metOn,
    note: evidence,
    ids,
    settings,
  });
  return ok({ action: "commitment.condition-met", ...made, guard: inStatus(OPEN_STATUSES) });
}
