import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import { CurrencySchema, SignedMoneySchema } from "../../platform/money.ts";
import { COMMITMENT_STATUSES } from "../commitment-status.ts";
import { ConcentrationViewSchema, concentrationView } from "./concentration-view.ts";
import {
  type ConductViewSchema,
  conductView,
  MoneyConductViewSchema,
  moneyConductView,
} from "./conduct-view.ts";
import { FiguresViewSchema, figuresView } from "./figures-view.ts";
import { ForecastViewSchema, forecastView } from "./forecast-view.ts";
import { mergeCells } from "./merge-cells.ts";
import type { CurrencyTotals, PlacedRecipient } from "./portfolio.store.ts";
import { keeps, type RowFilter } from "./row-filter.ts";
import { rowsView } from "./rows-view.ts";
import { allFigures, type Cell } from "./stored-sums.ts";
import { YearsViewSchema, yearsView } from "./years-view.ts";

/** A funder's portfolio in one currency. */
export const CurrencyPortfolioSchema = lazy(() =>
  z
    .strictObject({
      currency: CurrencySchema(),
      total: FiguresViewSchema(),
      rows: z.array(FiguresViewSchema().extend({ fiscalYear: z.int(), status: z.enum(COMMITMENT_STATUSES) })),
      paidByFiscalYear: z.array(z.strictObject({ fiscalYear: z.int(), paid: SignedMoneySchema() })),
      byFiscalYear: YearsViewSchema(),
      forecast: ForecastViewSchema(),
      conduct: MoneyConductViewSchema(),
      /** Of the whole portfolio; left out where a filter asks for a part of it. */
      concentration: ConcentrationViewSchema().optional(),
    })
    .meta({ id: "CurrencyPortfolio" }),
);
export type CurrencyPortfolio = z.infer<ReturnType<typeof CurrencyPortfolioSchema>>;

/** What a portfolio is shown from. Recipients are absent where they were not read. */
export type PortfolioFacts = {
  readonly totals: readonly CurrencyTotals[];
  readonly largest?: ReadonlyMap<string, readonly PlacedRecipient[]>;
  readonly today: string;
  readonly filter?: RowFilter;
};

/** The view of a funder's totals, a currency each; currencies are never added to each other. */
export function portfolioView(facts: PortfolioFacts): {
  readonly currencies: CurrencyPortfolio[];
  readonly conduct: z.infer<ReturnType<typeof ConductViewSchema>>;
} {
  const totals = facts.totals
    .map((each) => ({ ...each, cells: each.cells.filter((cell) => keeps(facts.filter ?? {}, cell)) }))
    .filter(({ cells }) => cells.length > 0)
    .map((each) => ({ ...each, merged: mergeCells(each.cells) }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
  return {
    currencies: totals.map((each) => currencyView(each, facts)),
    conduct: conductView(totals.map(({ merged }) => merged)),
  };
}

function currencyView(
  { currency, cells, merged, concentration }: CurrencyTotals & { readonly merged: Cell },
  { largest, today }: PortfolioFacts,
): CurrencyPortfolio {
  const years = yearsView(merged, currency);
  const rows = cells.map(({ cell, ...row }) => ({ ...row, figures: cell.figures ?? {} }));
  return {
    currency,
    total: figuresView(allFigures(merged.figures), currency),
    rows: rowsView(rows, currency),
    paidByFiscalYear: years
      .filter(({ fiscalYear }) => merged.flows?.[fiscalYear]?.paid !== undefined)
      .map(({ fiscalYear, paid }) => ({ fiscalYear, paid })),
    byFiscalYear: years,
    forecast: forecastView(merged, { currency, today }),
    conduct: moneyConductView(merged, { currency, today }),
    ...(largest && concentration
      ? {
          concentration: concentrationView(concentration, { currency, largest: largest.get(currency) ?? [] }),
        }
      : {}),
  };
}
