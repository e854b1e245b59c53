import { can } from "../../../shared/identity/permissions.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import type { ImportView } from "../../../shared/interchange/import-view.ts";
import {
  type DocumentOptions,
  formatDate,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import { Further } from "./elements.tsx";
import { standingOf } from "./import-words.ts";
import { PartnershipPlaces } from "./partnership-places.tsx";

type Shown = {
  readonly partnershipId: string;
  readonly principal: Principal;
  readonly imports: Listed<ImportView>;
  /** Between which days the periods of a template end, unless the reader says otherwise. */
  readonly ending: { readonly from: string; readonly to: string };
};

/** The page of how figures come in: files that were sent, and how to send one. */
export function renderData(shown: Shown, frame: Omit<DocumentOptions, "title">): Page {
  const { partnershipId, principal, imports } = shown;
  const address = `/partnerships/${partnershipId}/data`;
  return renderDocument(
    { ...frame, title: "Data" },
    <>
      <PartnershipPlaces partnershipId={partnershipId} current="data" principal={principal} />
      <h1>Data</h1>
      <p class="lead">How figures come in. A file is looked at before anything is recorded.</p>
      <p class="acts">
        {can(principal, "import:write") && (
          <a class="button" href={`${address}/imports/new`}>
            Send a file of figures
          </a>
        )}
        {can(principal, "observation:write") && (
          <a class="button quiet" href={`/partnerships/${partnershipId}/indicators`}>
            Choose an indicator, to type its figures
          </a>
        )}
      </p>
      {imports.items.length === 0 ? <Teaching /> : <Files address={address} imports={imports.items} />}
      <Further address={address} cursor={imports.next} text="Earlier ones" />
      {can(principal, "observation:read") && <Template address={address} ending={shown.ending} />}
    </>,
  );
}

function Template({ address, ending }: { address: string; ending: Shown["ending"] }) {
  return (
    <section aria-labelledby="template">
      <h2 id="template">A template to fill in</h2>
      <p>
        A sheet with a row for each figure that is expected: indicator, period, place and group. Fill in what
        you have, then send it as a file; rows that you leave empty are not recorded.
      </p>
      <form class="filter" method="get" action={`${address}/template`}>
        <div class="field">
          <label for="from">Periods that end from</label>
          <input id="from" name="from" type="date" value={ending.from} required />
        </div>
        <div class="field">
          <label for="to">until</label>
          <input id="to" name="to" type="date" value={ending.to} required />
        </div>
        <button type="submit" name="format" value="xlsx">
          Template as XLSX
        </button>
        <button type="submit" name="format" value="csv">
          Template as CSV
        </button>
      </form>
    </section>
  );
}

function Teaching() {
  return (
    <>
      <p>No file was sent yet. This is how figures come in:</p>
      <ol>
        <li>You send the file as you got it from the state or the district, CSV or XLSX.</li>
        <li>
          It is looked at: what is new, what would change, and what cannot be read, with its cell. Nothing is
          recorded.
        </li>
        <li>You have it recorded. What was recorded before stays readable as an earlier revision.</li>
      </ol>
    </>
  );
}

function Files({ address, imports }: { address: string; imports: readonly ImportView[] }) {
  return (
    <Scroll label="Files">
      <table>
        <caption>Files that your organisation sent, newest first</caption>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Where it stands</th>
            <th scope="col" class="n">
              Rows refused
            </th>
            <th scope="col">Sent</th>
          </tr>
        </thead>
        <tbody>
          {imports.map((view) => (
            <tr>
              <th scope="row">
                <a href={`${address}/imports/${view.id}`}>{view.fileName ?? "A file without a name"}</a>
                {view.options && <div class="soft small">{view.options.source}</div>}
              </th>
              <td>{standingOf(view)}</td>
              <td class="n">{String(view.progress.rejected)}</td>
              <td data-v={view.createdAt}>{formatDate(view.createdAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
