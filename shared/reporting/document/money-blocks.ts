import { money } from "../../platform/money.ts";
import type { Contents } from "../outcome/outcome-report.ts";
import { capitalised, formatMoney } from "../wording/format.ts";
import { betBlocks } from "./bet-blocks.ts";
import { column, fileColumn, paragraph, tableOf, when } from "./blocks.ts";
import { countCell, dateCell, moneyCell, noCell, textCell } from "./cells.ts";
import { lengthOf, type PooledYear, pooledYears } from "./money-years.ts";
import { portfolioMoneyBlocks } from "./portfolio-money-blocks.ts";
import type { Block, Chart } from "./report-document.ts";

type Pooled = Contents["money"];

/** The money of a report: what is committed, by fiscal year, by strategy, and of each commitment. Nothing is added across currencies. */
export function moneyBlocks(content: Pooled): readonly Block[] {
  if (content.portfolio) return portfolioMoneyBlocks(content.portfolio);
  const years = pooledYears(content.commitments.map((one) => one.money));
  return [
    ...content.currencies.map((sums) => paragraph(sumsInWords(sums), "lead")),
    ...betBlocks(content.bigBet),
    totalsTable(content),
    ...yearBlocks(years),
    strategyTable(content),
    commitmentTable(content),
    ...when(
      content.commitments.some(({ reconciles }) => !reconciles),
      paragraph(
        "The parts of some commitments do not give their wholes to the minor unit: read these amounts with care, and ask who keeps the commitment.",
        "note",
      ),
    ),
  ];
}

type Sums = Pooled["currencies"][number];

function sumsInWords({
  commitments,
  committed,
  conditional,
  unconditional,
  paid,
  payable,
  intended,
}: Sums): string {
  const many = commitments === 1 ? "One commitment" : `${commitments} commitments`;
  const planned = Number(intended.amount) > 0;
  return [
    `${many}: ${formatMoney(committed)} committed, ${formatMoney(unconditional)} of it unconditional and ${formatMoney(conditional)} conditional.`,
    `${formatMoney(paid)} is paid, ${formatMoney(payable)} is payable.`,
    ...(planned ? [`${formatMoney(intended)} is intended: not binding, and in no other sum.`] : []),
  ].join(" ");
}

function totalsTable({ currencies }: Pooled): Block {
  return tableOf<Sums>({
    key: "money-totals",
    caption: "What is committed, a currency each",
    whenEmpty:
      "There is no commitment here that you may read. Money is shown to its funder and to who keeps the partnership.",
    rows: currencies,
    columns: [
      column("currency", "Currency", "text", ({ currency }) => textCell(currency)),
      column("commitments", "Commitments", "number", ({ commitments }) => countCell(commitments)),
      column("committed", "Committed", "money", ({ committed }) => moneyCell(committed)),
      column("unconditional", "Unconditional", "money", ({ unconditional }) => moneyCell(unconditional)),
      column("conditional", "Conditional", "money", ({ conditional }) => moneyCell(conditional)),
      column("payable", "Payable", "money", ({ payable }) => moneyCell(payable)),
      column("paid", "Paid", "money", ({ paid }) => moneyCell(paid)),
      column("refunded", "Refunded", "money", ({ refunded }) => moneyCell(refunded)),
      column("allocated", "Allocated to these strategies", "money", ({ allocated }) => moneyCell(allocated)),
      column("intended", "Intended, in no other sum", "money", ({ intended }) => moneyCell(intended)),
    ],
  });
}

const PARTS = ["paid", "payable", "conditional", "intended"] as const;

function yearBlocks(years: readonly PooledYear[]): readonly Block[] {
  const currencies = Map.groupBy(years, ({ currency }) => currency);
  return [
    ...[...currencies].map(([currency, own]) => yearChart(currency, own)),
    tableOf<PooledYear>({
      key: "money-years",
      caption:
        "By the funder's fiscal year: paid in it; payable, conditional and intended by the day it falls due",
      whenEmpty: "No tranche is planned and nothing was paid yet, so there is no year to show.",
      rows: years,
      columns: [
        column("fiscalYear", "Fiscal year", "text", ({ label }) => textCell(label)),
        column("currency", "Currency", "text", ({ currency }) => textCell(currency)),
        fileColumn("start", "From", "date", ({ start }) => dateCell(start)),
        fileColumn("end", "To", "date", ({ end }) => dateCell(end)),
        ...([...PARTS, "refunded"] as const).map((part) =>
          column<PooledYear>(part, capitalised(part), "money", (year) => amountCell(year, part)),
        ),
      ],
    }),
    ...when(
      years.length > 0,
      paragraph(
        "What fell due first is taken as paid first. The four stand side by side and are never added: money paid ahead of its condition is paid and conditional at once, and intended money binds nobody.",
        "soft",
      ),
    ),
  ];
}

