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
import type { ScorecardView } from "../../../shared/publication/scorecards/scorecard.ts";
import { Further } from "./elements.tsx";
import { PartnershipPlaces } from "./partnership-places.tsx";
import { isComposing, SCORECARD_STATUSES_IN_WORDS } from "./scorecard-words.ts";

type Shown = {
  readonly partnershipId: string;
  readonly scorecards: Listed<ScorecardView>;
  /** Whether there is a published release that a scorecard could be made of. */
  readonly hasRelease: boolean;
  readonly principal: Principal;
};

/** The page of the public scorecards of a partnership. */
export function renderScorecards(shown: Shown, frame: Omit<DocumentOptions, "title">): Page {
  const { partnershipId, scorecards, hasRelease, principal } = shown;
  const address = `/partnerships/${partnershipId}/scorecards`;
  return renderDocument(
    { ...frame, title: "Public scorecards" },
    <>
      <PartnershipPlaces partnershipId={partnershipId} current="scorecards" principal={principal} />
      <h1>Public scorecards</h1>
      <p class="lead">Are our children better off, and is it fair? One page for everybody.</p>
      {hasRelease && can(principal, "release:write") && (
        <p class="acts">
          <a class="button" href={`${address}/new`}>
            Make a public scorecard
          </a>
        </p>
      )}
      {scorecards.items.length === 0 ? (
        <Teaching partnershipId={partnershipId} hasRelease={hasRelease} />
      ) : (
        <ScorecardTable scorecards={scorecards.items} />
      )}
      <Further address={address} cursor={scorecards.next} text="Earlier ones" />
    </>,
  );
}

function Teaching({ partnershipId, hasRelease }: { partnershipId: string; hasRelease: boolean }) {
  return (
    <>
      <p>There is none yet. This is how a scorecard comes about:</p>
      <ol>
        <li>
          You publish a <a href={`/partnerships/${partnershipId}/releases`}>data release</a>
          {hasRelease ? ", which is done" : ""}: a scorecard shows figures that are out already, and no other.
        </li>
        <li>You choose indicators and strategies, and give it your own words, in English and Spanish.</li>
        <li>You look at the page as everybody will see it, in both languages.</li>
        <li>An administrator publishes it. It gets a number and a citation, and a card for other sites.</li>
      </ol>
    </>
  );
}

function ScorecardTable({ scorecards }: { scorecards: readonly ScorecardView[] }) {
  return (
    <Scroll label="Scorecards">
      <table>
        <caption>Scorecards in every state, newest first</caption>
        <thead>
          <tr>
            <th scope="col">Scorecard</th>
            <th scope="col">Where it stands</th>
            <th scope="col">Published</th>
          </tr>
        </thead>
        <tbody>
          {scorecards.map((scorecard) => (
            <tr>
              <th scope="row">
                <a href={`/scorecards/${scorecard.id}`}>{scorecard.choices.title.en}</a>
                {scorecard.number !== undefined && <div class="soft small">number {scorecard.number}</div>}
              </th>
              <td>
                {SCORECARD_STATUSES_IN_WORDS[scorecard.status]}
                {isComposing(scorecard) && "…"}
              </td>
              <td data-v={scorecard.number === undefined ? "" : scorecard.publishedAt}>
                {scorecard.number === undefined ? "" : formatDate(scorecard.publishedAt ?? "")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
