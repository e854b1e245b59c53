import { fail, ok, type Result } from "../platform/result.ts";
import { inStatus } from "./commitment.store.ts";
import type { CommitmentState } from "./commitment.ts";
import { LIVE_STATUSES } from "./commitment-status.ts";
import { type EntryIds, trancheOf } from "./money-move.ts";
import { isConditional, isUndecided } from "./tranche.ts";
import { becomeUnconditional } from "./unconditional.ts";
import type { Decision, Ground } from "./work-on-commitment.ts";

/**
 * Waives what a tranche stands under, its donor condition and its payment rule, when a second person has approved that. A condition
 * that is waived makes the promise unconditional on that day and is shown as waived for ever, never as met. Refused with `conflict`
 * where there is nothing to waive, or nothing left to waive it for.
 */
export function decideWaiver(
  state: CommitmentState,
  waiver: Pick<Ground, "settings"> & {
    readonly trancheNumber: number;
    readonly on: string;
    readonly note: string;
    readonly ids: EntryIds;
    readonly proposalId: string;
  },
): Result<Decision> {
  const found = trancheOf(state, waiver.trancheNumber);
  if (!found.ok) return found;
  const tranche = found.value;
  const hasRule = tranche.rule !== undefined && tranche.waivedOn === undefined;
  if (!isConditional(tranche) && !hasRule)
    return fail({ code: "conflict", detail: "This tranche stands under nothing that could be waived." });
  if (!isUndecided(tranche))
    return fail({
      code: "conflict",
      detail: "All of this tranche is paid or given up: nothing is left to waive for.",
    });
  const { on, note, ids, proposalId, settings } = waiver;
  const made = becomeUnconditional(state, { tranche, kind: "waiver", on, note, ids, proposalId, settings });
  return ok({ action: "commitment.waiver", ...made, guard: inStatus(LIVE_STATUSES) });
}
