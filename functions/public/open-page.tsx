import { formatDate, type Page, renderDocument } from "../../shared/pages/index.ts";
import type { Published } from "./published.store.ts";

/** What is published, or that nothing is yet, and what publishing means here. */
export function renderOpen(published: readonly Published[]): Page {
  return renderDocument(
    { title: "What is published" },
    <>
      <h1>What is published</h1>
      <p class="lead">
        Partnerships publish what changes for children, and who is furthest from what they deserve, to the
        community that they answer to.
      </p>
      {published.length === 0 ? (
        <div class="note">
          <p>
            <strong>Nothing is published yet.</strong> When a partnership publishes a scorecard or a report,
            it stands here for everybody, and stays as it was published.
          </p>
        </div>
      ) : (
        <ul>
          {published.map(({ title, publishedOn }) => (
            <li>
              {title}, {formatDate(publishedOn)}
            </li>
          ))}
        </ul>
      )}
      <h2>How it is published</h2>
      <ul>
        <li>
          Figures that could identify a child are protected, and shown as protected: never as zero, and never
          left out.
        </li>
        <li>Each publication is kept as it is. A correction is a new one, and says what changed and why.</li>
        <li>These pages can read what is published and nothing else.</li>
      </ul>
      <p>
        <a href="/v1/docs">How the API works</a>
      </p>
    </>,
  );
}
