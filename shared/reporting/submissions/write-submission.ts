import type { Principal } from "../../identity/principal.ts";
import { staleVersion } from "../../identity/stale-version.ts";
import { ownPartnership, type RestingCall } from "../../partnerships/index.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { decideAnswers } from "./answers.ts";
import { readRequirements } from "./ground.ts";
import { requireKept } from "./kept-partnership.ts";
import { findSubmission, type LoadedSubmission, saveSubmission } from "./submission.store.ts";
import {
  mayTake,
  type NewReportSubmission,
  type ReportSubmission,
  type ReportSubmissionPatch,
  type Step,
} from "./submission.ts";

type Deps = { readonly table: Table };

/** Who works on which submission, in the version that they read. */
export type SubmissionCall = RestingCall & {
  readonly submissionId: string;
  readonly principal: Principal;
  readonly ifMatch: number;
};

/**
 * Begins a submission of the caller's partnership, as a draft that answers some requirements. Two rounds and one transaction, which checks
 * that the partnership is the caller's. Refused as `decideAnswers` refuses, and with `not_found`.
 */
export async function createSubmission(
  { table }: Deps,
  call: Omit<SubmissionCall, "ifMatch"> & {
    readonly partnershipId: string;
    readonly input: NewReportSubmission;
  },
): Promise<Result<LoadedSubmission["submission"]>> {
  const { submissionId: id, partnershipId, principal, input, now } = call;
  const { answers: refs, ...fields } = input;
  const { organisationId } = principal;
  const [kept, requirements] = await Promise.all([
    requireKept(table, { partnershipId, organisationId }),
    readRequirements(table, refs, principal),
  ]);
  if (!kept.ok) return kept;
  const decided = decideAnswers({ refs, requirements, principal, partnershipId, before: [] });
  if (!decided.ok) return decided;
  const rests = [ownPartnership(partnershipId, organisationId)];
  const next: ReportSubmission = {
    ...fields,
    ...decided.value,
    id,
    partnershipId,
    status: "draft",
    round: 0,
    pinned: {},
    createdAt: now,
  };
  const written = await saveSubmission(table, call, {
    next,
    rests,
    action: "report-submission.begun",
    status: 201,
  });
  return written.ok ? ok(next) : written;
}

/** Changes what a draft is called and which requirements it answers, or has it approved from now on. At most three rounds and one transaction. */
export async function changeSubmission(
  { table }: Deps,
  call: SubmissionCall & { readonly patch: ReportSubmissionPatch },
): Promise<Result<undefined>> {
  const found = await findForStep(table, call, "draft");
  if (!found.ok) return found;
  const { submission } = found.value;
  const { answers: refs, title = submission.title, requiresApproval } = call.patch;
  const answered = refs ? await changedAnswers(table, call, { submission, refs }) : ok({});
  if (!answered.ok) return answered;
  const next: ReportSubmission = {
    ...submission,
    ...answered.value,
    title,
    requiresApproval: requiresApproval ?? submission.requiresApproval,
  };
  return move(table, call, { previous: found.value, next, action: "report-submission.changed" });
}

async function changedAnswers(
  table: Table,
  { principal }: SubmissionCall,
  change: { readonly submission: ReportSubmission; readonly refs: NewReportSubmission["answers"] },
) {
  const { submission, refs } = change;
  const { partnershipId, answers: before } = submission;
  const requirements = await readRequirements(table, refs, principal);
  return decideAnswers({ refs, requirements, principal, partnershipId, before });
}

/** A submission of the caller's organisation; `not_found` otherwise. One GetItem. */
export async function findOwn(
  table: Table,
  asked: { readonly submissionId: string; readonly organisationId: string },
): Promise<Result<LoadedSubmission>> {
  const found = await findSubmission(table, asked.submissionId);
  if (found?.ownerId === asked.organisationId) return ok(found);
  return fail({ code: "not_found", detail: "There is no such report submission." });
}

/** A submission of the caller's organisation, in the version that was read, from which a step may be taken. One GetItem. */
export async function findForStep(
  table: Table,
  { submissionId, principal, ifMatch }: SubmissionCall,
  step: Step,
): Promise<Result<LoadedSubmission>> {
  const { organisationId } = principal;
  const found = await findOwn(table, { submissionId, organisationId });
  if (!found.ok) return found;
  const { version } = found.value.head;
  if (version !== ifMatch) return fail(staleVersion(version));
  if (mayTake(step, found.value.submission)) return found;
  const { status, requiresApproval } = found.value.submission;
  if (step === "hand in" && requiresApproval && status !== "submitted")
    return fail({
      code: "second_person_required",
      detail: "Somebody else has to approve it before it is handed in.",
    });
  return fail({ code: "conflict", detail: `It is ${status}: it cannot take this step.`, extra: { status } });
}

/** Writes the next state of a submission that was read. One transaction. */
export async function move(
  table: Table,
  call: SubmissionCall,
  write: {
    readonly previous: LoadedSubmission;
    readonly next: ReportSubmission;
    readonly action: string;
    readonly reason?: string;
  },
): Promise<Result<undefined>> {
  const written = await saveSubmission(table, call, { ...write, status: 200 });
  return written.ok ? ok(undefined) : written;
}
