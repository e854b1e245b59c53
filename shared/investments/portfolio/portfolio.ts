import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import { formatAmount, SignedMoneySchema, sumMinor } from "../../platform/money.ts";
import { fiscalYearOf } from "../../platform/time.ts";
import type { Commitment } from "../commitment.ts";
import { COMMITMENT_STATUSES, type CommitmentStatus } from "../commitment-status.ts";
import { byMonth } from "../flows.ts";

/** The sums that a portfolio keeps, in minor units; intended money stands apart from all others. */
export const FIGURES = [
  "count",
  "conditionalMinor",
  "unconditionalMinor",
  "paidMinor",
  "refundedMinor",
  "releasedMinor",
  "intendedMinor",
] as const;
export type Figures = Readonly<Record<(typeof FIGURES)[number], number>>;

/** What one commitment adds: to the fiscal year and status it stands in, and to the fiscal years it was paid in. */
export type Contribution = {
  readonly currency: string;
  readonly fiscalYear: number;
  readonly status: CommitmentStatus;
  readonly figures: Figures;
  readonly paidByYear: Readonly<Record<string, number>>;
};

/** The sums of all contributions in one currency: by "2026|agreed", and paid by fiscal year. */
export type PortfolioTotal = {
  readonly rows: Readonly<Record<string, Figures>>;
  readonly paidByYear: Readonly<Record<string, number>>;
};

export const EMPTY_TOTAL: PortfolioTotal = { rows: {}, paidByYear: {} };

/**
 * What a commitment adds to its funder's portfolio. It stands in the fiscal year it was agreed in; while it is only intended, in the
 * one it starts in, with its amount as intended and nothing else.
 */
export function contributionOf(commitment: Commitment): Contribution {
  const { status, totals, fiscalYearStartMonth } = commitment;
  return {
    currency: commitment.currency,
    fiscalYear: fiscalYearOf(commitment.agreedOn ?? commitment.startOn, fiscalYearStartMonth),
    status,
    figures: {
      count: 1,
      conditionalMinor: totals.conditionalMinor,
      unconditionalMinor: totals.unconditionalMinor,
      paidMinor: totals.paidMinor,
      refundedMinor: totals.refundedMinor,
      releasedMinor: totals.releasedMinor,
      intendedMinor: totals.intendedMinor,
    },
    paidByYear: byYear(byMonth(commitment.flows, "paid"), fiscalYearStartMonth),
  };
}

/** Sums by month ("2026-09") as sums by fiscal year. */
export function byYear(months: Readonly<Record<string, number>>, startMonth: number): Record<string, number> {
  const years: Record<string, number> = {};
  for (const [month, minor] of Object.entries(months)) {
    const year = String(fiscalYearOf(`${month}-01`, startMonth));
    years[year] = (years[year] ?? 0) + minor;
  }
  return years;
}

/** A total with a contribution added (`sign` 1) or taken out again (-1). Rows that sum to nothing are dropped. */
export function shift(total: PortfolioTotal, contribution: Contribution, sign: 1 | -1): PortfolioTotal {
  const key = `${contribution.fiscalYear}|${contribution.status}`;
  const row = total.rows[key];
  const sum = (name: keyof Figures) => (row?.[name] ?? 0) + sign * contribution.figures[name];
  const figures = Object.fromEntries(FIGURES.map((name) => [name, sum(name)])) as Figures;
  const paidByYear = { ...total.paidByYear };
  for (const [year, minor] of Object.entries(contribution.paidByYear))
    paidByYear[year] = (paidByYear[year] ?? 0) + sign * minor;
  return {
    rows: withoutEmpty({ ...total.rows, [key]: figures }, (each) => each.count === 0),
    paidByYear: withoutEmpty(paidByYear, (minor) => minor === 0),
  };
}

function withoutEmpty<T>(
  record: Readonly<Record<string, T>>,
  isEmpty: (value: T) => boolean,
): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => !isEmpty(value)));
}

const figuresView = () => ({
  commitments: z.int(),
  committed: SignedMoneySchema(),
  conditional: SignedMoneySchema(),
  unconditional: SignedMoneySchema(),
  payable: SignedMoneySchema(),
  paid: SignedMoneySchema(),
  refunded: SignedMoneySchema(),
  released: SignedMoneySchema(),
  intended: SignedMoneySchema(),
});

/** A funder's portfolio on the wire: one entry a currency; currencies are never added to each other. */
export const PortfolioSchema = lazy(() =>
  z
    .strictObject({
      currencies: z.array(
        z.strictObject({
          currency: z.string(),
          total: z.strictObject(figuresView()),
          rows: z.array(
            z.strictObject({ fiscalYear: z.int(), status: z.enum(COMMITMENT_STATUSES), ...figuresView() }),
          ),
          paidByFiscalYear: z.array(z.strictObject({ fiscalYear: z.int(), paid: SignedMoneySchema() })),
        }),
      ),
    })
    .meta({
      id: "Portfolio",
      description: "What a funder has committed, by the fiscal year of agreement and by status.",
    }),
);

/** The view of a funder's totals, currencies and years in order. */
export function portfolioView(
  totals: Readonly<Record<string, PortfolioTotal>>,
): z.infer<ReturnType<typeof PortfolioSchema>> {
  const currencies = Object.entries(totals).sort(([a], [b]) => (a < b ? -1 : 1));
  return { currencies: currencies.map(([currency, total]) => currencyView(currency, total)) };
}

function currencyView(currency: string, total: PortfolioTotal) {
  const all = Object.values(total.rows);
  const sums = Object.fromEntries(
    FIGURES.map((name) => [name, sumMinor(all.map((row) => row[name]))]),
  ) as Figures;
  const rows = Object.entries(total.rows).map(([key, figures]) => {
    const [year, status] = key.split("|");
    return { fiscalYear: Number(year), status: status as CommitmentStatus, ...view(figures, currency) };
  });
  const order = (status: CommitmentStatus) => COMMITMENT_STATUSES.indexOf(status);
  return {
    currency,
    total: view(sums, currency),
    rows: rows.sort((a, b) => a.fiscalYear - b.fiscalYear || order(a.status) - order(b.status)),
    paidByFiscalYear: Object.entries(total.paidByYear)
      .map(([year, minor]) => ({
        fiscalYear: Number(year),
        paid: { amount: formatAmount(minor, currency), currency },
      }))
      .sort((a, b) => a.fiscalYear - b.fiscalYear),
  };
}

function view(figures: Figures, currency: string) {
  const amount = (minor: number) => ({ amount: formatAmount(minor, currency), currency });
  return {
    commitments: figures.count,
    committed: amount(figures.conditionalMinor + figures.unconditionalMinor),
    conditional: amount(figures.conditionalMinor),
    unconditional: amount(figures.unconditionalMinor),
    payable: amount(figures.unconditionalMinor - figures.paidMinor),
    paid: amount(figures.paidMinor),
    refunded: amount(figures.refundedMinor),
    released: amount(figures.releasedMinor),
    intended: amount(figures.intendedMinor),
  };
}
