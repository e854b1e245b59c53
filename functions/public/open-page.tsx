import { formatDate, type Page, renderDocument } from "../../shared/pages/index.ts";
import type { Published } from "./published.store.ts";

/** The page that lists what is published to everyone, or says what would be. */
export function renderOpen(published: readonly Published[]): Page {
  return renderDocument(
    { title: "What is published" },
    <>
      <h1>What is published</h1>
      <p class="lead">
        Partnerships publish how children in their place are doing, what they change, and where the money
        goes. What is published never changes afterwards, and protects every child: small groups are not
        shown.
      </p>
      {published.length === 0 ? (
        <p>
          Nothing is published yet. Reports are so far for those who sign in: <a href="/">go to the start</a>.
        </p>
      ) : (
        <ul>
          {published.map(({ title, publishedOn, address }) => (
            <li>
              <a href={address}>{title}</a>, {formatDate(publishedOn)}
            </li>
          ))}
        </ul>
      )}
      <p>
        For programs: <a href="/v1/docs">how the API is used</a>.
      </p>
    </>,
  );
}
