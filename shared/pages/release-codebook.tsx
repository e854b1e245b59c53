import { labelsOf } from "../publication/published/labels.ts";
import type { CodebookEntry, Manifest } from "../publication/published/manifest.ts";
import { capitalised, formatDate } from "../reporting/wording/format.ts";
import { unitWords } from "./release-words.ts";

const POLARITY: Readonly<Record<string, string>> = { higher: "Higher is better", lower: "Lower is better" };

/** What each figure of a release means. */
export function Codebook({ manifest }: { manifest: Manifest }) {
  return (
    <>
      <h2 id="codebook">Codebook</h2>
      {manifest.indicators.map((indicator) => (
        <section id={`codebook-${indicator.id}`}>
          <h3>{indicator.name}</h3>
          <Definition indicator={indicator} />
        </section>
      ))}
      <Categories manifest={manifest} />
    </>
  );
}

/** The definition under which the figures of an indicator were published. */
export function Definition({ indicator }: { indicator: CodebookEntry }) {
  const { comparabilityNote, seriesBreaks = [], categorySchemes = {} } = indicator;
  const facts = [
    { name: "Counts", text: indicator.numeratorDefinition },
    { name: "Of", text: indicator.denominatorDefinition },
    { name: "Window", text: indicator.window },
    { name: "Instrument", text: indicator.instrument },
    { name: "Source", text: indicator.source },
    { name: "Unit", text: unitWords(indicator) },
    { name: "Direction", text: POLARITY[indicator.polarity] ?? "Neither is better" },
    { name: "Level", text: capitalised(indicator.level) },
    { name: "Comparing", text: comparabilityNote },
    ...seriesBreaks.map(({ startsOn, why }) => ({ name: `Break on ${formatDate(startsOn)}`, text: why })),
    ...Object.entries(categorySchemes).map(([name, scheme]) => ({
      name: `Categories of ${name.replaceAll("-", " ")}`,
      text: scheme,
    })),
    { name: "Definition", text: `version ${indicator.version}` },
  ];
  return (
    <dl>
      {facts
        .filter(({ text }) => text !== undefined)
        .map(({ name, text }) => (
          <div>
            <dt class="small soft">{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
    </dl>
  );
}

function Categories({ manifest }: { manifest: Manifest }) {
  const dimensions = Object.entries(manifest.categories).filter(
    ([, labels]) => Object.keys(labels).length > 0,
  );
  const { dimension } = labelsOf(manifest);
  if (dimensions.length === 0) return null;
  return (
    <>
      <h3>Groups</h3>
      <dl>
        {dimensions.map(([name, labels]) => (
          <div>
            <dt class="small soft">{capitalised(dimension(name))}</dt>
            <dd>{Object.values(labels).join("; ")}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
