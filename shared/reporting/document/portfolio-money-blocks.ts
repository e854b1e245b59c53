import type { Contents } from "../outcome/outcome-report.ts";
import { capitalised, formatDate, formatMoney } from "../wording/format.ts";
import { column, paragraph, tableOf } from "./blocks.ts";
import { countCell, moneyCell, textCell } from "./cells.ts";
import type { Block, Chart } from "./report-document.ts";

type Currency = NonNullable<Contents["money"]["portfolio"]>[number];
type Figures = Currency["total"] & { readonly currency: string };
type Year = Partial<Currency["byFiscalYear"][number]> & {
  readonly fiscalYear: number;
  readonly currency: string;
  /** What is open and falls due in the year: sure, and conditional. */
  readonly open?: Currency["forecast"]["years"][number];
};
type Row = Currency["rows"][number] & { readonly currency: string };

/** The money of a funder's portfolio, a currency each; currencies are never added to each other. */
export function portfolioMoneyBlocks(currencies: readonly Currency[]): readonly Block[] {
  return [
    ...currencies.map(({ total }) => paragraph(totalInWords(total), "lead")),
    totalsTable(currencies),
    ...currencies.flatMap((one) => yearCharts(one)),
    yearsTable(currencies),
    ...currencies.flatMap((one) => overdueWords(one)),
    statusTable(currencies),
  ];
}

function totalInWords({
  commitments,
  committed,
  unconditional,
  conditional,
  paid,
  payable,
  intended,
}: Currency["total"]) {
  const many = commitments === 1 ? "One commitment" : `${commitments.toLocaleString("en-US")} commitments`;
  return `${many}: ${formatMoney(committed)} committed, ${formatMoney(unconditional)} of it unconditional and ${formatMoney(conditional)} conditional. ${formatMoney(paid)} is paid, ${formatMoney(payable)} is payable. ${formatMoney(intended)} is intended: not binding, and in no other sum.`;
}

type Amounts = Omit<Currency["total"], "commitments">;

function amountColumns<T extends Amounts>() {
  const sum = (key: keyof Amounts, label: string) =>
    column<T>(key, label, "money", (row) => moneyCell(row[key]));
  return [
    sum("committed", "Committed"),
    sum("unconditional", "Unconditional"),
    sum("conditional", "Conditional"),
    sum("payable", "Payable"),
    sum("paid", "Paid"),
    sum("advanced", "Of it ahead of a condition"),
    sum("refunded", "Refunded"),
    sum("released", "Released"),
    sum("intended", "Intended, in no other sum"),
  ];
}

const NO_COMMITMENT = "Nothing is committed yet. A commitment counts here as soon as it is recorded.";

function totalsTable(currencies: readonly Currency[]): Block {
  return tableOf<Figures>({
    key: "money-totals",
    caption: "The portfolio, a currency each",
    whenEmpty: NO_COMMITMENT,
    rows: currencies.map(({ currency, total }) => ({ ...total, currency })),
    columns: [
      column("currency", "Currency", "text", ({ currency }) => textCell(currency)),
      column("commitments", "Commitments", "number", ({ commitments }) => countCell(commitments)),
      ...amountColumns<Figures>(),
    ],
  });
}

/** The years in which something was planned, moved or is still to be paid, in order. */
function yearsOf({ currency, byFiscalYear, forecast }: Currency): Year[] {
  const moved = new Map(byFiscalYear.map((year) => [year.fiscalYear, year]));
  const open = new Map(forecast.years.map((year) => [year.fiscalYear, year]));
  return [...new Set([...moved.keys(), ...open.keys()])]
    .sort((a, b) => a - b)
    .map((fiscalYear) => {
      const ahead = open.get(fiscalYear);
      return { ...moved.get(fiscalYear), fiscalYear, currency, ...(ahead ? { open: ahead } : {}) };
    });
}

