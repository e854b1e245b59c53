import type { HeadFields } from "../../platform/aggregate.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { setWrite } from "../observation.store.ts";
import { type Recorded, recordObservations } from "../record-observations.ts";
import type { Commit } from "../write-sets.ts";
import { findRows, type LoadedSubmission, saveSubmission, toView } from "./submission.store.ts";
import type { Submission, SubmissionView } from "./submission.ts";
import { type Decision, findForDecision } from "./write-submission.ts";

/** A submission that was approved, and what became of its rows. */
export type ApprovedSubmission = { readonly submission: SubmissionView; readonly recorded: Recorded };

/**
 * Approves a submission: its rows are recorded and it is approved in one transaction, or neither. What was recorded since it was
 * handed in is seen: a cell that got another value is refused with `cell_conflict`, a locked period at its row; then it stays as it
 * is, to be returned. Of two who decide at once, one gets `version_conflict`. Refused with `second_person_required`.
 */
export async function approveSubmission(
  deps: { readonly table: Table },
  call: Decision,
): Promise<Result<ApprovedSubmission>> {
  const found = await findForDecision(deps.table, call, "approve");
  if (!found.ok) return found;
  const { submissionId, author, now } = call;
  const { submission } = found.value;
  const { observations: rows, bases, ...how } = await findRows(deps.table, submission);
  const next: Submission = { ...submission, status: "approved", approved: { at: now, by: author } };
  let head: HeadFields | undefined;
  const commit: Commit = async (sets) => {
    const others = sets.map(setWrite);
    const written = await saveApproval(deps.table, call, { previous: found.value, next, others });
    if (written.ok) {
      head = written.value;
      return { done: true };
    }
    const failed = written.problem.extra?.failedOther;
    return typeof failed === "number" ? { done: false, failed } : written;
  };
  const { organisationId } = author;
  const approved = { submissionId, bases, commit };
  const recording = { rows, ...how, mode: "all-or-nothing", author, organisationId, now, approved } as const;
  const recorded = await recordObservations(deps, recording);
  if (!recorded.ok) return recorded;
  if (!head) return fail({ code: "busy", detail: "The submission could not be approved. Try it again." });
  return ok({ submission: toView({ submission: next, head }), recorded: recorded.value });
}

function saveApproval(
  table: Table,
  { author: by, now, idempotency }: Decision,
  write: {
    previous: LoadedSubmission;
    next: Submission;
    others: readonly ReturnType<typeof setWrite>[];
  },
): Promise<Result<HeadFields>> {
  return saveSubmission(table, { ...write, action: "submission.approved", by, now, idempotency });
}
