import type { GapEntry } from "../outcome/indicator-entry.ts";
import type { Contents } from "../outcome/outcome-report.ts";
import { chartUnit, movedText } from "../wording/charts.ts";
import { gapFinding } from "../wording/finding.ts";
import { formatFigure } from "../wording/format.ts";
import { verdictWords } from "../wording/words.ts";
import { column, fileColumn, paragraph, tableOf } from "./blocks.ts";
import { countCell, figureCell, noCell, textCell } from "./cells.ts";
import type { Block, Chart } from "./report-document.ts";

/** So many gaps are told one by one, and so many are drawn. */
const MOST_TOLD = 12;
const MOST_ROWS = 40;

/** What systems deliver to one group and not to another, and where that went. Hidden gaps stand in the table, and say so. */
export function gapBlocks({ statement, items }: Contents["gaps"]): readonly Block[] {
  if (items.length === 0) return [gapTable(items)];
  const told = items.filter(({ difference }) => difference.value !== null).slice(0, MOST_TOLD);
  return [
    paragraph(statement, "lead"),
    ...gapCharts(items, statement),
    ...(told.length > 0
      ? [{ type: "list" as const, items: told.map((gap) => `${gap.title}. ${gapFinding(gap)}`) }]
      : []),
    gapTable(items),
  ];
}

const EMPTY =
  "There are no groups to compare yet. Figures by group, in the same period, show whom a system serves less.";

type Drawn = GapEntry & { readonly shown: number };

/** How far apart the group served best and the one served least are: then and now, the widest first, a chart for each unit. */
function gapCharts(items: readonly GapEntry[], statement: string): readonly Chart[] {
  const drawn = items.flatMap((gap): Drawn[] =>
    gap.difference.value === null ? [] : [{ ...gap, shown: gap.difference.value }],
  );
  const byUnit = Map.groupBy(drawn, ({ difference }) =>
    [difference.unit, difference.ratePer, difference.currency].filter((part) => part !== undefined).join(" "),
  );
  return [...byUnit].map(([unit, of]) => gapChart(of, { unit, statement }));
}

function gapChart(
  of: readonly Drawn[],
  { unit, statement }: { readonly unit: string; readonly statement: string },
): Chart {
  const rows = of
    .toSorted((a, b) => b.shown - a.shown || (nameOf(a) < nameOf(b) ? -1 : 1))
    .slice(0, MOST_ROWS);
  const [widest] = rows;
  const words = rows.map((gap) => {
    const then = gap.since ? `${formatFigure(gap.since.difference)} in ${gap.since.periodLabel}, ` : "";
    return `${nameOf(gap)}: ${then}${formatFigure(gap.difference)} in ${gap.periodLabel}`;
  });
  return {
    type: "chart",
    key: `gaps-${unit.replaceAll(" ", "-")}`,
    finding: widest
      ? `${rows.length === 1 ? "" : "Widest is "}${nameOf(widest)}: ${formatFigure(widest.difference)} apart`
      : statement,
    description: `How far apart systems serve two groups, then and now; closer to zero is closer to fair. ${words.join("; ")}.`,
    drawing: {
      kind: "dumbbell",
      unit: chartUnit(widest?.difference ?? { unit }),
      beforeLabel: "before",
      nowLabel: "now",
      rows: rows.map((gap) => ({
        label: nameOf(gap),
        before: gap.since?.difference.value ?? null,
        now: gap.shown,
        text: movedText(gap.since?.difference, gap.difference),
      })),
    },
    dataIn: "gaps",
  };
}

function nameOf({ indicatorName, label }: GapEntry): string {
  return `${indicatorName}, by ${label}`;
}

function gapTable(rows: readonly GapEntry[]): Block {
  const served = (group: GapEntry["servedBest"], what: "name" | "figure") =>
    what === "name" ? textCell(group?.label) : group ? figureCell(group.figure) : textCell(undefined);
  return tableOf<GapEntry>({
    key: "gaps",
    caption: "Gaps in what systems deliver",
    whenEmpty: EMPTY,
    rows,
    columns: [
      column("gap", "What differs", "text", (gap) => textCell(nameOf(gap))),
      fileColumn("indicatorId", "Indicator id", "text", ({ indicatorId }) => textCell(indicatorId)),
      fileColumn("by", "By", "text", ({ dimensionKey }) => textCell(dimensionKey)),
      column("period", "Period", "text", ({ periodLabel }) => textCell(periodLabel)),
      column("servedLeast", "Served least", "text", (gap) => served(gap.servedLeast, "name")),
      column("servedLeastFigure", "Its figure", "number", (gap) => served(gap.servedLeast, "figure")),
      column("servedBest", "Served best", "text", (gap) => served(gap.servedBest, "name")),
      column("servedBestFigure", "Its figure", "number", (gap) => served(gap.servedBest, "figure")),
      column("difference", "Apart", "number", ({ difference }) => figureCell(difference)),
      column("ratio", "Ratio", "number", ({ ratio }) => figureCell(ratio)),
      column("beforePeriod", "Before", "text", ({ since }) => textCell(since?.periodLabel)),
      column("before", "Apart then", "number", ({ since }) =>
        figureCell(since?.difference, "none to compare"),
      ),
      column("went", "Where it went", "text", ({ since }) =>
        since ? textCell(verdictWords(since.verdict)) : noCell("we cannot say yet"),
      ),
      column("notCompared", "Groups without a figure to show", "number", ({ notCompared }) =>
        countCell(notCompared),
      ),
    ],
  });
}
