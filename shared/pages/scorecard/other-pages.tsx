import type { ScorecardContent } from "../../publication/published/scorecard-document.ts";
import type { ScorecardState } from "../../publication/published/scorecards.store.ts";
import { type Page, renderDocument } from "../document.tsx";
import type { Language } from "./languages.ts";
import { frameOf, LanguageSwitch } from "./page.tsx";
import { Words } from "./parts.tsx";
import { type Speech, speechOf } from "./speech.ts";
import { gapsStatement, outcomesStatement } from "./statements.ts";

type OfState = { readonly state: ScorecardState; readonly language: Language };

const CARD =
  "main{padding:1rem;max-width:none}h1{font-size:1.125rem}.lead{font-size:1rem}p{margin:0 0 .5rem}";

/** A small card of a scorecard that every site may frame: what it says first, and the way to all of it. */
export function renderScorecardCard({
  content,
  state,
  language,
}: OfState & { content: ScorecardContent }): Page {
  const speech = speechOf(language);
  const whole = `/open/partnerships/${state.partnership.id}/scorecard?lang=${language}`;
  return cardPage(
    speech,
    speech.pick(content.title).text,
    <>
      <h1>
        <Words said={content.title} speech={speech} />
      </h1>
      <p class="lead">
        <strong>{outcomesStatement(content, speech)}</strong>
      </p>
      <p class="lead">
        <strong>{gapsStatement(content, speech)}</strong>
      </p>
      <p class="small soft">
        {content.partnership.name}.{" "}
        {speech.say("number", { number: state.number, date: speech.day(state.publishedAt) })}
      </p>
      <p>
        <a href={whole} target="_blank" rel="noopener">
          {speech.say("embed.whole")}
        </a>
      </p>
    </>,
  );
}

/** The card where there is none to show: withdrawn, or never published. */
export function renderNoCard(language: Language): Page {
  const speech = speechOf(language);
  return cardPage(speech, speech.say("none.title"), <p>{speech.say("embed.missing")}</p>);
}

function cardPage(speech: Speech, title: string, content: Parameters<typeof renderDocument>[1]): Page {
  return renderDocument({ title, style: CARD, isCard: true, ...frameOf(speech) }, content);
}

/** What is left of a scorecard that was withdrawn: which it was, since when and why, and its hash. */
export function renderScorecardGone({ state, language }: OfState): Page {
  const speech = speechOf(language);
  const { partnership, title, number, publishedAt, withdrawnAt, reason, hash } = state;
  return renderDocument(
    { title: speech.say("gone.title"), ...frameOf(speech) },
    <>
      <LanguageSwitch speech={speech} />
      <p class="eyebrow">{partnership.name}</p>
      <h1>{speech.say("gone.title")}</h1>
      <p class="lead">
        <Words said={title} speech={speech} />.{" "}
        {speech.say("number", { number, date: speech.day(publishedAt) })}.
      </p>
      <div class="note">
        <p>
          {speech.say("gone.on", { date: speech.day(withdrawnAt ?? publishedAt), reason: "" })}
          <span lang="en">{reason}</span>
        </p>
      </div>
      <p>{speech.say("gone.lead")}</p>
      <p class="small">
        <code>{speech.say("gone.hash", { hash })}</code>
      </p>
      <p>
        <a href={`/open/partnerships/${partnership.id}`} hreflang="en">
          {speech.say("gone.all")}
        </a>
      </p>
    </>,
  );
}

/** That no scorecard has an address. */
export function renderNoScorecard(language: Language): Page {
  const speech = speechOf(language);
  return renderDocument(
    { title: speech.say("none.title"), ...frameOf(speech) },
    <>
      <LanguageSwitch speech={speech} />
      <h1>{speech.say("none.title")}</h1>
      <p>{speech.say("none.lead")}</p>
      <p>
        <a href="/open" hreflang="en">
          {speech.say("gone.all")}
        </a>
      </p>
    </>,
  );
}
