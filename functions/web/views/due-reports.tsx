import { can } from "../../../shared/identity/permissions.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import {
  type DocumentOptions,
  formatDate,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import type { readDueReports } from "../../../shared/reporting/submissions/due-reports.ts";
import type { submissionSummary } from "../../../shared/reporting/submissions/submission-view.ts";
import { PartnershipPlaces } from "./partnership-places.tsx";
import { statusOfSubmission } from "./submission-words.ts";

type Due = Extract<Awaited<ReturnType<typeof readDueReports>>, { ok: true }>["value"]["items"];
type Shown = {
  readonly partnership: { readonly id: string; readonly name: string };
  readonly due: Due;
  readonly submissions: Listed<ReturnType<typeof submissionSummary>>;
  readonly today: string;
  readonly principal: Principal;
};

/** The page of what a partnership's funders await, and of the submissions that answer them. */
export function renderDueReports(shown: Shown, frame: Omit<DocumentOptions, "title">): Page {
  const { partnership, due, submissions } = shown;
  const address = `/partnerships/${partnership.id}/report-submissions/new`;
  const isOwed = due.some((report) => report.isOwed);
  return renderDocument(
    { ...frame, title: `Reports to funders, ${partnership.name}` },
    <>
      <PartnershipPlaces partnershipId={partnership.id} current="due-reports" principal={shown.principal} />
      <p class="eyebrow">{partnership.name}</p>
      <h1>Reports to funders</h1>
      <p class="lead">{leadOf(shown)}</p>
      {can(shown.principal, "requirement:submit") && isOwed && (
        <p class="acts">
          <a class="button" href={address}>
            Write one report for several funders
          </a>
        </p>
      )}
      <h2>What is due</h2>
      {due.length === 0 ? <NothingDue /> : <DueTable shown={shown} />}
      <h2>What you write</h2>
      {submissions.items.length === 0 ? (
        <p>
          Nothing is begun yet. Choose the reports that one text can answer: a section that several funders
          ask for is written once, and each funder reads its own part.
        </p>
      ) : (
        <SubmissionTable submissions={submissions.items} />
      )}
      {submissions.next !== undefined && (
        <p>
          <a href={`?cursor=${encodeURIComponent(submissions.next)}`}>Earlier ones</a>
        </p>
      )}
    </>,
  );
}

function leadOf({ due, today }: Shown): string {
  const own = due.filter(({ isOwed }) => isOwed);
  const funders = new Set(own.map(({ funder }) => funder.organisationId)).size;
  const late = own.filter(({ dueOn }) => dueOn < today).length;
  if (own.length === 0) return "Nobody awaits a report of you, from eleven months ago to a year ahead.";
  const whom = funders === 1 ? "one funder" : `${funders} funders`;
  const past = late === 0 ? "none of them late" : `${late} of them late`;
  return `${own.length} to hand in to ${whom}, ${past}.`;
}

function NothingDue() {
  return (
    <p>
      A funder asks for reports in its commitment to you. They appear here by the day on which they are due,
      with the sections that each asks for.
    </p>
  );
}

function DueTable({ shown: { due, today } }: { shown: Shown }) {
  return (
    <Scroll label="What is due">
      <table>
        <caption>Reports that are awaited, by the day they are due</caption>
        <thead>
          <tr>
            <th scope="col">Due</th>
            <th scope="col">Report</th>
            <th scope="col">To</th>
            <th scope="col">Whose it is</th>
            <th scope="col">Sections it asks for</th>
          </tr>
        </thead>
        <tbody>
          {due.map((report) => (
            <tr>
              <td>
                {formatDate(report.dueOn)}
                {report.dueOn < today && <div class="small">late</div>}
                {report.status === "returned" && <div class="small">returned to you</div>}
              </td>
              <th scope="row">{report.title}</th>
              <td>
                {report.funder.name}
                <div class="soft small">
                  <a href={`/commitments/${report.commitmentId}`}>{report.commitmentTitle}</a>
                </div>
              </td>
              <td>{report.isOwed ? "yours" : report.responsible}</td>
              <td>{report.sections.map(({ title }) => title).join("; ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function SubmissionTable({ submissions }: { submissions: Shown["submissions"]["items"] }) {
  return (
    <Scroll label="What you write">
      <table>
        <caption>Submissions, the latest first</caption>
        <thead>
          <tr>
            <th scope="col">Title</th>
            <th scope="col">Where it stands</th>
            <th scope="col" class="n">
              Reports it answers
            </th>
            <th scope="col">Begun</th>
          </tr>
        </thead>
        <tbody>
          {submissions.map((submission) => (
            <tr>
              <th scope="row">
                <a href={`/report-submissions/${submission.id}`}>{submission.title}</a>
              </th>
              <td>{statusOfSubmission(submission)}</td>
              <td class="n">{submission.answers.length}</td>
              <td>{formatDate(submission.createdAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
