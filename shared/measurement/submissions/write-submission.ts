import { staleVersion } from "../../identity/stale-version.ts";
import type { Part } from "../../platform/aggregate.ts";
import type { Author } from "../../platform/history.ts";
import type { IdempotentRequest } from "../../platform/idempotency.ts";
import { invalidAt } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { checkRows } from "./check-rows.ts";
import {
  findSubmission,
  type LoadedSubmission,
  returnPart,
  rowsPart,
  saveSubmission,
  toView,
} from "./submission.store.ts";
import {
  isAuthorOf,
  isSecondPerson,
  mayTake,
  type ReturnView,
  type Step,
  type Submission,
  type SubmissionReturn,
  type SubmissionRows,
  type SubmissionView,
} from "./submission.ts";

type Deps = { readonly table: Table };

export type SubmissionCall = {
  readonly submissionId: string;
  readonly author: Author;
  readonly now: string;
  readonly idempotency?: IdempotentRequest | undefined;
};
/** A step that somebody takes who read a version of the submission. */
export type SubmissionMove = SubmissionCall & { readonly ifMatch: number };
/** A decision on a submission is a person's: an API key has no second pair of eyes. */
export type Decision = SubmissionMove & { readonly isPerson: boolean };

/** Writes a new submission, as a draft. Refused as `checkRows` refuses, and with `not_found` where the partnership is not one's own. */
export async function createSubmission(
  deps: Deps,
  call: SubmissionCall & { readonly partnershipId: string; readonly input: SubmissionRows },
): Promise<Result<SubmissionView>> {
  const { submissionId: id, partnershipId, author: by, now, idempotency, input } = call;
  const kept = await checkRows(deps.table, { partnershipId, organisationId: by.organisationId }, input);
  if (!kept.ok) return kept;
  const rowCount = input.observations.length;
  const next: Submission = {
    id,
    partnershipId,
    status: "draft",
    rowCount,
    rows: 1,
    returns: 0,
    writtenBy: by,
  };
  const beside = rowsPart(1, kept.value);
  const action = "submission.written";
  const written = await saveSubmission(deps.table, { next, beside, action, by, now, idempotency });
  if (written.ok) return ok(toView({ submission: next, head: written.value }));
  if (written.problem.extra?.failedOther !== 0) return written;
  return fail({ code: "not_found", detail: "There is no such partnership." });
}

/** Puts other rows into a draft, or into a submission that was returned. Those before stay in its history. */
export async function putSubmissionRows(
  deps: Deps,
  call: SubmissionMove & { readonly input: SubmissionRows },
): Promise<Result<SubmissionView>> {
  const found = await findForStep(deps.table, call, "write");
  if (!found.ok) return found;
  const { submission } = found.value;
  const { partnershipId } = submission;
  const at = { partnershipId, organisationId: call.author.organisationId };
  const kept = await checkRows(deps.table, at, call.input);
  if (!kept.ok) return kept;
  const rows = submission.rows + 1;
  const rowCount = call.input.observations.length;
  const next: Submission = { ...submission, rowCount, rows, writtenBy: call.author };
  const beside = rowsPart(rows, kept.value);
  return take(deps.table, call, { previous: found.value, next, beside, action: "submission.rows-put" });
}

/** Hands a submission in for a second person to look at. */
export async function submitSubmission(deps: Deps, call: SubmissionMove): Promise<Result<SubmissionView>> {
  const found = await findForStep(deps.table, call, "submit");
  if (!found.ok) return found;
  const submitted = { at: call.now, by: call.author };
  const next: Submission = { ...found.value.submission, status: "submitted", submitted };
  return take(deps.table, call, { previous: found.value, next, action: "submission.submitted" });
}

/** Returns a submission with comments on its cells, by a second person. Refused at comments on rows that it does not have. */
export async function returnSubmission(
  deps: Deps,
  call: Decision & { readonly input: SubmissionReturn },
): Promise<Result<SubmissionView>> {
  const found = await findForDecision(deps.table, call, "return");
  if (!found.ok) return found;
  const { submission } = found.value;
  const astray = call.input.comments.findIndex(({ row }) => row >= submission.rowCount);
  if (astray >= 0)
    return fail(
      invalidAt(`/comments/${astray}/row`, `There are ${submission.rowCount} rows, counted from 0.`),
    );
  const said: ReturnView = { ...call.input, at: call.now, by: call.author, rows: submission.rows };
  const returns = submission.returns + 1;
  const next: Submission = { ...submission, status: "returned", returns };
  const beside = returnPart(returns, said);
  return take(deps.table, call, { previous: found.value, next, beside, action: "submission.returned" });
}

/** Takes a submission back for a reason before it is approved, by who wrote its rows or handed it in. Its rows stay in its history. */
export async function withdrawSubmission(
  deps: Deps,
  call: SubmissionMove & { readonly reason: string },
): Promise<Result<SubmissionView>> {
  const found = await findForStep(deps.table, call, "withdraw");
  if (!found.ok) return found;
  const { submission } = found.value;
  const { author: by, now: at, reason } = call;
  if (!isAuthorOf(submission, by)) {
    const detail =
      "A submission is withdrawn by who wrote its rows or handed it in. A second person returns it.";
    return fail({ code: "forbidden", detail });
  }
  const next: Submission = { ...submission, status: "withdrawn", withdrawn: { at, by, reason } };
  return take(deps.table, call, { previous: found.value, next, action: "submission.withdrawn", reason });
}

/** A submission of the author's organisation, in the version that was read, from which a step may be taken. */
export async function findForStep(
  table: Table,
  { submissionId, author, ifMatch }: SubmissionMove,
  step: Step,
): Promise<Result<LoadedSubmission>> {
  const found = await findSubmission(table, submissionId);
  if (found?.ownerId !== author.organisationId)
    return fail({ code: "not_found", detail: "There is no such submission." });
  if (found.head.version !== ifMatch) return fail(staleVersion(found.head.version));
  if (mayTake(step, found.submission)) return ok(found);
  const { status } = found.submission;
  return fail({
    code: "conflict",
    detail: `The submission is ${status}: it cannot take this step.`,
    extra: { state: status },
  });
}

/** The same for a step that only a second person may take. */
export async function findForDecision(
  table: Table,
  call: Decision,
  step: Step,
): Promise<Result<LoadedSubmission>> {
  const found = await findForStep(table, call, step);
  if (!found.ok) return found;
  const { submission } = found.value;
  const detail = "A submission is decided on by a person other than who wrote its rows or handed it in.";
  if (call.isPerson && isSecondPerson(submission, call.author)) return found;
  return fail({ code: "second_person_required", detail });
}

async function take(
  table: Table,
  { author: by, now, idempotency }: SubmissionMove,
  step: { previous: LoadedSubmission; next: Submission; beside?: Part; action: string; reason?: string },
): Promise<Result<SubmissionView>> {
  const written = await saveSubmission(table, { ...step, by, now, idempotency });
  return written.ok ? ok(toView({ submission: step.next, head: written.value })) : written;
}
