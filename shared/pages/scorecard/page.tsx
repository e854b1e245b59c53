import type { ScorecardContent } from "../../publication/published/scorecard-document.ts";
import type { ScorecardState } from "../../publication/published/scorecards.store.ts";
import { type Page, renderDocument } from "../document.tsx";
import { Gaps } from "./gaps.tsx";
import { Outcomes, Shaping } from "./indicators.tsx";
import { Data, Know, Missing, scorecardCitation } from "./know.tsx";
import { LANGUAGES, type Language } from "./languages.ts";
import { type Part, Words } from "./parts.tsx";
import { type Speech, speechOf } from "./speech.ts";
import { gapsStatement, outcomesStatement } from "./statements.ts";
import { Gateways, SystemsChanges, Work } from "./work.tsx";

/** A scorecard to be shown: published, with its state; or as it would be, without one. */
export type ScorecardPage = {
  readonly content: ScorecardContent;
  readonly language: Language;
  /** Where it is reached, for its citation and for the line that shows it elsewhere: "https://host". */
  readonly origin: string;
  readonly state?: ScorecardState;
};

/** The page of a scorecard, in one language. */
export function renderScorecard({ content, language, origin, state }: ScorecardPage): Page {
  const speech = speechOf(language);
  const part = { content, speech };
  const { title, introduction, changes } = content;
  const address = state && addressOf(state);
  return renderDocument(
    { title: speech.pick(title).text, ...frameOf(speech) },
    <>
      <LanguageSwitch speech={speech} />
      <p class="eyebrow">
        <a href={`/open/partnerships/${content.partnership.id}`} hreflang="en">
          {content.partnership.name}
        </a>
      </p>
      <h1>
        <Words said={title} speech={speech} />
      </h1>
      <p class="lead">
        <strong>{outcomesStatement(content, speech)}</strong>
      </p>
      <p class="lead">
        <strong>{gapsStatement(content, speech)}</strong>
      </p>
      <Standing {...part} state={state} />
      {introduction && (
        <p>
          <Words said={introduction} speech={speech} />
        </p>
      )}
      {changes && (
        <>
          <h2 id="new">{speech.say("changes.title")}</h2>
          <p>
            <Words said={changes} speech={speech} />
          </p>
        </>
      )}
      <Gaps {...part} />
      <Outcomes {...part} />
      <Shaping {...part} />
      <SystemsChanges {...part} />
      <Work {...part} />
      <Gateways {...part} />
      <Missing {...part} />
      <Know {...part} />
      <Data {...part} json={address && `${address}.json`} />
      {state && <Citation state={state} speech={speech} origin={origin} />}
      {state && <Snippet state={state} speech={speech} origin={origin} />}
    </>,
  );
}

/** What the frame of a scorecard's page is given: its language, and the line at its foot. */
export function frameOf(speech: Speech) {
  return {
    language: speech.language,
    skip: speech.say("skip"),
    foot: <p>{speech.say("foot")}</p>,
  };
}

function addressOf({ partnership, number }: ScorecardState): string {
  return `/open/partnerships/${partnership.id}/scorecards/${number}`;
}

/** The same page in each language; addresses are relative to the page itself. */
export function LanguageSwitch({ speech }: { speech: Speech }) {
  return (
    <nav aria-label={speech.say("language")} class="noprint">
      <p class="small">
        {Object.entries(LANGUAGES).map(([tag, name], index) => (
          <>
            {index > 0 && " | "}
            {tag === speech.language ? (
              <strong aria-current="true">{name}</strong>
            ) : (
              <a href={`?lang=${tag}`} hreflang={tag} lang={tag}>
                {name}
              </a>
            )}
          </>
        ))}
      </p>
    </nav>
  );
}

/** Which scorecard it is, and what came after it. */
function Standing({ content, speech, state }: Part & { state: ScorecardState | undefined }) {
  const place = speech.say("place", { place: content.place.name });
  if (!state)
    return (
      <>
        <div class="note">
          <p>
            <strong>{speech.say("preview")}</strong>
          </p>
        </div>
        <p class="soft">{place}</p>
      </>
    );
  const { number, publishedAt, followedBy, newerRelease, partnership } = state;
  return (
    <>
      <p class="soft">
        {speech.say("number", { number, date: speech.day(publishedAt) })}. {place}
      </p>
      {followedBy !== undefined && (
        <div class="note">
          <p>
            <strong>{speech.say("newer.scorecard")}</strong>{" "}
            <a href={`/open/partnerships/${partnership.id}/scorecards/${followedBy}?lang=${speech.language}`}>
              {speech.say("newer.scorecard.link", { number: followedBy })}
            </a>
          </p>
        </div>
      )}
      {newerRelease !== undefined && (
        <div class="note">
          <p>
            <strong>{speech.say("newer.release")}</strong>{" "}
            <a href={`/open/releases/${newerRelease}`} hreflang="en">
              {speech.say("newer.release.link")}
            </a>
          </p>
        </div>
      )}
    </>
  );
}

type OfState = { readonly state: ScorecardState; readonly speech: Speech; readonly origin: string };

function Citation({ state, speech, origin }: OfState) {
  return (
    <>
      <h2 id="cite">{speech.say("cite.title")}</h2>
      <blockquote class="note" id="citation">
        <p>{scorecardCitation(state, speech, origin)}</p>
      </blockquote>
    </>
  );
}

/** A line of HTML that shows the latest scorecard as a card on another site. */
function Snippet({ state, speech, origin }: OfState) {
  const { partnership, title } = state;
  const source = `${origin}/open/partnerships/${partnership.id}/scorecard/embed?lang=${speech.language}`;
  const name = speech
    .pick(title)
    .text.replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;");
  const line = `<iframe src="${source}" title="${name}" width="400" height="320" loading="lazy" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`;
  return (
    <section class="noprint">
      <h2 id="embed">{speech.say("embed.title")}</h2>
      <p>{speech.say("embed.lead")}</p>
      <p class="note">
        <code>{line}</code>
      </p>
    </section>
  );
}
