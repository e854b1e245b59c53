import type { Contents, OutcomeReport } from "../outcome/outcome-report.ts";
import { capitalised, formatMoney } from "../wording/format.ts";
import { classMark } from "../wording/words.ts";
import { column, fileColumn, paragraph, tableOf } from "./blocks.ts";
import { countCell, noCell, textCell } from "./cells.ts";
import type { Block, Cell } from "./report-document.ts";
import { sightCharts } from "./sight-chart.ts";

type Sight = Contents["line-of-sight"];
type Row = Sight["rows"][number];
type Strategy = Sight["strategies"][number];

/** From the money to the outcomes: drawn, and the same as tables, with what each step rests on. */
export function sightBlocks(content: Sight, report: Pick<OutcomeReport, "sections">): readonly Block[] {
  return [
    paragraph(
      "What this work is held to contribute to, and on what evidence. Outcomes of a whole population have many contributors; none of them is claimed here.",
    ),
    ...sightCharts(content, report),
    rowTable(content),
    linkTable(content),
  ];
}

function rowTable({ rows, strategies }: Sight): Block {
  const known = new Map(strategies.map((one) => [one.id, one]));
  const money = ({ strategyId }: Row) => moneyWords(known.get(strategyId));
  return tableOf<Row>({
    key: "line-of-sight",
    caption: "From the money, through strategies and systems, to outcomes",
    whenEmpty:
      "No strategy leads anywhere yet. A partnership links each strategy to what of the system it is meant to shift, and that to outcomes.",
    rows,
    columns: [
      column("strategy", "Strategy", "text", ({ strategyId }) => textCell(known.get(strategyId)?.name)),
      fileColumn("strategyId", "Strategy id", "text", ({ strategyId }) => textCell(strategyId)),
      column("money", "Its money", "text", (row) => money(row)),
      column("wording", "What is held", "text", ({ wording }) => textCell(wording)),
      column("system", "Systems indicator", "text", ({ system, direct }) =>
        system ? textCell(system.name) : noCell(direct ? "none between: linked directly" : "none yet"),
      ),
      column("systemProgress", "Its progress", "text", ({ system }) => classCell(system)),
      column("outcome", "Outcome", "text", ({ outcome }) =>
        outcome ? textCell(outcome.name) : noCell("no outcome is linked yet"),
      ),
      column("outcomeProgress", "Its progress", "text", ({ outcome }) => classCell(outcome)),
      fileColumn("systemLink", "Link to the system", "text", ({ system }) => textCell(system?.linkId)),
      fileColumn("outcomeLink", "Link to the outcome", "text", ({ outcome }) => textCell(outcome?.linkId)),
    ],
  });
}

/** The amounts of a strategy, a currency each: an amount of two currencies is none. */
function moneyWords(strategy: Strategy | undefined): Cell {
  if (!strategy || strategy.amounts.length === 0) return noCell("nothing is allocated to it here");
  const value = strategy.amounts.map(({ amount, currency }) => `${amount} ${currency}`).join("; ");
  return { text: strategy.amounts.map(formatMoney).join("; "), value };
}

function classCell(end: Row["system"]): Cell {
  if (!end) return textCell(undefined);
  return end.class === undefined ? noCell("not summarised yet", "x") : textCell(classMark(end.class).words);
}

/** A link with what it leads from and to, as far as the rows say it. */
type Step = Sight["links"][number] & { readonly name: string };

function stepsOf({ links, rows, strategies }: Sight): Step[] {
  const names = new Map<string, string>();
  const strategy = new Map(strategies.map(({ id, name }) => [id, name]));
  for (const { strategyId, system, outcome } of rows) {
    const from = strategy.get(strategyId) ?? strategyId;
    if (system) names.set(system.linkId, `${from}: ${system.name}`);
    if (outcome) names.set(outcome.linkId, `${system?.name ?? from}: ${outcome.name}`);
  }
  return links.map((link) => ({ ...link, name: names.get(link.id) ?? link.id }));
}

function linkTable(content: Sight): Block {
  return tableOf<Step>({
    key: "line-of-sight-links",
    caption: "On what each step rests",
    whenEmpty: "No step is stated yet.",
    rows: stepsOf(content),
    columns: [
      column("step", "Step", "text", ({ name }) => textCell(name)),
      fileColumn("link", "Link", "text", ({ id }) => textCell(id)),
      column("kind", "Kind", "text", ({ kind }) => textCell(capitalised(kind))),
      column("hypothesis", "Why it is held", "text", ({ hypothesis }) => textCell(hypothesis)),
      column("evidence", "Evidence", "text", ({ evidence }) => textCell(capitalised(evidence))),
      column("evidenceNote", "What is known", "text", ({ evidenceNote }) => textCell(evidenceNote)),
      column("evidenceUrls", "Where it can be read", "text", ({ evidenceUrls }) =>
        textCell(evidenceUrls?.join(" ")),
      ),
      column("expectedLagMonths", "Expected after months", "number", ({ expectedLagMonths }) =>
        countCell(expectedLagMonths),
      ),
    ],
  });
}
