import { can } from "../../../shared/identity/permissions.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import {
  type DocumentOptions,
  DumbbellChart,
  IndicatorData,
  type Page,
  ProgressMark,
  renderDocument,
  SeriesChart,
} from "../../../shared/pages/index.ts";
import type { IndicatorSection } from "../../../shared/reporting/index.ts";
import { signalsOf } from "../../../shared/reporting/outcome/signals.ts";
import { findingOf, gapFinding, withheldWords } from "../../../shared/reporting/wording/finding.ts";
import { capitalised } from "../../../shared/reporting/wording/format.ts";
import { signalWords } from "../../../shared/reporting/wording/signals.ts";
import { breaksBefore } from "../indicator-order.ts";
import type { IndicatorRead } from "../read-indicator-page.ts";
import { Acts } from "./elements.tsx";
import { Codebook } from "./indicator-codebook.tsx";
import { ByPlace, Targets } from "./indicator-tables.tsx";
import { distanceWords } from "./indicators.tsx";
import { PartnershipPlaces } from "./partnership-places.tsx";

type Known = { readonly read: IndicatorRead; readonly principal: Principal };

/** The page of one indicator. */
export function renderIndicator({ read, principal }: Known, frame: Omit<DocumentOptions, "title">): Page {
  const { indicator, section, isOwn } = read;
  const plan = `/partnerships/${indicator.partnershipId}`;
  return renderDocument(
    { ...frame, title: indicator.name },
    <>
      {isOwn && (
        <PartnershipPlaces
          partnershipId={indicator.partnershipId}
          current="indicators"
          principal={principal}
        />
      )}
      <p class="eyebrow">
        <a href={`${plan}/indicators`}>Indicators</a>, {indicator.placeName}
      </p>
      <h1>{indicator.name}</h1>
      <p class="lead">
        {indicator.numeratorDefinition}, of: {indicator.denominatorDefinition}
      </p>
      {isOwn && <Acts offers={offersOn(read, principal)} />}
      {!isOwn && <p class="soft">Figures that could identify a child are protected.</p>}
      {section && section.series.length + section.breakdowns.length > 0 ? (
        <Figures section={section} read={read} />
      ) : (
        <p>
          No figure of it is recorded yet, or its figures are still being summarised: look again in a moment.
        </p>
      )}
      <ByPlace read={read} />
      <Targets read={read} />
      <Codebook indicator={indicator} />
    </>,
  );
}

function offersOn({ indicator, targets }: IndicatorRead, principal: Principal) {
  const address = `/partnerships/${indicator.partnershipId}/indicators/${indicator.id}`;
  const typing = { address: `${address}/grid`, text: "Type figures", isMain: true };
  const defining = [
    { address: `${address}/target`, text: targets.length > 0 ? "Change the target" : "Set a target" },
    { address: `${address}/definition`, text: "Change the definition" },
  ];
  return [
    ...(can(principal, "observation:write") ? [typing] : []),
    ...(can(principal, "indicator:write") ? defining : []),
  ];
}

type Shown = { readonly section: IndicatorSection; readonly read: IndicatorRead };

function Figures({ section, read }: Shown) {
  return (
    <>
      <p>
        <ProgressMark name={section.progress.class} />
        <span class="soft"> {distanceWords(section)}</span>
      </p>
      <SeriesChart
        indicator={section}
        title={findingOf(section)}
        beside={{ breaksBefore: breaksBefore(section.series, read.breaks) }}
      />
      {read.indicator.seriesBreaks.map(({ startsOn, why }) => (
        <p class="note small">
          From {startsOn} on the figures are of another kind: {why}. Nothing is compared across that day.
        </p>
      ))}
      <IndicatorData indicator={section} />
      <Signals section={section} read={read} />
      <Groups section={section} />
    </>
  );
}

function Signals({ section, read }: Shown) {
  const signals = signalsOf(section, read.breaks);
  return (
    <>
      <h2>Signals</h2>
      {signals.state === "charted" && (
        <SeriesChart
          indicator={{ ...section, target: undefined, baseline: undefined }}
          title={`${section.name} about its median`}
          beside={{
            breaksBefore: breaksBefore(section.series, read.breaks),
            centre: { label: "median", value: signals.median },
          }}
        />
      )}
      <p>{capitalised(signalWords(signals))}.</p>
      <p class="soft small">
        By four rules of a run chart ({signals.ruleSet}): a shift, a trend, and too many or too few runs about
        the median, since the series last broke. A signal says that more than chance is at work, not what.
      </p>
    </>
  );
}

function Groups({ section }: { section: IndicatorSection }) {
  const { breakdowns, gaps, latest } = section;
  return (
    <>
      <h2>Groups and gaps</h2>
      {breakdowns.length === 0 && <p>No figures of groups are recorded.</p>}
      <div class="charts">
        {breakdowns.map((breakdown) => {
          const gap = gaps.find(({ dimensionKey }) => dimensionKey === breakdown.dimensionKey);
          if (breakdown.withheld) return <p class="note small">{withheldWords(breakdown)}</p>;
          return (
            <div>
              <DumbbellChart
                breakdown={breakdown}
                everybody={latest}
                title={gap?.title ?? `${section.name} by ${breakdown.label}`}
              />
              {gap && <p class="small">{gapFinding(gap)}</p>}
              <p class="soft small">
                Groups in order of their {breakdown.orderedBy}
                {breakdown.baselinePeriod && ", an open dot then, a filled dot now"}.
              </p>
            </div>
          );
        })}
      </div>
    </>
  );
}
