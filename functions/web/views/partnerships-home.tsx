import type { CommitmentSummary } from "../../../shared/investments/index.ts";
import { type DocumentOptions, type Page, renderDocument } from "../../../shared/pages/index.ts";
import type { PartnershipSummary } from "../../../shared/partnerships/partnership-view.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import type { Overview } from "../read-overview.ts";
import { CommitmentTable } from "./commitment-table.tsx";
import { IndicatorTable, OpenedTo, StrategyList } from "./partnership-parts.tsx";

type Opened = { readonly overview: Overview; readonly commitments: readonly CommitmentSummary[] };

/** The start page of a partnership, and of those with whom partnerships are shared. */
export function renderPartnershipsHome(
  home: { readonly listed: Listed<PartnershipSummary>; readonly opened: readonly Opened[] },
  frame: Omit<DocumentOptions, "title">,
): Page {
  const { listed, opened } = home;
  const others = listed.items.slice(opened.length);
  return renderDocument(
    { ...frame, title: "Partnerships" },
    <>
      <h1>Partnerships</h1>
      {listed.items.length === 0 && (
        <div class="note">
          <p>
            There is no partnership here yet. <a href="/partnerships/new">Record yours</a>; others see it once
            you share it with them.
          </p>
        </div>
      )}
      {opened.map((one) => (
        <Partnership opened={one} />
      ))}
      {others.length > 0 && (
        <>
          <h2>More partnerships</h2>
          <ul>
            {others.map(({ id, name, placeName }) => (
              <li>
                <a href={`/partnerships/${id}`}>{name}</a>, {placeName}
              </li>
            ))}
          </ul>
        </>
      )}
      {listed.next !== undefined && (
        <p>
          <a href={`/?cursor=${encodeURIComponent(listed.next)}`}>Further partnerships</a>
        </p>
      )}
    </>,
  );
}

function Partnership({ opened }: { opened: Opened }) {
  const { overview, commitments } = opened;
  const { head, strategies } = overview.partnership;
  const address = `/partnerships/${head.id}`;
  return (
    <section>
      <h2>
        <a href={address}>{head.name}</a>
      </h2>
      <p class="lead">
        {head.placeName}. {head.purpose}
      </p>
      {!overview.isOwn && (
        <p class="soft">Shared with you: figures that could identify a child are protected.</p>
      )}
      <OpenedTo overview={overview} />
      <StrategyList strategies={strategies} />
      <h3>Indicators</h3>
      <IndicatorTable overview={overview} />
      {commitments.length > 0 && (
        <CommitmentTable items={commitments} caption="Commitments to this partnership" withFunder />
      )}
    </section>
  );
}
