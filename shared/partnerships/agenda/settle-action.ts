import { ok, type Result } from "../../platform/result.ts";
import type { RecordView } from "../record-kind.ts";
import type { PartnershipDeps } from "../write-partnership.ts";
import { amendRecord, type RecordInput } from "../write-record.ts";
import {
  ACTION_COMMITMENTS,
  type ActionCommitment,
  type Outcome,
  reopen,
  settle,
} from "./action-commitment.ts";

/** Records whether a promise was kept or missed, or that it was withdrawn. Two rounds. */
export function settleAction(
  deps: PartnershipDeps,
  input: RecordInput & { readonly outcome: Outcome },
): Promise<Result<RecordView<ActionCommitment>>> {
  const { outcome, now } = input;
  return amendRecord(deps, ACTION_COMMITMENTS, input, ({ value }) => {
    const next = settle(value, outcome, now);
    return next.ok ? ok({ action: outcome.outcome, next: next.value }) : next;
  });
}

/** Opens a promise again whose outcome was recorded by mistake, for a reason; the history keeps the mistake. Two rounds. */
export function reopenAction(
  deps: PartnershipDeps,
  input: RecordInput & { readonly reason: string },
): Promise<Result<RecordView<ActionCommitment>>> {
  const { reason } = input;
  return amendRecord(deps, ACTION_COMMITMENTS, input, ({ value }) => {
    const next = reopen(value);
    return next.ok ? ok({ action: "reopened", reason, next: next.value }) : next;
  });
}
