import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import { CurrencySchema } from "../../platform/money.ts";
import { DateSchema } from "../../platform/time.ts";
import { convertMinor, type ExchangeRate } from "../exchange-rates/exchange-rate.ts";
import { FiguresViewSchema, figuresView } from "./figures-view.ts";
import type { CurrencyTotals, PlacedCell } from "./portfolio.store.ts";
import { keeps, type RowFilter } from "./row-filter.ts";
import { allFigures, FIGURES, type Figures } from "./stored-sums.ts";
import { total } from "./sums.ts";

/** A portfolio's totals in one currency, at the rates that the funder supplied. */
export const ConvertedViewSchema = lazy(() =>
  z
    .strictObject({
      currency: CurrencySchema(),
      on: DateSchema(),
      total: FiguresViewSchema(),
      rates: z.array(
        z.strictObject({
          from: CurrencySchema(),
          rate: z.string(),
          on: DateSchema(),
          source: z.string(),
          revision: z.int(),
        }),
      ),
      missing: z.array(z.strictObject({ from: CurrencySchema(), commitments: z.int() })),
    })
    .meta({
      id: "ConvertedPortfolio",
      description:
        "The totals converted at the latest rate on or before the day, each amount rounded once, half up, and then added. Currencies under missing have no such rate and are not in the total.",
    }),
);
export type ConvertedView = z.infer<ReturnType<typeof ConvertedViewSchema>>;

/** Totals in one currency, by the rates found; a currency without one is listed and not added. */
export function convertedView(
  totals: readonly CurrencyTotals[],
  by: {
    readonly currency: string;
    readonly on: string;
    readonly rates: ReadonlyMap<string, ExchangeRate>;
    readonly filter: RowFilter;
  },
): ConvertedView {
  const { currency, on, rates, filter } = by;
  const own = totals
    .map(({ currency: from, cells }) => ({ from, cells: cells.filter((cell) => keeps(filter, cell)) }))
    .filter(({ cells }) => cells.length > 0)
    .map(({ from, cells }) => ({ from, figures: figuresOf(cells) }))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  const known = own.filter(({ from }) => from === currency || rates.has(from));
  const sum = total(
    known.map(({ from, figures }) => converted(figures, { from, to: currency, rate: rates.get(from)?.rate })),
  ) as Partial<Figures>;
  return {
    currency,
    on,
    total: figuresView(allFigures(sum), currency),
    rates: known.flatMap(({ from }) => rateView(rates.get(from)) ?? []),
    missing: own
      .filter((each) => !known.includes(each))
      .map(({ from, figures }) => ({ from, commitments: figures.count })),
  };
}

function figuresOf(cells: readonly PlacedCell[]): Figures {
  return allFigures(total(cells.map(({ cell }) => cell.figures ?? {})) as Partial<Figures>);
}

function converted(figures: Figures, by: { from: string; to: string; rate: string | undefined }): Figures {
  const { from, to, rate } = by;
  if (rate === undefined) return figures;
  const amount = (name: keyof Figures) =>
    name === "count" ? figures.count : convertMinor(figures[name], { from, to, rate });
  return Object.fromEntries(FIGURES.map((name) => [name, amount(name)])) as Figures;
}

function rateView(rate: ExchangeRate | undefined) {
  if (!rate) return undefined;
  const { from, rate: value, on, source, revision } = rate;
  return { from, rate: value, on, source, revision };
}
