import type { Indicator } from "../../../shared/measurement/indicator.ts";
import { capitalised, formatDate } from "../../../shared/pages/index.ts";
import { polarityWords } from "../../../shared/reporting/wording/finding.ts";
import { unitHeading } from "./unit-words.ts";

const AGGREGATIONS = {
  sum: "figures of places and groups are added",
  weighted: "figures of places and groups are pooled by their counts",
  none: "figures of places and groups are not put together",
} as const;

/** What each figure of an indicator means, and where it comes from. */
export function Codebook({ indicator }: { indicator: Indicator }) {
  const { seriesBreaks, categorySchemes = {}, catalogue, sourceLagMonths: lag } = indicator;
  const facts = [
    { name: "Counts", text: indicator.numeratorDefinition },
    { name: "Of", text: indicator.denominatorDefinition },
    { name: "Source", text: indicator.source },
    { name: "Measured by", text: indicator.instrument },
    { name: "When", text: indicator.window },
    { name: "How often", text: indicator.frequency },
    { name: "Figures come", text: lag === undefined ? undefined : `${lag} months after a period ends` },
    { name: "Unit", text: unitHeading(indicator) },
    { name: "Direction", text: polarityWords(indicator.polarity) },
    { name: "Put together", text: AGGREGATIONS[indicator.aggregation ?? "none"] },
    { name: "Whose", text: whoseWords(indicator) },
    { name: "Outcome", text: indicator.outcomeId && capitalised(indicator.outcomeId) },
    { name: "Place", text: `${indicator.placeName} (${indicator.placeCode})` },
    { name: "Comparing", text: indicator.comparabilityNote },
    {
      name: "Catalogue",
      text: catalogue && `${catalogue.id}, ${catalogue.version}${variation(catalogue.localVariation)}`,
    },
    ...seriesBreaks.map(({ startsOn, why }) => ({ name: `Break on ${formatDate(startsOn)}`, text: why })),
    ...Object.entries(categorySchemes).map(([name, scheme]) => ({
      name: `Categories of ${name.replaceAll("-", " ")}`,
      text: scheme,
    })),
  ];
  return (
    <>
      <h2 id="definition">What it means</h2>
      <dl class="facts">
        {facts
          .filter(({ text }) => text !== undefined)
          .map(({ name, text }) => (
            <div>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
      </dl>
    </>
  );
}

function variation(fields: readonly string[]): string {
  return fields.length === 0 ? "" : `, with its own ${fields.join(", ")}`;
}

const LEVELS = {
  core: "a core measure of a whole population",
  contributing: "a contributing measure of a whole population",
  system: "a measure of what systems do",
  adjacent: "a measure of a system beside schools",
  performance: "a measure of a programme's own performance",
} as const;

function whoseWords({ level }: Indicator): string {
  return LEVELS[level];
}
