import type { IndicatorSection } from "../reporting/index.ts";
import { findingOf, gapFinding, withheldWords } from "../reporting/wording/finding.ts";
import { formatFigure } from "../reporting/wording/format.ts";
import { DumbbellChart } from "./dumbbell-chart.tsx";
import { FigureText, ProgressMark } from "./elements.tsx";
import { IndicatorData } from "./indicator-data.tsx";
import { SeriesChart } from "./series-chart.tsx";

const POLARITY_WORDS = { higher: "Higher is better. ", lower: "Lower is better. ", neutral: "" } as const;

/** All of one indicator: what it found, its figures, its charts, the gaps, and the data beneath. */
export function IndicatorBlock({ indicator }: { indicator: IndicatorSection }) {
  const shown = indicator.breakdowns.filter(({ withheld }) => !withheld);
  const withheld = indicator.breakdowns.filter((breakdown) => breakdown.withheld);
  return (
    <article class="indicator" id={indicator.id}>
      <h3>{indicator.name}</h3>
      <p class="soft small">
        {indicator.place.name ?? indicator.place.code}. {indicator.numeratorDefinition}, of:{" "}
        {indicator.denominatorDefinition}. {indicator.window && `${indicator.window}. `}
        {POLARITY_WORDS[indicator.polarity]}Source: {indicator.source}.
      </p>
      <Figures indicator={indicator} />
      <div class="charts">
        <SeriesChart indicator={indicator} title={findingOf(indicator)} />
        {shown.map((breakdown) => {
          const gap = indicator.gaps.find(({ dimensionKey }) => dimensionKey === breakdown.dimensionKey);
          return (
            <div>
              <DumbbellChart
                breakdown={breakdown}
                everybody={indicator.latest}
                title={gap?.title ?? `${indicator.name} by ${breakdown.label}`}
              />
              {gap && (
                <p class="small">
                  {gapFinding(gap)}{" "}
                  <span class="soft">
                    Groups in order of their {breakdown.orderedBy}
                    {breakdown.baselinePeriod && ", an open dot then, a filled dot now"}.
                  </span>
                </p>
              )}
            </div>
          );
        })}
      </div>
      {withheld.map((breakdown) => (
        <p class="note small">{withheldWords(breakdown)}</p>
      ))}
      <IndicatorData indicator={indicator} />
    </article>
  );
}

function Figures({ indicator }: { indicator: IndicatorSection }) {
  const { baseline, latest, target, change, percentOfTargetedChange: achieved } = indicator;
  const figures = [
    { name: "Baseline", figure: baseline },
    { name: "Latest", figure: latest },
    { name: "Target", figure: target },
  ];
  return (
    <dl class="facts">
      {figures.map(({ name, figure }) => (
        <div>
          <dt>{name}</dt>
          <dd>
            {figure ? <FigureText figure={figure} /> : <span class="soft">none</span>}
            {figure && <small>{figure.label}</small>}
          </dd>
        </div>
      ))}
      <div>
        <dt>Change</dt>
        <dd>
          {change ? <FigureText figure={change} change /> : <span class="soft">none to tell yet</span>}
          {achieved && achieved.value !== null && (
            <small>{formatFigure(achieved)} of the targeted change</small>
          )}
        </dd>
      </div>
      <div>
        <dt>Progress</dt>
        <dd>
          <ProgressMark name={indicator.progress.class} />
        </dd>
      </div>
    </dl>
  );
}
