import type { IndicatorEntry } from "../outcome/indicator-entry.ts";
import type { Contents } from "../outcome/outcome-report.ts";
import { findingOf, polarityWords, qualityWords } from "../wording/finding.ts";
import { capitalised, decimal, formatValue } from "../wording/format.ts";
import { classMark } from "../wording/words.ts";
import { column, fileColumn, paragraph, tableOf } from "./blocks.ts";
import { besideCell, changeCell, countCell, figureCell, textCell } from "./cells.ts";
import { groupBlocks, type WithGroups } from "./group-blocks.ts";
import { movedCharts } from "./moved-chart.ts";
import type { Block } from "./report-document.ts";

/** Which indicators a section is of, and what is said where it has none. */
type Kind = {
  readonly key: "outcomes" | "systems-indicators";
  readonly noun: string;
  readonly whenEmpty: string;
};

const OUTCOMES: Kind = {
  key: "outcomes",
  noun: "outcomes",
  whenEmpty:
    "No outcome is linked yet. A partnership links its strategies, or its systems indicators, to the outcomes that they are held to contribute to.",
};
const SYSTEMS: Kind = {
  key: "systems-indicators",
  noun: "systems indicators",
  whenEmpty:
    "No systems indicator is linked yet. A partnership links its strategies to what of the system they are meant to shift.",
};

/** Outcomes: what each found, its figures, its groups, and how it is counted. */
export function outcomeBlocks({ items }: Contents["outcomes"], around: WithGroups): readonly Block[] {
  return indicatorBlocks(items, OUTCOMES, around);
}

/** Systems indicators, in the same way. */
export function systemsBlocks(
  { items }: Contents["systems-indicators"],
  around: WithGroups,
): readonly Block[] {
  return indicatorBlocks(items, SYSTEMS, around);
}

function indicatorBlocks(
  items: readonly IndicatorEntry[],
  { key, noun, whenEmpty }: Kind,
  around: WithGroups,
): readonly Block[] {
  if (items.length === 0) return [figuresTable(items, { key, whenEmpty })];
  return [
    { type: "list", items: items.map((item) => `${findingOf(item)}.`) },
    ...movedCharts(items, { key, noun }),
    figuresTable(items, { key, whenEmpty }),
    ...groupBlocks(items, { key, around }),
    definitionsTable(items, { key, whenEmpty }),
    paragraph(
      "All periods of an indicator stand at the address of its series. An indicator is of a whole population: it is linked to the money, never owned by it.",
      "soft",
    ),
  ];
}

type At = { readonly key: string; readonly whenEmpty: string };

function figuresTable(rows: readonly IndicatorEntry[], { key, whenEmpty }: At): Block {
  return tableOf<IndicatorEntry>({
    key,
    caption: "Baseline, latest, target and progress of each",
    whenEmpty,
    rows,
    columns: [
      column("indicator", "Indicator", "text", ({ name }) => textCell(name)),
      column("place", "Place", "text", ({ place }) => textCell(place.name ?? place.code)),
      fileColumn("unit", "Unit", "text", (one) => textCell(unitWords(one))),
      column("baseline", "Baseline", "number", ({ baseline }) => figureCell(baseline)),
      column("baselinePeriod", "Of", "text", ({ baseline }) => textCell(baseline?.label)),
      column("latest", "Latest", "number", ({ latest }) => figureCell(latest, "none recorded")),
      column("latestPeriod", "Of", "text", ({ latest }) => textCell(latest?.label)),
      column("lower", "At least", "number", (one) => boundCell(one, -1)),
      column("upper", "At most", "number", (one) => boundCell(one, 1)),
      column("target", "Target", "number", ({ target }) => figureCell(target, "none set")),
      column("targetPeriod", "For", "text", ({ target }) => textCell(target?.label)),
      column("change", "Change", "number", ({ change }) => changeCell(change)),
      column("ofTarget", "Of the targeted change", "percent", ({ percentOfTargetedChange }) =>
        changeCell(percentOfTargetedChange, ""),
      ),
      column("progress", "Progress", "text", ({ progress }) => textCell(classMark(progress.class).words)),
    ],
  });
}

/** How low or how high the latest may be, as its source says it; nothing of a full count. */
function boundCell({ latest }: IndicatorEntry, way: -1 | 1) {
  if (!latest) return besideCell(undefined, undefined, String);
  const { value, margin, lower, upper } = latest;
  const stated = way < 0 ? lower : upper;
  const beside = stated ?? (margin === undefined || value === null ? undefined : round(value + way * margin));
  return besideCell(latest, beside, (bound) => formatValue(bound, latest));
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function definitionsTable(rows: readonly IndicatorEntry[], { key, whenEmpty }: At): Block {
  return tableOf<IndicatorEntry>({
    key: `${key}-definitions`,
    caption: "What is counted, of what, and where all periods are",
    whenEmpty,
    rows,
    columns: [
      column("indicator", "Indicator", "text", ({ name }) => textCell(name)),
      fileColumn("indicatorId", "Id", "text", ({ id }) => textCell(id)),
      fileColumn("version", "Version", "number", ({ version }) => countCell(version)),
      column("level", "Level", "text", ({ level }) => textCell(capitalised(level))),
      column("polarity", "Which way is better", "text", ({ polarity }) => textCell(polarityWords(polarity))),
      column("counted", "What is counted", "text", (one) => textCell(one.numeratorDefinition)),
      column("of", "Of what", "text", (one) => textCell(one.denominatorDefinition)),
      column("numerator", "Latest count", "number", ({ latest }) => countBeside(latest, latest?.numerator)),
      column("denominator", "Latest of", "number", ({ latest }) => countBeside(latest, latest?.denominator)),
      fileColumn("certainty", "Level of the bounds, in percent", "number", ({ latest }) =>
        latest?.value === null ? textCell(undefined) : countCell(latest?.confidenceLevel),
      ),
      column("quality", "Quality of the latest", "text", ({ latest }) => textCell(qualityWords(latest))),
      column("source", "Source", "text", ({ source }) => textCell(source)),
      fileColumn("series", "Address of its series", "text", ({ series }) => textCell(series)),
    ],
  });
}

function countBeside(latest: IndicatorEntry["latest"], count: number | null | undefined) {
  return besideCell(latest, count, (value) => decimal(value, Number.isInteger(value) ? 0 : 2));
}

function unitWords({ unit, ratePer, currency }: IndicatorEntry): string {
  if (unit === "rate") return `rate per ${(ratePer ?? 1).toLocaleString("en-US")}`;
  return unit === "currency" ? `money, in ${currency ?? "its own currency"}` : unit;
}
