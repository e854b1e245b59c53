import type { Contents } from "../outcome/outcome-report.ts";
import { column, fileColumn, paragraph, tableOf, when } from "./blocks.ts";
import { countCell, moneyCell, noCell, textCell } from "./cells.ts";
import type { Block, Cell } from "./report-document.ts";

type Row = Contents["partnerships"]["items"][number];

/** The partnerships of a portfolio: what moved in each, and what money went to which of its strategies. */
export function partnershipBlocks({ items }: Contents["partnerships"]): readonly Block[] {
  return [
    ...items.flatMap(({ name, counts }) =>
      name !== undefined && counts && counts.outcomes.total > 0
        ? [paragraph(`${name}: ${counts.outcomes.statement}`)]
        : [],
    ),
    movedTable(items),
    moneyTable(items),
    ...when(
      items.length > 0,
      paragraph("Partnerships stand in the order of the list, which ranks none of them.", "soft"),
    ),
  ];
}

const EMPTY = "No partnership is funded yet. One stands here as soon as a commitment names it.";

function movedTable(rows: readonly Row[]): Block {
  const count = (key: string, label: string, pick: (counts: NonNullable<Row["counts"]>) => number) =>
    column<Row>(key, label, "number", ({ counts }) =>
      counts ? countCell(pick(counts)) : noCell("not shared with you", "x"),
    );
  return tableOf<Row>({
    key: "partnerships",
    caption: "What moved where the money leads",
    whenEmpty: EMPTY,
    rows,
    columns: [
      column("partnership", "Partnership", "text", (row) => textCell(row.name ?? row.partnershipId)),
      fileColumn("partnershipId", "Id", "text", ({ partnershipId }) => textCell(partnershipId)),
      column("place", "Place", "text", ({ placeName }) => textCell(placeName)),
      count("outcomes", "Outcomes", ({ outcomes }) => outcomes.total),
      count("met", "Target met", ({ outcomes }) => outcomes.met),
      count("improving", "Improving", ({ outcomes }) => outcomes.improving),
      count("noDetectableChange", "No detectable change", ({ outcomes }) => outcomes.noDetectableChange),
      count("gettingWorse", "Getting worse", ({ outcomes }) => outcomes.gettingWorse),
      count("cannotSay", "We cannot say", ({ outcomes }) => outcomes.cannotSay),
      count("gaps", "Gaps", ({ gaps }) => gaps.total),
      count("gapsClosing", "Of them closing", ({ gaps }) => gaps.closing),
      column("gateways", "Gateways in force", "text", (row) => gatewayCell(row)),
      fileColumn("report", "Address of its report", "text", ({ report }) => textCell(report)),
    ],
  });
}

function gatewayCell({ gateways, isShared }: Row): Cell {
  if (!isShared) return noCell("not shared with you", "x");
  if (!gateways || gateways.length === 0) return noCell("none yet", "w");
  return textCell(gateways.map(({ framework, gateway }) => `${gateway} (${framework})`).join("; "));
}

type Given = {
  readonly row: Row;
  readonly strategy: Row["strategies"][number];
  readonly amount: Row["committed"][number];
};

function moneyTable(items: readonly Row[]): Block {
  const rows = items.flatMap((row) =>
    row.strategies.flatMap((strategy) =>
      strategy.committed.map((amount): Given => ({ row, strategy, amount })),
    ),
  );
  return tableOf<Given>({
    key: "partnerships-money",
    caption: "What is committed to each partnership, by strategy",
    whenEmpty: EMPTY,
    rows,
    columns: [
      column("partnership", "Partnership", "text", ({ row }) => textCell(row.name ?? row.partnershipId)),
      fileColumn("partnershipId", "Id", "text", ({ row }) => textCell(row.partnershipId)),
      column("strategy", "Strategy", "text", ({ strategy }) => strategyCell(strategy)),
      fileColumn("strategyId", "Strategy id", "text", ({ strategy }) => textCell(strategy.strategyId)),
      column("currency", "Currency", "text", ({ amount }) => textCell(amount.currency)),
      column("committed", "Committed", "money", ({ amount }) => moneyCell(amount)),
    ],
  });
}

function strategyCell({ strategyId, name }: Row["strategies"][number]): Cell {
  if (strategyId === undefined) return noCell("not allocated yet");
  return textCell(name ?? strategyId);
}
