import type { View } from "../../../shared/identity/view.ts";
import {
  type DocumentOptions,
  formatDate,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";

/** The page of the views that somebody keeps. */
export function renderViews(views: readonly View[], frame: Omit<DocumentOptions, "title">): Page {
  return renderDocument(
    { ...frame, title: "Your views" },
    <>
      <h1>Your views</h1>
      <p class="lead">
        Pages as you filter and sort them, under names of your own. Nobody else sees this list; a view's
        address can be passed on, and shows each reader what they may see.
      </p>
      {views.length === 0 ? (
        <p>
          You keep none yet. Filter and sort a page, <a href="/commitments">your commitments</a> for instance,
          open “Views” at its top, and choose “Save this page as a view”.
        </p>
      ) : (
        <ViewTable views={views} />
      )}
    </>,
  );
}

function ViewTable({ views }: { views: readonly View[] }) {
  return (
    <Scroll label="Your views">
      <table>
        <caption>By name</caption>
        <thead>
          <tr>
            <th scope="col">View</th>
            <th scope="col">Address</th>
            <th scope="col">Saved</th>
            <th scope="col">Change it</th>
          </tr>
        </thead>
        <tbody>
          {views.map(({ id, name, address, savedAt }) => (
            <tr>
              <th scope="row">
                <a href={address}>{name}</a>
              </th>
              <td class="small">
                <code>{address}</code>
              </td>
              <td data-v={savedAt}>{formatDate(savedAt)}</td>
              <td>
                <a href={`/views/${id}/name`} aria-label={`Rename ${name}`}>
                  Rename
                </a>{" "}
                <a href={`/views/${id}/removal`} aria-label={`Remove ${name}`}>
                  Remove
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
