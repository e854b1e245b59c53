import {
  type DocumentOptions,
  formatDate,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import type { StoryView } from "../../../shared/partnerships/stories/story.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import { Acts, Further } from "./elements.tsx";
import { PracticePlaces } from "./practice-places.tsx";
import { aboutStory, SCOPES_IN_WORDS, standingOfStory } from "./story-words.ts";

type Shown = {
  readonly partnershipId: string;
  readonly stories: Listed<StoryView>;
  readonly theme: string | undefined;
  readonly mayWrite: boolean;
};

/** The page of a partnership's stories. */
export function renderStories(shown: Shown, frame: Omit<DocumentOptions, "title">): Page {
  const { partnershipId, stories, theme, mayWrite } = shown;
  const address = `/partnerships/${partnershipId}/stories`;
  const further = theme === undefined ? address : `${address}?theme=${encodeURIComponent(theme)}`;
  return renderDocument(
    { ...frame, title: "Stories" },
    <>
      <PracticePlaces partnershipId={partnershipId} current="stories" />
      <h1>Stories</h1>
      <p class="lead">What people told, as far and as long as they allowed it to be read.</p>
      {mayWrite && (
        <Acts offers={[{ address: `${address}/new`, text: "Write a story down", isMain: true }]} />
      )}
      {(stories.items.length > 0 || theme !== undefined) && (
        <form class="filter" method="get" action={address}>
          <div class="field">
            <label for="theme">Theme</label>
            <input id="theme" name="theme" type="text" value={theme ?? ""} maxlength={80} />
          </div>
          <button type="submit">Show</button>
        </form>
      )}
      {stories.items.length === 0 ? (
        <Empty theme={theme} mayWrite={mayWrite} />
      ) : (
        <StoryTable stories={stories.items} />
      )}
      <Further address={further} cursor={stories.next} text="Earlier ones" />
    </>,
  );
}

function Empty({ theme, mayWrite }: Pick<Shown, "theme" | "mayWrite">) {
  if (theme !== undefined)
    return <p>No story of this part has the theme “{theme}”. Themes are compared whole.</p>;
  return (
    <>
      <p>No story is kept yet that you may read.</p>
      {mayWrite && (
        <p>
          A story says what figures cannot: what it was like, and why. Write one down when somebody told it to
          you, together with what they allow: who may read it, and until when. They can take it back at any
          time, and its words are erased.
        </p>
      )}
    </>
  );
}

function StoryTable({ stories }: { stories: readonly StoryView[] }) {
  return (
    <Scroll label="Stories">
      <table>
        <caption>Stories, the latest first; their words stand on their own pages</caption>
        <thead>
          <tr>
            <th scope="col">Story</th>
            <th scope="col">Heard on</th>
            <th scope="col">Consent given by</th>
            <th scope="col">Who may read it</th>
            <th scope="col">How it stands</th>
          </tr>
        </thead>
        <tbody>
          {stories.map((story) => (
            <tr>
              <th scope="row">
                <a href={`/stories/${story.id}`}>{aboutStory(story)}</a>
              </th>
              <td data-v={story.heardOn}>{formatDate(story.heardOn)}</td>
              <td>{story.consent.givenBy}</td>
              <td>
                {story.status === "told" ? (
                  SCOPES_IN_WORDS[story.consent.scope]
                ) : (
                  <span class="soft">Nobody</span>
                )}
              </td>
              <td>{standingOfStory(story)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
