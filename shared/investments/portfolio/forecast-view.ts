import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import { money, SignedMoneySchema } from "../../platform/money.ts";
import { DateSchema } from "../../platform/time.ts";
import { ASSUMED_LIKELIHOOD } from "./due-sums.ts";
import { type Cell, type DueSums, fromDueKey, type OpenSums } from "./stored-sums.ts";

const casesShape = () => ({
  tranches: z.int(),
  unconditional: SignedMoneySchema(),
  conditional: SignedMoneySchema(),
  expected: SignedMoneySchema(),
  bestCase: SignedMoneySchema(),
});

/** What is still to be paid of what binds, by the fiscal year it falls due in: sure, expected, at best. */
export const ForecastViewSchema = lazy(() =>
  z
    .strictObject({
      years: z.array(z.strictObject({ fiscalYear: z.int(), ...casesShape() })),
      total: z.strictObject(casesShape()),
      overdue: z.strictObject({ dueBefore: DateSchema(), ...casesShape() }),
      assumedLikelihood: z.strictObject({ percent: z.int(), tranches: z.int() }),
    })
    .meta({
      id: "PortfolioForecast",
      description: `Open money of what binds. expected = unconditional + each conditional tranche times its likelihood, ${ASSUMED_LIKELIHOOD} per cent where none is stated (assumedLikelihood says for how many); bestCase = unconditional + conditional. What fell due before this month stands apart in overdue and is in no year. Intended money is in none of it.`,
    }),
);
export type ForecastView = z.infer<ReturnType<typeof ForecastViewSchema>>;

/** The forecast of a cell. What is due in the month of `today` is not overdue yet: sums are kept by month. */
export function forecastView(
  { due = {} }: Cell,
  at: { readonly currency: string; readonly today: string },
): ForecastView {
  const { currency, today } = at;
  const open = Object.entries(due).flatMap(([key, year]) => openMonths(year, fromDueKey(key).fiscalYear));
  const isOverdue = ({ month }: OpenMonth) => month < today.slice(0, 7);
  const ahead = open.filter((each) => !isOverdue(each));
  const years = [...Map.groupBy(ahead, ({ fiscalYear }) => fiscalYear)].sort(([a], [b]) => a - b);
  const cases = (of: readonly OpenMonth[]) => casesOf(of, currency);
  return {
    years: years.map(([fiscalYear, months]) => ({ fiscalYear, ...cases(months) })),
    total: cases(ahead),
    overdue: { dueBefore: `${today.slice(0, 7)}-01`, ...cases(open.filter(isOverdue)) },
    assumedLikelihood: { percent: ASSUMED_LIKELIHOOD, tranches: sumOf(open, "assumed") },
  };
}

type OpenMonth = { readonly fiscalYear: number; readonly month: string; readonly sums: Partial<OpenSums> };

/** What of a fiscal year is open, a month each. */
export function openMonths({ open = {} }: Partial<DueSums>, fiscalYear: number): OpenMonth[] {
  return Object.entries(open).map(([month, sums]) => ({ fiscalYear, month, sums }));
}

/** One of the sums of several months. */
export function sumOf(months: readonly OpenMonth[], name: keyof OpenSums): number {
  return months.reduce((sum, { sums }) => sum + (sums[name] ?? 0), 0);
}

function casesOf(months: readonly OpenMonth[], currency: string): ForecastView["total"] {
  const unconditional = sumOf(months, "unconditionalMinor");
  const conditional = sumOf(months, "conditionalMinor");
  return {
    tranches: sumOf(months, "tranches"),
    unconditional: money(unconditional, currency),
    conditional: money(conditional, currency),
    expected: money(unconditional + sumOf(months, "likelyMinor"), currency),
    bestCase: money(unconditional + conditional, currency),
  };
}
