import type { ListedRelease } from "../publication/published/published.store.ts";
import { formatDate } from "../reporting/wording/format.ts";
import { CHOICES } from "./choices-style.ts";
import { type Page, renderDocument } from "./document.tsx";

type ReleaseList = {
  readonly items: readonly ListedRelease[];
  /** The address of the next page. */
  readonly more?: string | undefined;
  /** Whose releases they are, where they are those of one partnership. */
  readonly partnership?: ListedRelease["partnership"];
  /** By which words the page was filtered; none where it was not. */
  readonly words?: string;
  /** Whether that one has a scorecard that can be read. */
  readonly hasScorecard?: boolean;
};

/** What is published, newest first: of everybody, or of one partnership. */
export function renderReleases(list: ReleaseList): Page {
  const { items, more, words = "", partnership, hasScorecard = false } = list;
  return renderDocument(
    { title: partnership ? `Releases of ${partnership.name}` : "What is published", style: CHOICES },
    <>
      {partnership ? <OfPartnership name={partnership.name} /> : <OfAll />}
      {partnership && hasScorecard && <ToScorecard id={partnership.id} />}
      {!partnership && <Find words={words} />}
      {items.length === 0 ? (
        <Nothing words={words} hasMore={more !== undefined} />
      ) : (
        <ul class="cards">
          {items.map((release) => (
            <Card release={release} named={partnership === undefined} />
          ))}
        </ul>
      )}
      {more !== undefined && (
        <p>
          <a class="button" href={more}>
            Earlier releases
          </a>
        </p>
      )}
      {!partnership && <How />}
    </>,
  );
}

/** Looks for words among the releases of the page. */
function Find({ words }: { words: string }) {
  return (
    <form class="choices" action="/open">
      <label>
        Words of a title or a partnership
        <input name="words" type="search" maxlength={200} value={words} />
      </label>
      <button type="submit">Find on this page</button>
      {words !== "" && <a href="/open">Show all</a>}
    </form>
  );
}

function Nothing({ words, hasMore }: { words: string; hasMore: boolean }) {
  if (words !== "")
    return (
      <p>
        None of the releases on this page has “{words}” in its title or its partnership's name.
        {hasMore && " Look among earlier ones:"}
      </p>
    );
  return (
    <div class="note">
      <p>
        <strong>Nothing is published yet.</strong> When a partnership publishes its figures, they stand here
        for everybody, and stay as they were published.
      </p>
    </div>
  );
}

function OfPartnership({ name }: { name: string }) {
  return (
    <>
      <p class="eyebrow">
        <a href="/open">What is published</a>
      </p>
      <h1>Releases of {name}</h1>
      <p class="lead">Newest first. Each one stays as it was published; a correction is a new one.</p>
    </>
  );
}

/** The way to what it all comes to, in both languages. */
function ToScorecard({ id }: { id: string }) {
  const address = `/open/partnerships/${id}/scorecard`;
  return (
    <p>
      <strong>Are our children better off, and is it fair?</strong>{" "}
      <a href={`${address}?lang=en`}>See the scorecard</a>.{" "}
      <a href={`${address}?lang=es`} hreflang="es" lang="es">
        Ver el informe en español
      </a>
      .
    </p>
  );
}

function OfAll() {
  return (
    <>
      <h1>What is published</h1>
      <p class="lead">
        Partnerships publish what changes for children, and who is furthest from what they deserve, to the
        community that they answer to.
      </p>
    </>
  );
}

function Card({ release, named }: { release: ListedRelease; named: boolean }) {
  const { id, number, title, partnership, publishedAt, status, correctedBy } = release;
  return (
    <li>
      <a href={`/open/releases/${id}`}>
        <strong>{title}</strong>
      </a>
      <p class="small">
        {named && (
          <>
            <a href={`/open/partnerships/${partnership.id}`}>{partnership.name}</a>,{" "}
          </>
        )}
        release {number}, {formatDate(publishedAt)}
      </p>
      {status === "withdrawn" && <p class="small">Withdrawn: its figures are gone.</p>}
      {correctedBy !== undefined && (
        <p class="small">
          Corrected by <a href={`/open/releases/${correctedBy}`}>a later release</a>.
        </p>
      )}
    </li>
  );
}

function How() {
  return (
    <>
      <h2>How it is published</h2>
      <ul>
        <li>
          Figures that could identify a child are protected, and shown as protected: never as zero, and never
          left out.
        </li>
        <li>Each publication is kept as it is. A correction is a new one, and says what changed and why.</li>
        <li>These pages can read what is published and nothing else.</li>
      </ul>
      <p>
        <a href="/open/check">How to check a copy</a>. <a href="/v1/docs">How the API works</a>.
      </p>
      <h2>For programs</h2>
      <p>
        Every address answers programs of any origin, without signing in. Figures come as JSON, as lines of
        JSON (<code>.ndjson</code>) and as CSV: by the end of the address, or by <code>Accept</code>. An{" "}
        <code>ETag</code> is the SHA-256 of what it stands with.
      </p>
      <dl>
        {ADDRESSES.map(({ address, what }) => (
          <div>
            <dt>
              <code>{address}</code>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

const ADDRESSES = [
  { address: "/open/releases", what: "this list; ?partnership=, ?limit= and ?cursor=" },
  { address: "/open/releases/{id}.json", what: "the manifest of a release, and what became of it" },
  {
    address: "/open/releases/{id}/cells.json",
    what: "its figures, part by part (?page=); those of one exact ?indicator=, ?place=, ?dimension=, ?category= or ?period=, or several of these",
  },
  {
    address: "/open/releases/{id}/derived.json",
    what: "gaps and changes of one ?indicator= in one ?place=, made of published figures; ?dimension=, ?period=",
  },
  { address: "/open/releases/{id}/codebook.csv", what: "what each indicator means" },
  { address: "/open/releases/{id}/package.json", what: "all its files, as a Frictionless Data Package" },
];
