import type { CurrencyPortfolio } from "../../../shared/investments/portfolio/portfolio-view.ts";
import { FiscalYearChart, MoneyCell, Scroll } from "../../../shared/pages/index.ts";
import { money, parseAmount, sumMinor } from "../../../shared/platform/money.ts";

type Rows = CurrencyPortfolio["rows"];

const KINDS = ["unconditional", "conditional", "paid", "intended"] as const;

/** Commitments by the fiscal year of their agreement: unconditional, conditional and paid; what is merely intended stands apart. */
export function ByFiscalYear({ rows, currency }: { rows: Rows; currency: string }) {
  const years = [...Map.groupBy(rows, ({ fiscalYear }) => fiscalYear)]
    .sort(([a], [b]) => a - b)
    .map(([year, of]) => ({
      label: `FY${year}`,
      ...(Object.fromEntries(KINDS.map((kind) => [kind, sumOf(of, kind, currency)])) as Sums),
    }));
  if (years.length === 0) return null;
  return (
    <>
      <FiscalYearChart years={years} title="Agreed or intended, and paid of it, by fiscal year" />
      <Scroll label={`Money by fiscal year, ${currency}`}>
        <table>
          <caption>By the fiscal year of agreement, or of the plan where nothing is agreed</caption>
          <thead>
            <tr>
              <th scope="col">Fiscal year</th>
              {["Unconditional", "Conditional", "Paid", "Intended, in no total"].map((name) => (
                <th scope="col" class="n">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {years.map((year) => (
              <tr>
                <th scope="row">{year.label}</th>
                {KINDS.map((kind) => (
                  <MoneyCell money={year[kind]} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

type Sums = Readonly<Record<(typeof KINDS)[number], ReturnType<typeof money>>>;

function sumOf(rows: Rows, kind: (typeof KINDS)[number], currency: string) {
  return money(sumMinor(rows.map((row) => minorOf(row[kind].amount, currency))), currency);
}

/** Minor units of an amount that may be below zero, where imported history breaks a rule. */
function minorOf(amount: string, currency: string): number {
  const minor = parseAmount(amount.replace("-", ""), currency);
  if (!minor.ok) throw new Error(`A sum of the portfolio cannot be read: ${amount}`);
  return amount.startsWith("-") ? -minor.value : minor.value;
}
