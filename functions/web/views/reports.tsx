import { isAwaited, type ListedRequirement } from "../../../shared/investments/index.ts";
import {
  capitalised,
  type DocumentOptions,
  formatDate,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";

type Asked = {
  readonly reports: readonly ListedRequirement[];
  readonly today: string;
  readonly side: "funder" | "responsible";
};

/** The page of all reports that are neither accepted nor waived: to be read, late, ahead. */
export function renderReports({ reports, today, side }: Asked, frame: Omit<DocumentOptions, "title">): Page {
  const isFunder = side === "funder";
  const parts = [
    {
      title: isFunder ? "To be read" : "With the funder",
      empty: "None waits for an answer.",
      reports: reports.filter(({ status }) => status === "submitted"),
    },
    {
      title: "Late",
      empty: "None is late.",
      reports: reports.filter((report) => isAwaited(report) && report.dueOn < today),
    },
    {
      title: "Ahead",
      empty: "None is due within the next eleven months.",
      reports: reports.filter((report) => isAwaited(report) && report.dueOn >= today),
    },
  ];
  return renderDocument(
    { ...frame, title: "Reports" },
    <>
      <h1>Reports</h1>
      <p class="lead">
        {isFunder ? "What you ask for" : "What you owe"}, from twelve months back to eleven months ahead.
      </p>
      <p>
        <a href="/report-releases">Released reports</a>, which never change, are listed by themselves.
      </p>
      {parts.map((part) => (
        <>
          <h2>
            {part.title} ({part.reports.length})
          </h2>
          {part.reports.length === 0 ? <p>{part.empty}</p> : <List part={part} isFunder={isFunder} />}
        </>
      ))}
    </>,
  );
}

type Part = { readonly title: string; readonly reports: readonly ListedRequirement[] };

function List({ part, isFunder }: { part: Part; isFunder: boolean }) {
  return (
    <Scroll label={part.title}>
      <table>
        <caption>By the day they fall due</caption>
        <thead>
          <tr>
            <th scope="col">Due</th>
            <th scope="col">Report</th>
            <th scope="col">Commitment</th>
            <th scope="col">{isFunder ? "From" : "Kind"}</th>
            <th scope="col">Where it stands</th>
          </tr>
        </thead>
        <tbody>
          {part.reports.map((report) => (
            <tr>
              <td>{formatDate(report.dueOn)}</td>
              <th scope="row">
                <a href={`/commitments/${report.commitmentId}/reports/${report.number}`}>{report.title}</a>
              </th>
              <td>{report.commitmentTitle}</td>
              <td>{isFunder ? report.responsible.name : capitalised(report.kind)}</td>
              <td>
                {capitalised(report.status)}
                {report.isBlocking && <div class="soft small">blocks payments while it is overdue</div>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
