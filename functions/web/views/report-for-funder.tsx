import { type DocumentOptions, type Page, renderDocument } from "../../../shared/pages/index.ts";
import { periodLabel } from "../../../shared/platform/time.ts";
import type { HandedReport } from "../../../shared/reporting/submissions/handed-report.ts";
import type { SubmissionView } from "../../../shared/reporting/submissions/submission-view.ts";
import { Sections } from "./report-asked.tsx";
import type { AnswerView } from "./submission-words.ts";

type Shown = {
  readonly submission: SubmissionView;
  readonly answer: AnswerView;
  readonly report: HandedReport;
};

/** A report as one funder would read it, by the very view that the funder has. */
export function renderReportForFunder(shown: Shown, frame: Omit<DocumentOptions, "title">): Page {
  const { submission, answer, report } = shown;
  const { name } = answer.funder;
  const { period, title } = report.requirement;
  return renderDocument(
    { ...frame, title: `${title}, for ${name}` },
    <>
      <p class="eyebrow">
        <a href={`/report-submissions/${submission.id}`}>{submission.title}</a>
      </p>
      <h1>{title}</h1>
      <p class="lead">
        For {name}
        {period && `, of the period ${periodLabel(period)}`}.
      </p>
      <div class="note">
        <p>
          What {name} would read, were it handed in now. Nothing that only other funders ask for is in it, nor
          that there are others.
        </p>
        {answer.lacks.length > 0 && (
          <p>Still lacking, and required: {answer.lacks.map((section) => section.title).join("; ")}.</p>
        )}
      </div>
      <h2>The report</h2>
      <Sections handed={report} />
    </>,
  );
}
