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
import type { ReleaseView } from "../../../shared/publication/releases/release.ts";
import { Further } from "./elements.tsx";
import { PartnershipPlaces } from "./partnership-places.tsx";
import { isAtWork, RELEASE_STATUSES_IN_WORDS, shareWords } from "./release-words.ts";

type Shown = {
  readonly partnershipId: string;
  readonly releases: Listed<ReleaseView>;
  readonly principal: Principal;
};

/** The page of the releases that a partnership prepares. */
export function renderReleases(shown: Shown, frame: Omit<DocumentOptions, "title">): Page {
  const { partnershipId, releases, principal } = shown;
  const address = `/partnerships/${partnershipId}/releases`;
  return renderDocument(
    { ...frame, title: "Data releases" },
    <>
      <PartnershipPlaces partnershipId={partnershipId} current="releases" principal={principal} />
      <h1>Data releases</h1>
      <p class="lead">What you publish to everybody, with nothing about a child.</p>
      <p>
        <a href={`/partnerships/${partnershipId}/data-requests`}>Who asks for data</a> that is not released,
        and to whom you opened figures.
      </p>
      {can(principal, "release:write") && (
        <p class="acts">
          <a class="button" href={`${address}/new`}>
            Prepare a release
          </a>
        </p>
      )}
      {releases.items.length === 0 ? <Teaching /> : <ReleaseTable releases={releases.items} />}
      <Further address={address} cursor={releases.next} text="Earlier ones" />
    </>,
  );
}

function Teaching() {
  return (
    <>
      <p>Nothing is prepared yet. This is how a release comes about:</p>
      <ol>
        <li>
          You choose indicators, periods and breakdowns. Whole breakdowns only, so that nobody is singled out.
        </li>
        <li>
          The figures are frozen, and what has to be hidden is worked out: small counts, and whatever they
          could be computed from, with all that you published before.
        </li>
        <li>You look at what will be hidden and why, beside your own figures. Nobody else sees that.</li>
        <li>An administrator publishes it. It gets a number, a citation and a hash, and never changes.</li>
      </ol>
    </>
  );
}

function ReleaseTable({ releases }: { releases: readonly ReleaseView[] }) {
  return (
    <Scroll label="Releases">
      <table>
        <caption>Releases in every state, newest first</caption>
        <thead>
          <tr>
            <th scope="col">Release</th>
            <th scope="col">Where it stands</th>
            <th scope="col" class="n">
              Figures shown
            </th>
            <th scope="col">Published</th>
          </tr>
        </thead>
        <tbody>
          {releases.map((release) => (
            <tr>
              <th scope="row">
                <a href={`/releases/${release.id}`}>{release.title}</a>
                {release.number !== undefined && <div class="soft small">number {release.number}</div>}
              </th>
              <td>
                {RELEASE_STATUSES_IN_WORDS[release.status]}
                {isAtWork(release) && "…"}
              </td>
              <td class="n">{release.loss ? shareWords(release.loss.shownShare) : ""}</td>
              <td>{release.publishedAt === undefined ? "" : formatDate(release.publishedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
