import type { PublishedCell } from "../disclosure/release/published-cell.ts";
import { labelsOf } from "../publication/published/labels.ts";
import type { CodebookEntry, Manifest } from "../publication/published/manifest.ts";
import type { ReleaseState } from "../publication/published/published.store.ts";
import { readAs } from "../publication/published/read-as.ts";
import { CHOICES } from "./choices-style.ts";
import { CopyText } from "./copy-text.tsx";
import { type Page, renderDocument } from "./document.tsx";
import { Citation } from "./release-citation.tsx";
import { Definition } from "./release-codebook.tsx";
import { Downloads } from "./release-downloads.tsx";
import { type Chosen, ExploreForm } from "./release-explore-form.tsx";
import { TotalsBlock } from "./release-figures.tsx";
import { DimensionSection } from "./release-indicator-page.tsx";
import { Standing } from "./release-opening.tsx";

type Figures = {
  readonly indicatorId: string;
  readonly placeCode: string;
  readonly totals: readonly PublishedCell[];
  readonly groups: readonly PublishedCell[];
  readonly isPart: boolean;
};

export type ExplorerPage = {
  readonly manifest: Manifest;
  readonly state: ReleaseState;
  /** What was chosen, and its figures: none where the release holds none. */
  readonly explored: Chosen & { readonly figures?: Figures };
  /** Where it is reached: "https://host". */
  readonly origin: string;
};

/** A release to be looked through: what is shown is chosen by a form, and its address can be handed on. */
export function renderExplorer({ manifest, state, explored, origin }: ExplorerPage): Page {
  const indicator = manifest.indicators.find(({ id }) => id === explored.indicatorId);
  const address = `/open/releases/${manifest.id}`;
  const { figures } = explored;
  return renderDocument(
    { title: `Explore ${manifest.title}`, style: CHOICES },
    <>
      <p class="eyebrow">
        <a href={address}>
          {manifest.title}, release {manifest.number} of {manifest.partnership.name}
        </a>
      </p>
      <h1>Explore the figures</h1>
      <Standing manifest={manifest} state={state} />
      <ExploreForm manifest={manifest} chosen={explored} />
      {indicator && figures ? (
        <Shown manifest={manifest} indicator={indicator} explored={explored} figures={figures} />
      ) : (
        <div class="note">
          <p>
            <strong>This release holds nothing for these.</strong> Choose another place, breakdown or period.
            Who is signed in can{" "}
            <a href={`/release-requests/new?partnership=${manifest.partnership.id}`}>
              ask for it to be released
            </a>
            .
          </p>
        </div>
      )}
      {figures && <TakeAway manifest={manifest} explored={explored} figures={figures} origin={origin} />}
      <Downloads manifest={manifest} />
      <Citation manifest={manifest} origin={origin} />
    </>,
  );
}

type Part = {
  readonly manifest: Manifest;
  readonly explored: Chosen;
  readonly figures: Figures;
};

function Shown({ manifest, indicator, explored, figures }: Part & { indicator: CodebookEntry }) {
  const labels = labelsOf(manifest);
  const { by, group } = explored;
  const place = labels.place(figures.placeCode);
  const of = { manifest, indicator };
  return (
    <>
      <h2>
        {indicator.name}, {place}
      </h2>
      {by === "all" && <TotalsBlock {...of} cells={figures.totals} open />}
      {by !== "all" && group === undefined && (
        <DimensionSection {...of} figures={figures} cells={figures.groups} />
      )}
      {by !== "all" && group !== undefined && (
        <TotalsBlock {...of} cells={figures.groups} who={labels.category(by, group)} open />
      )}
      {figures.isPart && (
        <p class="note">
          The earliest periods do not fit on this page. Take the files below, which hold all.
        </p>
      )}
      <p class="small soft">
        A figure that could identify a child is shown as protected: here, and in every file with status{" "}
        <code>c</code> and no value.
      </p>
      <details>
        <summary>What it means: numerator, denominator, source</summary>
        <Definition indicator={indicator} />
      </details>
    </>
  );
}

/** The figures that are shown, as programs read them. */
function TakeAway({ manifest, explored, figures, origin }: Part & { origin: string }) {
  const { by, group, startsFrom, startsTo } = explored;
  const { indicatorId, placeCode } = figures;
  const filter = {
    indicatorId,
    placeCode,
    dimensionKey: by,
    ...(group === undefined ? {} : { category: group }),
  };
  const { addresses, curl, r, python } = readAs(manifest, origin, { filter, startsFrom, startsTo });
  const isNarrowed = startsFrom !== undefined || startsTo !== undefined || addresses.length > 1;
  return (
    <>
      <h2 id="take-away">Copy this as</h2>
      <p>
        No key is needed: what is published answers everybody, and these addresses keep answering the same.
        {isNarrowed && " Addresses hold more than is shown above; the code for R and Python narrows it down."}
      </p>
      <h3>Addresses of the CSV</h3>
      <CopyText id="as-csv" label="Addresses of the CSV" text={addresses.join("\n")} />
      <h3>Call of the API</h3>
      <CopyText id="as-curl" label="Call of the API" text={curl} />
      <h3>R</h3>
      <CopyText id="as-r" label="R" text={r} />
      <h3>Python</h3>
      <CopyText id="as-python" label="Python" text={python} />
    </>
  );
}
