import { ok, type Result } from "../../../shared/platform/result.ts";
import { readSubmission } from "../../../shared/reporting/submissions/read-submissions.ts";
import type { SubmissionView } from "../../../shared/reporting/submissions/submission-view.ts";
import type { WebDeps } from "../deps.ts";
import type { Form } from "../forms/form.ts";
import type { NoticeCode } from "../forms/notices.ts";
import type { Visit } from "../signed-in.ts";

/** A submission that somebody is about to change, as it stands. */
export type OpenedSubmission = {
  readonly submission: SubmissionView;
  /** The address of its page, which is its path in the API as well. */
  readonly address: string;
};

/** The submission of the address, for who keeps its partnership. Three rounds. */
export async function ownSubmission(
  { principal, c }: Visit,
  deps: WebDeps,
): Promise<Result<OpenedSubmission>> {
  const submissionId = c.req.param("submissionId") ?? "";
  const read = await readSubmission(deps, { submissionId, principal });
  if (!read.ok) return read;
  return ok({ submission: read.value, address: `/report-submissions/${submissionId}` });
}

/** What every form of a submission shares: where it leads back to, what was seen, and what is said when it is done. */
export function ofSubmission(
  { submission, address }: OpenedSubmission,
  notice: NoticeCode,
): Pick<Form, "back" | "version" | "done"> {
  return {
    back: { address, text: submission.title },
    version: submission.version,
    done: () => ({ address, notice }),
  };
}
