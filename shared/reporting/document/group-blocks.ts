import { remembered } from "../../platform/remembered.ts";
import { periodLabel } from "../../platform/time.ts";
import type { GapEntry, IndicatorEntry } from "../outcome/indicator-entry.ts";
import { chartUnit, movedText } from "../wording/charts.ts";
import { gapFinding, withheldWords } from "../wording/finding.ts";
import { decimal, formatFigure, formatValue, type Shown } from "../wording/format.ts";
import { column, fileColumn, paragraph, tableOf } from "./blocks.ts";
import { besideCell, decimalOf, figureCell, noCell, textCell } from "./cells.ts";
import type { Block, Cell, Chart } from "./report-document.ts";

/** What else of the report groups are told with: the gaps, by which their charts are titled. */
export type WithGroups = { readonly gaps: readonly GapEntry[] };

type Breakdown = IndicatorEntry["breakdowns"][number];
type Group = Breakdown["groups"][number];
type Row = { readonly indicator: IndicatorEntry; readonly breakdown: Breakdown; readonly group: Group };

/** So many charts a section draws: of what stands first in it. The table holds all groups. */
const MOST_CHARTS = 24;

/** The groups of indicators: a chart for each breakdown that may be shown, and one table of all of them, hidden ones among them. */
export function groupBlocks(
  items: readonly IndicatorEntry[],
  { key, around }: { readonly key: string; readonly around: WithGroups },
): readonly Block[] {
  const pairs = items.flatMap((indicator) =>
    indicator.breakdowns.map((breakdown) => ({ indicator, breakdown })),
  );
  if (pairs.length === 0)
    return [
      paragraph(
        "No figure is recorded by group yet. Without groups nobody can see whom a system serves less.",
        "soft",
      ),
    ];
  const charts = pairs.flatMap(({ indicator, breakdown }) => {
    const chart = chartOf(indicator, breakdown, { key, around });
    return chart ? [chart] : [];
  });
  return [
    ...charts.slice(0, MOST_CHARTS),
    ...(charts.length > MOST_CHARTS
      ? [paragraph(`${charts.length - MOST_CHARTS} more would be drawn; the table holds them all.`, "soft")]
      : []),
    ...pairs.flatMap(({ indicator, breakdown }) =>
      breakdown.withheld ? [paragraph(`${indicator.name}. ${withheldWords(breakdown)}`, "note")] : [],
    ),
    groupTable(pairs, key),
  ];
}

function groupTable(pairs: readonly Omit<Row, "group">[], key: string): Block {
  const rows = pairs.flatMap(({ indicator, breakdown }) =>
    breakdown.groups.map((group) => ({ indicator, breakdown, group })),
  );
  return tableOf<Row>({
    key: `${key}-groups`,
    caption: "Every group, the hidden ones among them",
    whenEmpty: "No figure is recorded by group yet.",
    rows,
    columns: [
      column("name", "Indicator and group", "text", ({ indicator, group }) =>
        textCell(`${indicator.name}: ${group.label}`),
      ),
      fileColumn("indicatorId", "Id", "text", ({ indicator }) => textCell(indicator.id)),
      column("by", "By", "text", ({ breakdown }) => textCell(breakdown.dimensionKey)),
      fileColumn("group", "Group", "text", ({ group }) => textCell(group.category)),
      column("latest", "Latest", "number", (row) => latestCell(row)),
      column("latestPeriod", "Of", "text", ({ breakdown }) => textCell(breakdown.periodLabel)),
      column("numerator", "Count", "number", (row) => countCell(row, row.group.latest.numerator)),
      column("denominator", "Of", "number", (row) => countCell(row, row.group.latest.denominator)),
      column("baseline", "Baseline", "number", (row) => baselineCell(row)),
      column("baselinePeriod", "Of", "text", ({ breakdown }) => textCell(baselineLabel(breakdown))),
      column("target", "Target", "number", (row) => targetCell(row)),
    ],
  });
}

function latestCell({ indicator, breakdown, group }: Row): Cell {
  return figureCell({ ...group.latest, ...unitOf(indicator), from: breakdown.from });
}

function countCell({ breakdown, group }: Row, count: number | null | undefined): Cell {
  return besideCell({ ...group.latest, from: breakdown.from }, count, (value) => decimal(value, 0));
}

function baselineCell({ indicator, breakdown, group }: Row): Cell {
  const { baseline } = group;
  return figureCell(baseline && { ...baseline, ...unitOf(indicator), from: breakdown.baselineFrom });
}

function targetCell({ indicator, group }: Row): Cell {
  const { target } = group;
  if (target === undefined) return noCell("none set", "w");
  return { text: formatValue(target, unitOf(indicator)), value: decimalOf(target) };
}

function unitOf({ unit, ratePer, currency }: IndicatorEntry) {
  return { unit, ratePer, currency };
}

function baselineLabel({ baselinePeriod }: Breakdown): string | undefined {
  // The groups of a breakdown share its period, and calendars take their time.
  return baselinePeriod && remembered(baselinePeriod, "label", () => periodLabel(baselinePeriod));
}

/** Groups that may be shown then and now; titled by what systems do, wherever the report tells a gap. */
function chartOf(
  indicator: IndicatorEntry,
  breakdown: Breakdown,
  { key, around }: { readonly key: string; readonly around: WithGroups },
): Chart | undefined {
  const shown = breakdown.groups.filter(({ latest }) => latest.value !== null);
  if (breakdown.withheld || shown.length === 0) return undefined;
  const { dimensionKey, label, periodLabel: now } = breakdown;
  const gap = around.gaps.find(
    (one) => one.indicatorId === indicator.id && one.dimensionKey === dimensionKey,
  );
  const { latest } = indicator;
  const everybody = latest?.label === now ? (latest.value ?? undefined) : undefined;
  return {
    type: "chart",
    key: `${key}-groups-${indicator.id}-${dimensionKey.replaceAll("+", "-")}`,
    finding: gap?.title ?? `${indicator.name} by ${label}, ${now}`,
    description: [...(gap ? [gapFinding(gap)] : []), inWords(indicator, breakdown)].join(" "),
    drawing: {
      kind: "dumbbell",
      unit: chartUnit(indicator),
      beforeLabel: baselineLabel(breakdown) ?? "baseline",
      nowLabel: now,
      rows: breakdown.groups.map((group) => ({
        label: group.label,
        before: group.latest.value === null ? null : (group.baseline?.value ?? null),
        now: group.latest.value,
        text: movedText(group.baseline && inUnit(group.baseline, indicator), inUnit(group.latest, indicator)),
      })),
      ...(everybody === undefined || !latest ? {} : { everybody, everybodyText: formatFigure(latest) }),
    },
    dataIn: `${key}-groups`,
  };
}

function inUnit(cell: Group["latest"], indicator: IndicatorEntry): Shown {
  return { ...cell, ...unitOf(indicator) };
}

function inWords(indicator: IndicatorEntry, breakdown: Breakdown): string {
  const unit = unitOf(indicator);
  const shown = (cell: Omit<Shown, "unit">) => formatFigure({ ...cell, ...unit });
  const then = baselineLabel(breakdown) ?? "";
  const rows = breakdown.groups.map(({ label, latest, baseline }) => {
    const before = baseline ? `, ${shown(baseline)} in ${then}` : "";
    return `${label}: ${shown(latest)}${before}`;
  });
  return `Groups by ${breakdown.label}, ${breakdown.periodLabel}, in order of their ${breakdown.orderedBy}. ${rows.join("; ")}.`;
}
