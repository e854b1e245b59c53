import type { Manifest } from "../publication/published/manifest.ts";
import type { ReleaseState } from "../publication/published/published.store.ts";
import { formatDate, formatInstant } from "../reporting/wording/format.ts";

/** The head of a release's page: whose it is, and what became of it. */
export function Opening({ manifest, state }: { manifest: Manifest; state: ReleaseState }) {
  const { title, number, partnership, publishedAt, note } = manifest;
  return (
    <>
      <p class="eyebrow">
        <a href={`/open/partnerships/${partnership.id}`}>{partnership.name}</a>, release {number}
      </p>
      <h1>{title}</h1>
      <p class="lead">Published {formatDate(publishedAt)}.</p>
      <Standing manifest={manifest} state={state} />
      {note !== undefined && <p>{note}</p>}
    </>
  );
}

/** What became of a release: withdrawn, corrected, or itself a correction. Nothing where it stands as it is. */
export function Standing({ manifest, state }: { manifest: Manifest; state: ReleaseState }) {
  const { corrects } = manifest;
  return (
    <>
      {state.status === "withdrawn" && (
        <div class="note">
          <p>
            <strong>
              This release was withdrawn
              {state.withdrawnAt !== undefined && ` on ${formatInstant(state.withdrawnAt)}`}.
            </strong>{" "}
            {state.reason}
          </p>
          <p>
            Its figures are gone from here. What it said of itself and its hashes stay, so that a copy can
            still be <a href="/open/check">checked</a>.
          </p>
        </div>
      )}
      {state.correctedBy !== undefined && (
        <div class="note">
          <p>
            <strong>This release was corrected.</strong> Use{" "}
            <a href={`/open/releases/${state.correctedBy}`}>the release that corrects it</a>.
          </p>
        </div>
      )}
      {corrects && (
        <div class="note">
          <p>
            It corrects <a href={`/open/releases/${corrects.id}`}>release {corrects.number}</a>:{" "}
            {corrects.reason}
          </p>
        </div>
      )}
    </>
  );
}
