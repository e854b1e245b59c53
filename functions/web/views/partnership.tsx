import { can } from "../../../shared/identity/permissions.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import { type DocumentOptions, LineOfSight, type Page, renderDocument } from "../../../shared/pages/index.ts";
import { rowsOf, strategyImpacts } from "../../../shared/reporting/index.ts";
import type { Overview } from "../read-overview.ts";
import type { WorkspaceRead } from "../read-workspace.ts";
import { Acts } from "./elements.tsx";
import { IndicatorTable, OpenedTo, StrategyList } from "./partnership-parts.tsx";
import { PartnershipPlaces } from "./partnership-places.tsx";
import { PracticePlaces } from "./practice-places.tsx";
import { Workspace } from "./workspace.tsx";
import { WorkspaceStanding } from "./workspace-standing.tsx";

type Known = {
  readonly overview: Overview;
  readonly work: WorkspaceRead;
  readonly principal: Principal;
  readonly today: string;
};

/** The page of a partnership. */
export function renderPartnership(
  { overview, work, principal, today }: Known,
  frame: Omit<DocumentOptions, "title">,
): Page {
  const { partnership, indicators, isOwn } = overview;
  const { head, strategies } = partnership;
  const byId = new Map(indicators.map((indicator) => [indicator.id, indicator]));
  const rows = strategyImpacts(partnership, byId).flatMap(rowsOf);
  return renderDocument(
    { ...frame, title: head.name },
    <>
      {isOwn && <PartnershipPlaces partnershipId={head.id} current="" principal={principal} />}
      <p class="eyebrow">Partnership, {head.status}</p>
      <h1>{head.name}</h1>
      <p class="lead">
        {head.placeName}. {head.purpose}
      </p>
      {head.description && <p>{head.description}</p>}
      <Acts
        offers={[{ address: `/partnerships/${head.id}/report`, text: "Outcome-linked report", isMain: true }]}
      />
      {!isOwn && (
        <p class="soft">Shared with your organisation: figures that could identify a child are protected.</p>
      )}
      <OpenedTo overview={overview} />
      <PracticePlaces partnershipId={head.id} />
      <Workspace
        read={work}
        partnershipId={head.id}
        today={today}
        mayWrite={isOwn && can(principal, "partnership:write")}
      />
      {head.agenda && head.agenda.length > 0 && (
        <>
          <h2>What it works for</h2>
          <ul>
            {head.agenda.map((result) => (
              <li>{result}</li>
            ))}
          </ul>
        </>
      )}
      <WorkspaceStanding workspace={work.workspace} />
      <h2>Strategies and what they lead to</h2>
      <StrategyList strategies={strategies} />
      {rows.length > 0 && (
        <>
          <h3>Line of sight</h3>
          <LineOfSight rows={rows} indicatorsAt={`/partnerships/${head.id}/indicators/`} />
        </>
      )}
      <h2>Indicators</h2>
      <p>
        <a href={`/partnerships/${head.id}/indicators`}>
          Indicators on one scale, the farthest from target first
        </a>
      </p>
      <IndicatorTable overview={overview} />
    </>,
  );
}