function amountCell(year: PooledYear, part: (typeof PARTS)[number] | "refunded") {
  return moneyCell(money(year[part], year.currency));
}

function yearChart(currency: string, years: readonly PooledYear[]): Chart {
  const [first, last] = [years[0]?.label ?? "", years.at(-1)?.label ?? ""];
  const sums = PARTS.flatMap((part) => {
    const minor = years.reduce((total, year) => total + year[part], 0);
    return minor === 0 ? [] : [`${formatMoney(money(minor, currency))} ${part}`];
  });
  const said = sums.length === 0 ? "nothing" : sums.join(", ");
  const lines = years.map((year) => {
    const amounts = PARTS.map((part) => `${formatMoney(money(year[part], currency))} ${part}`);
    return `${year.label}: ${amounts.join(", ")}`;
  });
  return {
    type: "chart",
    key: `money-years-${currency}`,
    finding: `${first === last ? first : `${first} to ${last}`}: ${said}`,
    description: `Bars by fiscal year in ${currency}. ${lines.join(". ")}.`,
    drawing: {
      kind: "stacked-bars",
      unit: currency,
      parts: PARTS,
      bars: years.map((year) => ({
        label: year.label,
        parts: PARTS.map((part) => lengthOf(year[part], currency)),
      })),
    },
    dataIn: "money-years",
  };
}

type StrategyRow = Pooled["byStrategy"][number] & {
  readonly amount?: Pooled["byStrategy"][number]["amounts"][number];
};

function strategyTable({ byStrategy }: Pooled): Block {
  const rows = byStrategy.flatMap((one): StrategyRow[] =>
    one.amounts.length === 0 ? [one] : one.amounts.map((amount) => ({ ...one, amount })),
  );
  return tableOf<StrategyRow>({
    key: "money-strategies",
    caption: "What is allocated to each strategy",
    whenEmpty: "No strategy is named here. Money reaches strategies when a commitment allocates it to them.",
    rows,
    columns: [
      column("strategy", "Strategy", "text", ({ name, strategyId }) => textCell(name ?? strategyId)),
      fileColumn("strategyId", "Strategy id", "text", ({ strategyId }) => textCell(strategyId)),
      column("currency", "Currency", "text", ({ amount }) => textCell(amount?.currency)),
      column("allocated", "Allocated", "money", ({ amount }) =>
        amount ? moneyCell(amount) : noCell("nothing is allocated to it here"),
      ),
    ],
  });
}

function commitmentTable({ commitments }: Pooled): Block {
  type Row = Pooled["commitments"][number];
  const sum = (key: string, label: string, pick: (row: Row) => Parameters<typeof moneyCell>[0]) =>
    column<Row>(key, label, "money", (row) => moneyCell(pick(row)));
  return tableOf<Row>({
    key: "money-commitments",
    caption: "Each commitment as it stands",
    whenEmpty: "There is no commitment here whose terms you may read.",
    rows: commitments,
    columns: [
      column("title", "Commitment", "text", ({ commitment }) => textCell(commitment.title)),
      fileColumn("id", "Id", "text", ({ commitment }) => textCell(commitment.id)),
      column("funder", "Funder", "text", ({ commitment }) => textCell(commitment.funder.name)),
      column("recipient", "Recipient", "text", ({ commitment }) => textCell(commitment.recipientName)),
      column("status", "Status", "text", ({ commitment }) => textCell(capitalised(commitment.status))),
      column("startOn", "From", "date", ({ commitment }) => dateCell(commitment.startOn)),
      column("endOn", "To", "date", ({ commitment }) => dateCell(commitment.endOn)),
      column("currency", "Currency", "text", (row) => textCell(row.money.currency)),
      sum("committed", "Committed", (row) => row.money.committed),
      sum("conditional", "Conditional", (row) => row.money.conditional),
      sum("payable", "Payable", (row) => row.money.payable),
      sum("paid", "Paid", (row) => row.money.paid),
      sum("refunded", "Refunded", (row) => row.money.refunded),
      sum("released", "Released", (row) => row.money.released),
      sum("unallocated", "Not allocated", (row) => row.allocations.unallocated.amount),
      sum("intended", "Intended", (row) => row.money.intended),
      sum("renewal", "Renewal in view", (row) => row.money.renewal?.amount),
    ],
  });
}
