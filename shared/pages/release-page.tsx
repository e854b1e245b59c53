import type { PublishedCell } from "../disclosure/release/published-cell.ts";
import { labelsOf } from "../publication/published/labels.ts";
import type { Manifest } from "../publication/published/manifest.ts";
import type { ReleaseState } from "../publication/published/published.store.ts";
import { type Page, renderDocument } from "./document.tsx";
import { Citation } from "./release-citation.tsx";
import { Codebook } from "./release-codebook.tsx";
import { Downloads } from "./release-downloads.tsx";
import { TotalsBlock } from "./release-figures.tsx";
import { Opening } from "./release-opening.tsx";
import { policySentences } from "./release-words.ts";

export type ReleasePage = {
  readonly manifest: Manifest;
  readonly state: ReleaseState;
  /** Everybody over time in the first place, of the indicators that a page has room for. */
  readonly totals: ReadonlyMap<string, readonly PublishedCell[]>;
  /** Where it is reached, for its citation: "https://host". */
  readonly origin: string;
};

/** A release: what it says of itself, what became of it, and its figures as far as they are few. */
export function renderRelease({ manifest, state, totals, origin }: ReleasePage): Page {
  const isReadable = state.status === "published";
  return renderDocument(
    { title: `${manifest.title}, release ${manifest.number} of ${manifest.partnership.name}` },
    <>
      <Opening manifest={manifest} state={state} />
      <Contents manifest={manifest} />
      {isReadable && <Figures manifest={manifest} totals={totals} />}
      <Protection manifest={manifest} />
      <Codebook manifest={manifest} />
      {isReadable && <Downloads manifest={manifest} />}
      <Citation manifest={manifest} origin={origin} />
    </>,
  );
}

function Contents({ manifest }: { manifest: Manifest }) {
  const { indicators, places, periods, dimensionKeys, cells } = manifest;
  const labels = labelsOf(manifest);
  const ordered = [...periods]
    .sort((a, b) => (a.start < b.start ? -1 : 1))
    .map(({ key }) => labels.period(key));
  const [first, last] = [ordered[0], ordered.at(-1)];
  const groups = dimensionKeys.filter((key) => key !== "all").map(labels.dimension);
  const facts = [
    { name: "Indicators", value: String(indicators.length) },
    {
      name: "Places",
      value: places.length === 1 ? labels.place(places[0]?.code ?? "") : String(places.length),
    },
    { name: "Periods", value: first === last ? (first ?? "none") : `${first} to ${last}` },
    { name: "Groups by", value: groups.length === 0 ? "none" : groups.join("; ") },
    { name: "Figures", value: cells.toLocaleString("en-US") },
  ];
  return (
    <>
      <h2>What it holds</h2>
      <dl class="facts">
        {facts.map(({ name, value }) => (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Figures({ manifest, totals }: Pick<ReleasePage, "manifest" | "totals">) {
  return (
    <>
      <h2>Figures</h2>
      <p>
        <a class="button" href={`/open/releases/${manifest.id}/explore`}>
          Explore the figures
        </a>
      </p>
      {manifest.indicators.map((indicator) => {
        const cells = totals.get(indicator.id);
        const address = `/open/releases/${manifest.id}/indicators/${indicator.id}`;
        return (
          <article class="indicator">
            <h3>
              <a href={address}>{indicator.name}</a>
            </h3>
            {cells ? (
              <TotalsBlock manifest={manifest} indicator={indicator} cells={cells} />
            ) : (
              <p>Its figures are on a page of their own.</p>
            )}
          </article>
        );
      })}
    </>
  );
}

function Protection({ manifest }: { manifest: Manifest }) {
  const { policy, method } = manifest;
  return (
    <>
      <h2>How children are protected</h2>
      <p>
        A figure that is hidden is shown as <span class="hid">protected: could identify a child</span>, in a
        row like any other. In files it has no value and status <code>c</code>. It is never zero, and never
        left out.
      </p>
      <ul>
        {policySentences(manifest).map((sentence) => (
          <li>{sentence}</li>
        ))}
      </ul>
      <p class="small soft">
        Policy <code>{policy.id}</code>, version {policy.version}; method <code>{method}</code>. Before a
        release is published, an attack on it is computed, and it has to fail.
      </p>
    </>
  );
}
