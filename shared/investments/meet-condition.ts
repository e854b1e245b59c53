import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { DateSchema } from "../platform/time.ts";
import { ReasonSchema } from "./change-commitment.ts";
import type { CommitmentState } from "./commitment.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import { addEntry } from "./totals.ts";
import { isConditional } from "./tranche.ts";
import {
  type Changed,
  type CommitmentCall,
  type Decision,
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

/**
 * Records that the donor condition of a tranche is met: what is open in it moves from conditional to unconditional, on that day
 * and for both sides (ASC 958-605-25-11). Refused with `conflict` where no condition is open.
 */
export async function meetCondition(
  deps: InvestmentDeps,
  call: CommitmentCall & { readonly trancheNumber: number; readonly input: ConditionMet },
): Promise<Result<Changed>> {
  const { input, trancheNumber } = call;
  const entryId = deps.newId("pay");
  return workOnCommitment(deps, { ...call, reason: input.reason }, (state) =>
    decideConditionMet(state, { trancheNumber, input, entryId }),
  );
}

/** The rule of `meetCondition`. */
export function decideConditionMet(
  state: CommitmentState,
  met: { trancheNumber: number; input: ConditionMet; entryId: string },
): Result<Decision> {
  const tranche = state.tranches.find(({ number }) => number === met.trancheNumber);
  if (!tranche) return fail({ code: "not_found", detail: `There is no tranche ${met.trancheNumber}.` });
  if (!isConditional(tranche))
    return fail({ code: "conflict", detail: "This tranche stands under no open donor condition." });
  const { metOn, evidence } = met.input;
  const fulfilled = { ...tranche, conditionMetOn: metOn, conditionEvidence: evidence };
  const entry: LedgerEntry = {
    id: met.entryId,
    kind: "condition-met",
    on: metOn,
    amountMinor: tranche.amountMinor - tranche.releasedMinor,
    conditionalMinor: 0,
    trancheNumber: tranche.number,
    note: evidence,
  };
  const { commitment } = state;
  const isPromised = commitment.status === "agreed" || commitment.status === "active";
  const next: CommitmentState = {
    ...state,
    commitment: isPromised ? { ...commitment, totals: addEntry(commitment.totals, entry) } : commitment,
    tranches: state.tranches.map((other) => (other.number === tranche.number ? fulfilled : other)),
  };
  return ok({ action: "commitment.condition-met", next, entries: isPromised ? [entry] : [] });
}
