import { can } from "../../../shared/identity/permissions.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import { readSubmission } from "../../../shared/reporting/submissions/read-submissions.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { renderSubmission } from "../views/submission.tsx";

/** One submission: where it stands with each funder, what each report lacks, its sections, and what can be done next. Three rounds. */
export async function submissionPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, frame, now, c } = visit;
  const submissionId = c.req.param("submissionId") ?? "";
  const read = await readSubmission(deps, { submissionId, principal });
  if (!read.ok) return read;
  const mayWrite = can(principal, "requirement:submit");
  return ok(renderSubmission({ submission: read.value, mayWrite, today: now.slice(0, 10) }, frame));
}
