import { can } from "../../../shared/identity/permissions.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import {
  type DocumentOptions,
  formatValue,
  IndicatorData,
  type Page,
  ProgressMark,
  renderDocument,
  SeriesChart,
} from "../../../shared/pages/index.ts";
import type { IndicatorSection } from "../../../shared/reporting/index.ts";
import { signalsOf } from "../../../shared/reporting/outcome/signals.ts";
import { findingOf, gapFinding } from "../../../shared/reporting/wording/finding.ts";
import { signalWords } from "../../../shared/reporting/wording/signals.ts";
import { breaksBefore, byUnit, distanceFromTarget, type UnitGroup } from "../indicator-order.ts";
import type { Overview } from "../read-overview.ts";
import { Acts } from "./elements.tsx";
import { OpenedTo } from "./partnership-parts.tsx";
import { PartnershipPlaces } from "./partnership-places.tsx";
import { unitHeading } from "./unit-words.ts";

type Known = { readonly overview: Overview; readonly principal: Principal };

/** The page of a partnership's indicators: small multiples, on one scale for each unit. */
export function renderIndicators(known: Known, frame: Omit<DocumentOptions, "title">): Page {
  const { overview, principal } = known;
  const { partnership, indicators, isOwn, waiting, hasMore } = overview;
  const { id, name } = partnership.head;
  const groups = byUnit(indicators);
  const mayAdd = isOwn && can(principal, "indicator:write");
  return renderDocument(
    { ...frame, title: `Indicators: ${name}` },
    <>
      {isOwn && <PartnershipPlaces partnershipId={id} current="indicators" principal={principal} />}
      <p class="eyebrow">
        <a href={`/partnerships/${id}`}>{name}</a>
      </p>
      <h1>Indicators</h1>
      {indicators.length > 0 && (
        <p class="lead">
          {standing(indicators)} Those counted in one unit are on one scale, the farthest from its target
          first.
        </p>
      )}
      {mayAdd && (
        <Acts
          offers={[{ address: `/partnerships/${id}/indicators/new`, text: "Add an indicator", isMain: true }]}
        />
      )}
      {!isOwn && <p class="soft">Figures that could identify a child are protected.</p>}
      <OpenedTo overview={overview} />
      {indicators.length + waiting.length === 0 && (
        <p>
          No indicator is recorded yet. An indicator says how one would see that a result comes about: what is
          counted, of whom, from which source, and which way is better.
        </p>
      )}
      {groups.map((group) => (
        <Group group={group} overview={overview} />
      ))}
      {waiting.length > 0 && (
        <p class="hid">
          Figures are still being summarised of: {waiting.join("; ")}. Look again in a moment.
        </p>
      )}
      {hasMore && <p class="soft">The first hundred indicators are shown.</p>}
    </>,
  );
}

function standing(indicators: readonly IndicatorSection[]): string {
  const of = (name: string) => indicators.filter(({ progress }) => progress.class === name).length;
  const told = ["met", "improving", "no-detectable-change", "getting-worse"].map(of);
  const [met = 0, better = 0, same = 0, worse = 0] = told;
  const rest = indicators.length - met - better - same - worse;
  return `Of ${indicators.length}: ${met} at target, ${better} improving, ${same} with no detectable change, ${worse} getting worse, ${rest} not to be told.`;
}

function Group({ group, overview }: { group: UnitGroup; overview: Overview }) {
  const [first] = group.indicators;
  if (!first) return null;
  return (
    <section>
      <h2>{unitHeading(first)}</h2>
      <div class="charts">
        {group.indicators.map((indicator) => (
          <Multiple indicator={indicator} figures={group.figures} overview={overview} />
        ))}
      </div>
    </section>
  );
}

type MultipleProps = {
  readonly indicator: IndicatorSection;
  readonly figures: readonly number[];
  readonly overview: Overview;
};

function Multiple({ indicator, figures, overview }: MultipleProps) {
  const breaks = overview.breaks.get(indicator.id) ?? [];
  const address = `/partnerships/${overview.partnership.head.id}/indicators/${indicator.id}`;
  const { largestGap } = indicator;
  return (
    <article class="indicator" id={indicator.id}>
      <h3>
        <a href={address}>{indicator.name}</a>
      </h3>
      <p>
        <ProgressMark name={indicator.progress.class} />
        <span class="soft"> {distanceWords(indicator)}</span>
      </p>
      <SeriesChart
        indicator={indicator}
        title={findingOf(indicator)}
        beside={{ alongside: figures, breaksBefore: breaksBefore(indicator.series, breaks) }}
      />
      <p class="small">Signals: {signalWords(signalsOf(indicator, breaks))}.</p>
      {largestGap && <p class="small">Widest gap: {gapFinding(largestGap)}</p>}
      <IndicatorData indicator={indicator} />
    </article>
  );
}

/** How far it is to the target, in words. */
export function distanceWords(indicator: IndicatorSection): string {
  const distance = distanceFromTarget(indicator);
  if (distance === 0) return "The target is reached.";
  if (distance !== undefined) {
    const isPercent = indicator.unit === "percent";
    const text = formatValue(distance, indicator);
    return isPercent ? `${text.replace("%", "")} points from target.` : `${text} from target.`;
  }
  if (indicator.polarity === "neutral") return "Neither way is better.";
  return indicator.target ? "The distance from the target cannot be told." : "No target is set.";
}
