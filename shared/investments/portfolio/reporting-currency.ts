import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import { CurrencySchema } from "../../platform/money.ts";
import { DateSchema } from "../../platform/time.ts";
import { convertedMinor, type ExchangeRate } from "../exchange-rates/exchange-rate.ts";
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
        "The totals converted at the latest rate on or before the day, each amount rounded once, half up, and then added. Currencies under missing have no such rate, or one at which their amounts could no longer be added exactly, and are not in the total.",
    }),
);
export type ConvertedView = z.infer<ReturnType<typeof ConvertedViewSchema>>;

/** Totals in one currency, by the rates found; a currency without one, or with one that no exact sum comes of, is listed and not added. */
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
  const known: typeof own = [];
  let sum = allFigures({});
  for (const each of own) {
    const next = added(sum, converted(each, { to: currency, rate: rates.get(each.from)?.rate }));
    if (next === undefined) continue;
    sum = next;
    known.push(each);
  }
  return {
    currency,
    on,
    total: figuresView(sum, currency),
    rates: known.flatMap(({ from }) => rateView(rates.get(from)) ?? []),
    missing: own
      .filter((each) => !known.includes(each))
      .map(({ from, figures }) => ({ from, commitments: figures.count })),
  };
}

function figuresOf(cells: readonly PlacedCell[]): Figures {
  return allFigures(total(cells.map(({ cell }) => cell.figures ?? {})) as Partial<Figures>);
}

/** Figures at a rate; undefined without one, and where an amount would be too large to be exact. */
function converted(
  { from, figures }: { from: string; figures: Figures },
  { to, rate }: { to: string; rate: string | undefined },
): Figures | undefined {
  if (from === to) return figures;
  if (rate === undefined) return undefined;
  const amounts = FIGURES.map((name) =>
    name === "count" ? figures.count : convertedMinor(figures[name], { from, to, rate }),
  );
  if (amounts.includes(undefined)) return undefined;
  return Object.fromEntries(FIGURES.map((name, index) => [name, amounts[index]])) as Figures;
}

/** Figures and more of them; undefined where there are none to add, and where a sum would no longer be exact. */
function added(sum: Figures, more: Figures | undefined): Figures | undefined {
  if (more === undefined) return undefined;
  const next = Object.fromEntries(FIGURES.map((name) => [name, sum[name] + more[name]])) as Figures;
  return FIGURES.every((name) => Number.isSafeInteger(next[name])) ? next : undefined;
}

function rateView(rate: ExchangeRate | undefined) {
  if (!rate) return undefined;
  const { from, rate: value, on, source, revision } = rate;
  return { from, rate: value, on, source, revision };
}
