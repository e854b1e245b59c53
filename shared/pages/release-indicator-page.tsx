import type { PublishedCell } from "../disclosure/release/published-cell.ts";
import { labelsOf } from "../publication/published/labels.ts";
import type { CodebookEntry, Manifest } from "../publication/published/manifest.ts";
import type { ReleaseState } from "../publication/published/published.store.ts";
import { capitalised } from "../reporting/wording/format.ts";
import { type Page, renderDocument } from "./document.tsx";
import { DumbbellChart } from "./dumbbell-chart.tsx";
import { Definition } from "./release-codebook.tsx";
import { bySize, GroupsTable, TotalsBlock } from "./release-figures.tsx";
import { Standing } from "./release-opening.tsx";
import { shownOf } from "./release-words.ts";

export type IndicatorPage = {
  readonly manifest: Manifest;
  readonly state: ReleaseState;
  readonly figures: {
    readonly indicatorId: string;
    readonly placeCode: string;
    readonly totals: readonly PublishedCell[];
    readonly groups: readonly PublishedCell[];
    /** Earlier periods, or other dimensions, are not on the page. */
    readonly isPart: boolean;
  };
};

/** One indicator of a release in one place: everybody over time, and groups, the latest period first. */
export function renderIndicator({ manifest, state, figures }: IndicatorPage): Page {
  const indicator = manifest.indicators.find(({ id }) => id === figures.indicatorId);
  const labels = labelsOf(manifest);
  const name = indicator?.name ?? figures.indicatorId;
  const place = labels.place(figures.placeCode);
  return renderDocument(
    { title: `${name}, ${place}: ${manifest.title}` },
    <>
      <p class="eyebrow">
        <a href={`/open/releases/${manifest.id}`}>
          {manifest.title}, release {manifest.number} of {manifest.partnership.name}
        </a>
      </p>
      <h1>{name}</h1>
      <p class="lead">{place}</p>
      <Standing manifest={manifest} state={state} />
      {indicator && <Body manifest={manifest} indicator={indicator} figures={figures} />}
    </>,
  );
}

type Part = {
  readonly manifest: Manifest;
  readonly indicator: CodebookEntry;
  readonly figures: IndicatorPage["figures"];
};

function Body({ manifest, indicator, figures }: Part) {
  const dimensions = Map.groupBy(figures.groups, ({ dimensionKey }) => dimensionKey);
  return (
    <>
      <h2>Everybody</h2>
      {figures.totals.length === 0 ? (
        <p class="hid">This release has no figure of everybody here.</p>
      ) : (
        <TotalsBlock manifest={manifest} indicator={indicator} cells={figures.totals} open />
      )}
      {[...dimensions.values()].map((cells) => (
        <DimensionSection manifest={manifest} indicator={indicator} figures={figures} cells={cells} />
      ))}
      {figures.isPart && (
        <p class="note">
          This page does not show all. Choose a dimension below, or take the files of{" "}
          <a href={`/open/releases/${manifest.id}`}>the release</a>.
        </p>
      )}
      <Elsewhere manifest={manifest} indicator={indicator} figures={figures} />
      <h2>What it means</h2>
      <Definition indicator={indicator} />
    </>
  );
}

/** The groups of one breakdown: a chart of two dates, the latest period as a table, earlier ones folded away. */
export function DimensionSection({
  manifest,
  indicator,
  figures,
  cells,
}: Part & { cells: readonly PublishedCell[] }) {
  const labels = labelsOf(manifest);
  const dimension = labels.dimension(cells[0]?.dimensionKey ?? "");
  const all = [...figures.totals, ...cells];
  const periods = [...Map.groupBy(cells, ({ periodKey }) => periodKey).values()].reverse();
  const [latest = [], ...earlier] = periods;
  const table = (of: readonly PublishedCell[]) => (
    <GroupsTable manifest={manifest} indicator={indicator} cells={of} all={all} />
  );
  return (
    <section>
      <h2>By {dimension}</h2>
      <GroupsChart manifest={manifest} indicator={indicator} figures={figures} periods={periods} />
      <p class="small soft">
        The largest group first, by the sizes that are shown
        {earlier.length > 0 && "; in the chart an open dot then, a filled dot now"}. A gap is a group's figure
        less the one that it is compared with. Where any group is protected, who is best off cannot be told.
      </p>
      {table(latest)}
      {earlier.length > 0 && (
        <details>
          <summary>
            Earlier periods by {dimension} ({earlier.length})
          </summary>
          {earlier.map(table)}
        </details>
      )}
    </section>
  );
}

/** Groups at two dates. A breakdown too long for a chart to be read has none. */
function GroupsChart({
  manifest,
  indicator,
  figures,
  periods,
}: Part & { periods: readonly PublishedCell[][] }) {
  const labels = labelsOf(manifest);
  const latest = periods[0] ?? [];
  const first = periods.length > 1 ? (periods.at(-1) ?? []) : [];
  const { dimensionKey = "", periodKey = "" } = latest[0] ?? {};
  if (latest.length > MOST_BARS || indicator.unit === "count") return null;
  const pointOf = (cell: PublishedCell) => ({
    ...shownOf(cell, indicator),
    label: labels.period(cell.periodKey),
  });
  const groups = bySize(latest).map((cell) => {
    const before = first.find(({ category }) => category === cell.category);
    const label = labels.category(dimensionKey, cell.category);
    return { label, latest: pointOf(cell), ...(before ? { baseline: pointOf(before) } : {}) };
  });
  const everybody = figures.totals.find((cell) => cell.periodKey === periodKey);
  const dimension = labels.dimension(dimensionKey);
  return (
    <DumbbellChart
      breakdown={{ label: dimension, periodLabel: labels.period(periodKey), groups }}
      everybody={everybody && pointOf(everybody)}
      title={`${indicator.name} by ${dimension}, ${labels.period(periodKey)}`}
    />
  );
}

const MOST_BARS = 24;

/** The same indicator by other dimensions and in other places; some of them the release may not hold. */
function Elsewhere({ manifest, indicator, figures }: Part) {
  const labels = labelsOf(manifest);
  const address = `/open/releases/${manifest.id}/indicators/${indicator.id}`;
  const here = `place=${encodeURIComponent(figures.placeCode)}`;
  const dimensions = manifest.dimensionKeys.filter((key) => key !== "all");
  return (
    <>
      {dimensions.length > 0 && (
        <>
          <h2>By one dimension</h2>
          <ul>
            {dimensions.map((key) => (
              <li>
                <a href={`${address}?${here}&by=${encodeURIComponent(key)}`}>
                  {capitalised(labels.dimension(key))}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {manifest.places.length > 1 && (
        <details>
          <summary>Other places ({manifest.places.length - 1})</summary>
          <ul>
            {manifest.places
              .filter(({ code }) => code !== figures.placeCode)
              .map(({ code }) => (
                <li>
                  <a href={`${address}?place=${encodeURIComponent(code)}`}>{labels.place(code)}</a>
                </li>
              ))}
          </ul>
        </details>
      )}
    </>
  );
}
