import { type DocumentOptions, formatDate, type Page, renderDocument } from "../../../shared/pages/index.ts";
import type { StoryView } from "../../../shared/partnerships/stories/story.ts";
import { Acts } from "./elements.tsx";
import { aboutStory, SCOPES_IN_WORDS, standingOfStory } from "./story-words.ts";

type Shown = {
  readonly story: StoryView;
  readonly isKeeper: boolean;
  readonly mayWrite: boolean;
  readonly strategies: ReadonlyMap<string, string>;
  readonly indicators: ReadonlyMap<string, string>;
  readonly isPartnershipShown: boolean;
};

/** The page of a story: its words while they may be read, else what stays of it. */
export function renderStory(shown: Shown, frame: Omit<DocumentOptions, "title">): Page {
  const { story, mayWrite, isPartnershipShown } = shown;
  const title = story.words?.title ?? "A story that ended";
  return renderDocument(
    { ...frame, title },
    <>
      {isPartnershipShown && (
        <p class="eyebrow">
          <a href={`/partnerships/${story.partnershipId}/stories`}>Stories</a>
        </p>
      )}
      <h1>{title}</h1>
      <p class="lead">{aboutStory(story)}.</p>
      {story.words ? <Words text={story.words.text} /> : <Tombstone shown={shown} />}
      {mayWrite && story.status === "told" && <Steps id={story.id} />}
      <h2>The consent for it</h2>
      <Consent story={story} />
      <h2>What it is linked to</h2>
      <Links shown={shown} />
      <p class="small soft">
        Digest of its words, which says nothing of them: <code>{story.wordsDigest}</code>
      </p>
    </>,
  );
}

function Words({ text }: { text: string }) {
  return (
    <blockquote>
      {text.split(/\n+/).map((paragraph) => (
        <p>{paragraph}</p>
      ))}
    </blockquote>
  );
}

function Tombstone({ shown: { story, isKeeper } }: { shown: Shown }) {
  return (
    <div class="note">
      <p>
        {standingOfStory(story)}. They are shown to nobody. This page stays, so that what once rested on the
        story can still be checked.
      </p>
      {isKeeper && story.ended?.reason && <p>Why: {story.ended.reason}</p>}
    </div>
  );
}

function Steps({ id }: { id: string }) {
  const address = `/stories/${id}`;
  return (
    <Acts
      offers={[
        { address: `${address}/consent`, text: "Renew or narrow the consent" },
        { address: `${address}/about`, text: "Change what it is about" },
        { address: `${address}/withdrawal`, text: "End the consent" },
      ]}
    />
  );
}

function Consent({ story }: { story: StoryView }) {
  const { givenBy, givenOn, scope } = story.consent;
  return (
    <dl class="facts">
      <div>
        <dt>Given by</dt>
        <dd>{givenBy}</dd>
      </div>
      <div>
        <dt>Given on</dt>
        <dd>{formatDate(givenOn)}</dd>
      </div>
      <div>
        <dt>Who may read it</dt>
        <dd>{story.status === "told" ? SCOPES_IN_WORDS[scope] : "Nobody any more"}</dd>
      </div>
      <div>
        <dt>How it stands</dt>
        <dd>{standingOfStory(story)}</dd>
      </div>
      <div>
        <dt>Heard on</dt>
        <dd>{formatDate(story.heardOn)}</dd>
      </div>
    </dl>
  );
}

function Links({ shown: { story, strategies, indicators } }: { shown: Shown }) {
  const address = `/partnerships/${story.partnershipId}`;
  const served = (story.strategyIds ?? []).flatMap((id) => strategies.get(id) ?? []);
  const measured = (story.indicatorIds ?? []).filter((id) => indicators.has(id));
  if (served.length + measured.length === 0) return <p>To no strategy and no indicator that you see.</p>;
  return (
    <ul>
      {served.map((name) => (
        <li>Strategy: {name}</li>
      ))}
      {measured.map((id) => (
        <li>
          Indicator: <a href={`${address}#${id}`}>{indicators.get(id)}</a>
        </li>
      ))}
    </ul>
  );
}
