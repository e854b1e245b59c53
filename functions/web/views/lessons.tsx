import {
  type DocumentOptions,
  formatDate,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import type { LessonSummary } from "../../../shared/partnerships/lessons/lesson.ts";
import type { Reach } from "../../../shared/partnerships/reach.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import { Acts, Further } from "./elements.tsx";
import { CAPACITIES, capacityName, LESSON_READERS_IN_WORDS, WITHIN_IN_WORDS } from "./lesson-words.ts";

const TEXTS = [
  { name: "theme", label: "Theme" },
  { name: "population", label: "For whom" },
  { name: "place", label: "Code of a place" },
] as const;

type Search = {
  readonly within: Reach;
  readonly theme: string | undefined;
  readonly population: string | undefined;
  readonly capacity: string | undefined;
  readonly place: string | undefined;
};
type Shown = {
  readonly lessons: Listed<LessonSummary>;
  readonly search: Search;
  readonly mayWrite: boolean;
};

/** The page of the lessons that one may read. */
export function renderLessons(shown: Shown, frame: Omit<DocumentOptions, "title">): Page {
  const { lessons, search, mayWrite } = shown;
  const asked = Object.entries(search).filter(([, value]) => value !== undefined) as [string, string][];
  const { items, next } = lessons;
  return renderDocument(
    { ...frame, title: "Lessons" },
    <>
      <h1>Lessons</h1>
      <p class="lead">What partnerships learned, for whom it worked and for whom not, for others to adopt.</p>
      {mayWrite && <Acts offers={[{ address: "/lessons/new", text: "Write a lesson", isMain: true }]} />}
      <Filter search={search} />
      {items.length > 0 ? (
        <LessonTable lessons={items} />
      ) : (
        <Empty isNarrowed={asked.length > 1} isMore={next !== undefined} mayWrite={mayWrite} />
      )}
      <Further address={`/lessons?${new URLSearchParams(asked)}`} cursor={next} text="Earlier ones" />
    </>,
  );
}

function Filter({ search }: { search: Search }) {
  return (
    <form class="filter" method="get" action="/lessons">
      <div class="field">
        <label for="within">Shared with</label>
        <select id="within" name="within">
          {Object.entries(WITHIN_IN_WORDS).map(([value, text]) => (
            <option value={value} selected={value === search.within}>
              {text}
            </option>
          ))}
        </select>
      </div>
      {TEXTS.map(({ name, label }) => (
        <div class="field">
          <label for={name}>{label}</label>
          <input id={name} name={name} type="text" value={search[name] ?? ""} maxlength={100} />
        </div>
      ))}
      <div class="field">
        <label for="capacity">Capacity</label>
        <select id="capacity" name="capacity">
          <option value="">any</option>
          {CAPACITIES.map(({ key, name }) => (
            <option value={key} selected={key === search.capacity}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <button type="submit">Show</button>
    </form>
  );
}

function Empty(shown: { isNarrowed: boolean; isMore: boolean; mayWrite: boolean }) {
  const { isNarrowed, isMore, mayWrite } = shown;
  if (isMore) return <p>No lesson of this part is like that. There are earlier ones to look through.</p>;
  if (isNarrowed)
    return <p>No lesson is like that. Words are compared whole: leave one out, or look among everybody's.</p>;
  return (
    <p>
      No lesson is shared here yet.
      {mayWrite &&
        " Write one when something worked, or did not: what the problem was, what was done, and for whom it worked."}
    </p>
  );
}

function LessonTable({ lessons }: { lessons: readonly LessonSummary[] }) {
  return (
    <Scroll label="Lessons">
      <table>
        <caption>Lessons, the latest first</caption>
        <thead>
          <tr>
            <th scope="col">Lesson</th>
            <th scope="col">Learned in</th>
            <th scope="col">Themes</th>
            <th scope="col">For whom</th>
            <th scope="col">Capacities</th>
            <th scope="col">Who reads it</th>
            <th scope="col">Since</th>
          </tr>
        </thead>
        <tbody>
          {lessons.map((lesson) => (
            <tr>
              <th scope="row">
                <a href={`/lessons/${lesson.id}`}>{lesson.title}</a>
                {lesson.retired && <div class="soft small">retired</div>}
              </th>
              <td>{lesson.origin.partnershipName ?? "—"}</td>
              <td>{lesson.themes?.join(", ")}</td>
              <td>{lesson.populations?.join(", ")}</td>
              <td>{lesson.capacities?.map(capacityName).join(", ")}</td>
              <td>{LESSON_READERS_IN_WORDS[lesson.visibility]}</td>
              <td data-v={lesson.createdAt}>{formatDate(lesson.createdAt.slice(0, 10))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
