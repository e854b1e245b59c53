import {
  type DocumentOptions,
  formatDate,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import type { ReleaseView } from "../../../shared/reporting/releases/release-view.ts";

type Releases = Listed<ReleaseView> & {
  /** Whose list it is. */
  readonly own: string;
};

/** The page of all releases of reports that an organisation made or was handed. */
export function renderReportReleases(
  { items, next, own }: Releases,
  frame: Omit<DocumentOptions, "title">,
): Page {
  return renderDocument(
    { ...frame, title: "Released reports" },
    <>
      <h1>Released reports</h1>
      <p class="lead">Reports as they were on one day. They never change; to cite one, copy its citation.</p>
      {items.length === 0 ? (
        <p>No report was released yet, by you or to you.</p>
      ) : (
        <ReleaseTable items={items} own={own} />
      )}
      {next !== undefined && (
        <p>
          <a href={`/report-releases?cursor=${encodeURIComponent(next)}`}>More</a>
        </p>
      )}
    </>,
  );
}

function ReleaseTable({ items, own }: { items: readonly ReleaseView[]; own: string }) {
  return (
    <Scroll label="Released reports">
      <table>
        <caption>The latest first</caption>
        <thead>
          <tr>
            <th scope="col">Report</th>
            <th scope="col">Release</th>
            <th scope="col">Of</th>
            <th scope="col">Made by</th>
            <th scope="col">Citation</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr>
              <th scope="row">
                <Title item={item} />
              </th>
              <td>
                {item.number}, {formatDate(item.releasedAt.slice(0, 10))}
              </td>
              <td>{item.subject.title}</td>
              <td>{item.organisationId === own ? "You" : item.authors.join(", ")}</td>
              <td class="small">{item.citation}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** What became of a release stands with its title: withdrawn, or restated and why. */
function Title({ item }: { item: ReleaseView }) {
  const { id, title, status, withdrawal, restatedBy } = item;
  if (status === "withdrawn")
    return (
      <>
        {title} <span class="small soft">Withdrawn: {withdrawal?.reason}</span>
      </>
    );
  return (
    <>
      <a href={`/report-releases/${id}`}>{title}</a>
      {restatedBy && (
        <span class="small soft">
          {" "}
          Restated by <a href={`/report-releases/${restatedBy.id}`}>release {restatedBy.number}</a>:{" "}
          {restatedBy.reason}
        </span>
      )}
    </>
  );
}
