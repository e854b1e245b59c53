import type { Principal } from "../../identity/principal.ts";
import { isAwaited } from "../../investments/index.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { readRequirements } from "./ground.ts";
import { handsOf, isSecondPerson } from "./hands.ts";
import { findSections } from "./section.store.ts";
import type { ReportSubmission } from "./submission.ts";
import { findForStep, move, type SubmissionCall } from "./write-submission.ts";

type Deps = { readonly table: Table };

/** Asks for approval: nothing is written any more, so that what is approved is what was read. One GetItem and one transaction. */
export async function askForApproval({ table }: Deps, call: SubmissionCall): Promise<Result<undefined>> {
  const found = await findForStep(table, call, "ask for approval");
  if (!found.ok) return found;
  const askedBy = [...handsOf(call.principal)];
  const next: ReportSubmission = { ...found.value.submission, status: "in-approval", askedBy };
  return move(table, call, { previous: found.value, next, action: "report-submission.approval-asked" });
}

/**
 * Approves a submission, by a person who neither asked for it nor wrote the latest words of a section. Two rounds and one transaction.
 * Refused with `second_person_required`.
 */
export async function approve({ table }: Deps, call: SubmissionCall): Promise<Result<undefined>> {
  const found = await findForStep(table, call, "approve");
  if (!found.ok) return found;
  const { submission } = found.value;
  const sections = await findSections(table, submission.id, submission.sectionKeys);
  const hands = [submission.askedBy ?? [], ...[...sections.values()].map(({ writtenBy }) => writtenBy)];
  if (!isSecondPerson(call.principal, hands))
    return fail({
      code: "second_person_required",
      detail: "A person approves it who neither asked for that nor wrote the latest words of a section.",
    });
  const next: ReportSubmission = { ...submission, status: "approved", approvedBy: call.principal.id };
  return move(table, call, { previous: found.value, next, action: "report-submission.approved" });
}

/**
 * Takes a submission back to be drafted, for a reason: from approval, or once something of it is awaited again or could not be handed in.
 * What was frozen stays as it is. At most three rounds and one transaction. Refused with `conflict` where all of it is with the funders.
 */
export async function reopen(
  { table }: Deps,
  call: SubmissionCall & { readonly reason: string },
): Promise<Result<undefined>> {
  const found = await findForStep(table, call, "reopen");
  if (!found.ok) return found;
  const { askedBy: _asked, approvedBy: _approved, ...submission } = found.value.submission;
  const free = await mayReopen(table, submission, call.principal);
  if (!free.ok) return free;
  const next: ReportSubmission = { ...submission, status: "draft" };
  const { reason } = call;
  return move(table, call, { previous: found.value, next, action: "report-submission.reopened", reason });
}

/** A second look while a funder reads would only confuse: what it has is what it decides on. */
async function mayReopen(
  table: Table,
  submission: ReportSubmission,
  principal: Principal,
): Promise<Result<undefined>> {
  if (submission.status !== "submitted") return ok(undefined);
  const requirements = await readRequirements(table, submission.answers, principal);
  const isOpen = [...requirements.values()].some(({ requirement }) => isAwaited(requirement));
  if (isOpen) return ok(undefined);
  return fail({ code: "conflict", detail: "Nothing of it was returned, and nothing is left to hand in." });
}
