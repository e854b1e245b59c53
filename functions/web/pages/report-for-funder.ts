import type { Page } from "../../../shared/pages/index.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import { previewReport, readSubmission } from "../../../shared/reporting/submissions/read-submissions.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { renderReportForFunder } from "../views/report-for-funder.tsx";

/** What one funder would read, were the submission handed in now. Three rounds. */
export async function previewReportPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, frame, c } = visit;
  const asked = { submissionId: c.req.param("submissionId") ?? "", principal };
  const commitmentId = c.req.param("commitmentId") ?? "";
  const requirementNumber = Number(c.req.param("requirementNumber"));
  const [submission, report] = await Promise.all([
    readSubmission(deps, asked),
    previewReport(deps, { ...asked, commitmentId, requirementNumber }),
  ]);
  if (!submission.ok) return submission;
  if (!report.ok) return report;
  const answer = submission.value.answers.find(
    (each) => each.commitmentId === commitmentId && each.requirementNumber === requirementNumber,
  );
  if (!answer) return fail({ code: "not_found", detail: "This submission answers no such report." });
  return ok(renderReportForFunder({ submission: submission.value, answer, report: report.value }, frame));
}