function yearsTable(currencies: readonly Currency[]): Block {
  const sum = (key: "budget" | "committed" | "recognised" | "paid" | "refunded", label: string) =>
    column<Year>(key, label, "money", (year) => moneyCell(year[key]));
  return tableOf<Year>({
    key: "money-years",
    caption: "By fiscal year: what was planned, moved and paid in it, and what is still to fall due in it",
    whenEmpty: "No tranche is planned and nothing was paid yet, so there is no year to show.",
    rows: currencies.flatMap((one) => yearsOf(one)),
    columns: [
      column("fiscalYear", "Fiscal year", "text", ({ fiscalYear }) => textCell(`FY${fiscalYear}`)),
      column("currency", "Currency", "text", ({ currency }) => textCell(currency)),
      sum("budget", "Planned"),
      sum("committed", "Committed"),
      sum("recognised", "Became unconditional"),
      sum("paid", "Paid"),
      sum("refunded", "Refunded"),
      column("payable", "Payable, still to fall due", "money", ({ open }) => moneyCell(open?.unconditional)),
      column("conditional", "Conditional, still to fall due", "money", ({ open }) =>
        moneyCell(open?.conditional),
      ),
    ],
  });
}

function overdueWords({ forecast: { overdue } }: Currency): readonly Block[] {
  const { tranches, dueBefore, unconditional, conditional } = overdue;
  if (tranches === 0) return [];
  const many = tranches === 1 ? "One tranche" : `${tranches} tranches`;
  return [
    paragraph(
      `${many} that fell due before ${formatDate(dueBefore)} and ${tranches === 1 ? "is" : "are"} still open stand apart, in no year: ${formatMoney(unconditional)} unconditional, ${formatMoney(conditional)} conditional.`,
    ),
  ];
}

const PARTS = ["paid", "payable", "conditional"] as const;

function partsOf({ paid, open }: Year) {
  return [paid, open?.unconditional, open?.conditional];
}

function yearCharts(one: Currency): readonly Chart[] {
  const { currency, total } = one;
  const years = yearsOf(one);
  if (years.length === 0) return [];
  const lines = years.map((year) => {
    const amounts = partsOf(year).flatMap((amount, index) =>
      amount ? [`${formatMoney(amount)} ${PARTS[index]}`] : [],
    );
    return `FY${year.fiscalYear}: ${amounts.join(", ") || "nothing paid or open"}`;
  });
  return [
    {
      type: "chart",
      key: `money-years-${currency}`,
      finding: `${formatMoney(total.paid)} paid so far, ${formatMoney(one.forecast.total.unconditional)} payable and ${formatMoney(one.forecast.total.conditional)} conditional still to fall due`,
      description: `Bars by fiscal year in ${currency}. ${lines.join(". ")}. Intended money has no year.`,
      drawing: {
        kind: "stacked-bars",
        unit: currency,
        parts: PARTS,
        bars: years.map((year) => ({
          label: `FY${year.fiscalYear}`,
          parts: partsOf(year).map((amount) => Math.max(Number(amount?.amount ?? 0), 0)),
        })),
      },
      dataIn: "money-years",
    },
  ];
}

function statusTable(currencies: readonly Currency[]): Block {
  return tableOf<Row>({
    key: "money-status",
    caption: "By the fiscal year in which commitments began, and their status",
    whenEmpty: NO_COMMITMENT,
    rows: currencies.flatMap(({ currency, rows }) => rows.map((row) => ({ ...row, currency }))),
    columns: [
      column("fiscalYear", "Fiscal year", "text", ({ fiscalYear }) => textCell(`FY${fiscalYear}`)),
      column("status", "Status", "text", ({ status }) => textCell(capitalised(status))),
      column("currency", "Currency", "text", ({ currency }) => textCell(currency)),
      column("commitments", "Commitments", "number", ({ commitments }) => countCell(commitments)),
      ...amountColumns<Row>(),
    ],
  });
}
