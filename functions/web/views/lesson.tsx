import {
  type DocumentOptions,
  formatDate,
  formatMoney,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import type { LessonContent } from "../../../shared/partnerships/lessons/lesson.ts";
import type { LessonView } from "../../../shared/partnerships/lessons/lesson-view.ts";
import { Outcome } from "./adoptions.tsx";
import { Acts } from "./elements.tsx";
import { type Fact, Facts } from "./facts.tsx";
import {
  ADOPTION_STATUSES_IN_WORDS,
  capacityName,
  EVIDENCE_IN_WORDS,
  LESSON_READERS_IN_WORDS,
} from "./lesson-words.ts";

type Shown = {
  readonly lesson: LessonView;
  readonly isOwn: boolean;
  /** Whether one keeps a partnership that could. */
  readonly mayAdopt: boolean;
  readonly mayWrite: boolean;
};

/** The page of a lesson: what it says, where it comes from, who adopted it and how that went. */
export function renderLesson(shown: Shown, frame: Omit<DocumentOptions, "title">): Page {
  const { lesson } = shown;
  const { content, origin } = lesson;
  return renderDocument(
    { ...frame, title: content.title },
    <>
      <p class="eyebrow">
        <a href="/lessons">Lessons</a>
      </p>
      <h1>{content.title}</h1>
      <p class="lead">
        {origin.partnershipName ? `Learned in ${origin.partnershipName}. ` : ""}Version{" "}
        {lesson.contentVersion}, {formatDate(lesson.contentRecordedAt.slice(0, 10))}.
      </p>
      <Standing lesson={lesson} />
      <Steps {...shown} />
      <Facts facts={factsOf(lesson)} />
      <h2>The problem</h2>
      <p>{content.problem}</p>
      <h2>What was done</h2>
      <p>{content.whatWasDone}</p>
      <Content content={content} />
      <h2>Who adopted it</h2>
      <Adoptions lesson={lesson} />
      <Versions lesson={lesson} />
    </>,
  );
}

function Standing({ lesson: { id, retired, contentVersion, latest } }: { lesson: LessonView }) {
  return (
    <>
      {retired && (
        <div class="note">
          <p>
            Retired on {formatDate(retired.at.slice(0, 10))}: {retired.reason}
          </p>
        </div>
      )}
      {contentVersion < latest && (
        <div class="note">
          <p>
            This is an earlier version. <a href={`/lessons/${id}`}>Read the latest one</a>
          </p>
        </div>
      )}
    </>
  );
}

function Steps({ lesson: { id, retired }, isOwn, mayAdopt, mayWrite }: Shown) {
  if (!mayWrite) return null;
  const address = `/lessons/${id}`;
  const adopt = { address: `${address}/adoptions/new`, text: "Adopt it", isMain: true };
  const own = [
    { address: `${address}/versions/new`, text: "Write a new version" },
    { address: `${address}/visibility`, text: "Say who reads it" },
  ];
  const retire = { address: `${address}/retirement`, text: "Retire it" };
  return (
    <Acts
      offers={[
        ...(retired || !mayAdopt ? [] : [adopt]),
        ...(isOwn ? own : []),
        ...(isOwn && !retired ? [retire] : []),
      ]}
    />
  );
}

function factsOf({ content, visibility }: LessonView): Fact[] {
  const said = (list: readonly string[] | undefined) => list?.join(", ") || undefined;
  return [
    ["Themes", said(content.themes)],
    ["For whom", said(content.populations)],
    ["Capacities", said(content.capacities?.map(capacityName))],
    ["Places", said(content.placeCodes)],
    ["Who reads it", LESSON_READERS_IN_WORDS[visibility]],
  ];
}

function Content({ content }: { content: LessonContent }) {
  const { cost } = content;
  return (
    <>
      <Entries
        title="What it aims at"
        entries={content.aims?.map(({ title, description }) => [title, description])}
      />
      <Entries
        title="For whom it worked"
        entries={content.workedFor?.map(({ group, how }) => [group, how])}
      />
      <Entries
        title="For whom it did not work"
        entries={content.didNotWorkFor?.map(({ group, how }) => [group, how])}
      />
      {content.conditions && (
        <>
          <h2>What has to be there</h2>
          <p>{content.conditions}</p>
        </>
      )}
      {cost && (
        <>
          <h2>What it cost</h2>
          <p>
            {cost.amount && `${formatMoney(cost.amount)}. `}
            {cost.description}
          </p>
        </>
      )}
      <Entries title="Who took part" entries={content.partners?.map(({ name, role }) => [name, role])} />
      <Entries
        title="On what it rests"
        entries={content.evidence?.map(({ kind, statement, url }) => [
          EVIDENCE_IN_WORDS[kind],
          statement,
          url,
        ])}
      />
      <Entries
        title="Materials"
        entries={content.materials?.map(({ title, url }) => [title, undefined, url])}
      />
    </>
  );
}

type Entry = readonly [name: string, text: string | undefined, url?: string | undefined];

function Entries({ title, entries = [] }: { title: string; entries?: readonly Entry[] | undefined }) {
  if (entries.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <dl>
        {entries.map(([name, text, url]) => (
          <>
            <dt>{name}</dt>
            <dd>
              {text}
              {url && (
                <div>
                  <a href={url} rel="noreferrer">
                    {url}
                  </a>
                </div>
              )}
            </dd>
          </>
        ))}
      </dl>
    </>
  );
}

function Adoptions({ lesson: { adoptions, spread } }: { lesson: LessonView }) {
  if (adoptions.length === 0) return <p>Nobody yet who shows it.</p>;
  const { isWhole } = spread;
  return (
    <>
      <p>
        {isWhole ? "By " : "By at least "}
        {spread.adoptions === 1 ? "one partnership" : `${spread.adoptions} partnerships`}
        {adoptions.length < spread.adoptions && `; the first ${adoptions.length} are shown`}.
      </p>
      <Scroll label="Who adopted it">
        <table>
          <caption>Who adopted it, in the order of their days</caption>
          <thead>
            <tr>
              <th scope="col">Partnership</th>
              <th scope="col">Adopted on</th>
              <th scope="col">In another way there</th>
              <th scope="col">How it stands</th>
              <th scope="col">How it went</th>
            </tr>
          </thead>
          <tbody>
            {adoptions.map((adoption) => (
              <tr>
                <th scope="row">
                  {adoption.partnershipName}
                  <div class="soft small">{adoption.placeName}</div>
                </th>
                <td data-v={adoption.adoptedOn}>{formatDate(adoption.adoptedOn)}</td>
                <td>{adoption.adaptation}</td>
                <td>{ADOPTION_STATUSES_IN_WORDS[adoption.status]}</td>
                <td>
                  <Outcome adoption={adoption} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

function Versions({ lesson: { id, latest, contentVersion } }: { lesson: LessonView }) {
  if (latest === 1) return null;
  return (
    <nav aria-label="Versions">
      <ul class="onpage">
        {Array.from({ length: latest }, (_, index) => latest - index).map((version) => (
          <li>
            <a
              href={`/lessons/${id}?version=${version}`}
              {...(version === contentVersion ? { "aria-current": "page" as const } : {})}
            >
              Version {version}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
