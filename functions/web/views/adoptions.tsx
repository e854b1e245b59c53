import {
  type DocumentOptions,
  formatDate,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import type { AdoptionView } from "../../../shared/partnerships/lessons/adoption.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import { Further } from "./elements.tsx";
import { ADOPTION_STATUSES_IN_WORDS, VERDICTS_IN_WORDS } from "./lesson-words.ts";
import { PracticePlaces } from "./practice-places.tsx";

type Shown = {
  readonly partnershipId: string;
  readonly adoptions: Listed<AdoptionView>;
  readonly titles: ReadonlyMap<string, string>;
  readonly mayWrite: boolean;
};

/** The page of the lessons that a partnership adopted. */
export function renderAdoptions(shown: Shown, frame: Omit<DocumentOptions, "title">): Page {
  const { partnershipId, adoptions, mayWrite } = shown;
  return renderDocument(
    { ...frame, title: "Lessons adopted" },
    <>
      <PracticePlaces partnershipId={partnershipId} current="lessons" />
      <h1>Lessons adopted</h1>
      <p class="lead">What others learned and this partnership took up, with what became of it here.</p>
      {adoptions.items.length === 0 ? (
        <p>
          No lesson is adopted yet that you may see. <a href="/lessons">Look through the lessons</a>
          {mayWrite && ": what you adopt stands here, and you say how it went"}.
        </p>
      ) : (
        <>
          <Adopted {...shown} />
          <p>
            <a href="/lessons">All lessons</a>
          </p>
        </>
      )}
      <Further
        address={`/partnerships/${partnershipId}/lessons`}
        cursor={adoptions.next}
        text="Further ones"
      />
    </>,
  );
}

function Adopted({ partnershipId, adoptions, titles, mayWrite }: Shown) {
  return (
    <Scroll label="Lessons adopted">
      <table>
        <caption>Lessons adopted</caption>
        <thead>
          <tr>
            <th scope="col">Lesson</th>
            <th scope="col">Adopted on</th>
            <th scope="col">In another way here</th>
            <th scope="col">How it stands</th>
            <th scope="col">How it went</th>
          </tr>
        </thead>
        <tbody>
          {adoptions.items.map((adoption) => (
            <tr>
              <th scope="row">
                {titles.has(adoption.lessonId) ? (
                  <a href={`/lessons/${adoption.lessonId}?version=${adoption.lessonVersion}`}>
                    {titles.get(adoption.lessonId)}
                  </a>
                ) : (
                  "A lesson that is not shared with you"
                )}
              </th>
              <td data-v={adoption.adoptedOn}>{formatDate(adoption.adoptedOn)}</td>
              <td>{adoption.adaptation}</td>
              <td>{ADOPTION_STATUSES_IN_WORDS[adoption.status]}</td>
              <td>
                <Outcome adoption={adoption} />
                {mayWrite && (
                  <div>
                    <a
                      href={`/lessons/${adoption.lessonId}/adoptions/${partnershipId}/result`}
                      aria-label={`Say how it went: ${titles.get(adoption.lessonId) ?? adoption.lessonId}`}
                    >
                      Say how it went
                    </a>
                  </div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** What became of an adoption, and since when that is said. */
export function Outcome({ adoption: { result } }: { adoption: AdoptionView }) {
  if (!result) return <span class="soft">Not said yet</span>;
  return (
    <>
      {VERDICTS_IN_WORDS[result.verdict]}, {formatDate(result.on)}
      <div class="soft small">{result.description}</div>
    </>
  );
}
