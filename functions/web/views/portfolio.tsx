import type { CurrencyPortfolio } from "../../../shared/investments/portfolio/portfolio-view.ts";
import type { Portfolio } from "../../../shared/investments/portfolio/show-portfolio.ts";
import {
  type DocumentOptions,
  ForecastChart,
  formatDate,
  formatMoney,
  MoneyCell,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import { Acts } from "./elements.tsx";

/** The page of what a portfolio comes to: a currency each, never added to each other. */
export function renderPortfolio(portfolio: Portfolio, frame: Omit<DocumentOptions, "title">): Page {
  const { currencies, conduct } = portfolio;
  const title = "Forecast, conduct and concentration";
  return renderDocument(
    { ...frame, title },
    <>
      <p class="eyebrow">
        <a href="/">Portfolio</a>
      </p>
      <h1>{title}</h1>
      <p class="lead">
        What is still to be paid and when, how you conduct yourself as a funder, and on how few recipients the
        money rests.
      </p>
      <Acts offers={[{ address: "/portfolio/report", text: "Report of the portfolio" }]} />
      {currencies.length === 0 && (
        <p>
          Nothing binding is recorded yet. <a href="/commitments">Record a commitment</a>, and this page shows
          it a moment later.
        </p>
      )}
      {currencies.map((one) => (
        <Forecast one={one} />
      ))}
      <h2 id="conduct">Conduct</h2>
      <Conduct conduct={conduct} currencies={currencies} />
      {currencies.map((one) => (
        <Concentration one={one} />
      ))}
    </>,
  );
}

function Forecast({ one: { forecast, currency } }: { one: CurrencyPortfolio }) {
  const { years, total, overdue, assumedLikelihood } = forecast;
  const rows = [
    ...(overdue.tranches > 0
      ? [{ label: `Overdue: due before ${formatDate(overdue.dueBefore)}`, ...overdue }]
      : []),
    ...years.map((year) => ({ label: `FY${year.fiscalYear}`, ...year })),
  ];
  return (
    <>
      <h2 id={`forecast-${currency}`}>Forecast in {currency}</h2>
      <ForecastChart years={rows} />
      <Scroll label={`Forecast in ${currency}`}>
        <table>
          <caption>Still to be paid of what binds, by the fiscal year it falls due in</caption>
          <thead>
            <tr>
              <th scope="col">Fiscal year</th>
              {["Tranches", "Unconditional", "Conditional", "Expected", "At best"].map((name) => (
                <th scope="col" class="n">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Cases label={row.label} cases={row} />
            ))}
          </tbody>
          <tfoot>
            <Cases label="All years, overdue left out" cases={total} />
          </tfoot>
        </table>
      </Scroll>
      <p class="soft">
        Expected is what is unconditional, and each conditional tranche times its likelihood;{" "}
        {assumedLikelihood.percent}% where none is stated, as for {assumedLikelihood.tranches} of them.
        Intended money is in none of it.
      </p>
    </>
  );
}

function Cases({ label, cases }: { label: string; cases: CurrencyPortfolio["forecast"]["total"] }) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td class="n">{cases.tranches}</td>
      <MoneyCell money={cases.unconditional} />
      <MoneyCell money={cases.conditional} />
      <MoneyCell money={cases.expected} />
      <MoneyCell money={cases.bestCase} />
    </tr>
  );
}

type Measure = {
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  readonly of: string;
};

function Conduct({ conduct, currencies }: Pick<Portfolio, "conduct" | "currencies">) {
  const measures = [...sharedMeasures(conduct), ...currencies.flatMap(moneyMeasures)];
  return (
    <Scroll label="Conduct">
      <table>
        <caption>How you conduct yourself, of commitments that bind</caption>
        <thead>
          <tr>
            <th scope="col">Measure</th>
            <th scope="col" class="n">
              Value
            </th>
            <th scope="col">Of how many</th>
          </tr>
        </thead>
        <tbody>
          {measures.map(({ name, value, unit, of }) => (
            <tr>
              <th scope="row">{name}</th>
              {value === null ? (
                <td class="n hid">nothing to tell it from</td>
              ) : (
                <td class="n" data-v={value}>
                  {value}
                  {unit}
                </td>
              )}
              <td>{of}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function sharedMeasures({
  commitmentLength,
  daysToPay,
  paidOnTime,
  amended,
}: Portfolio["conduct"]): Measure[] {
  const paid = `${daysToPay.n} tranches paid in full, ${daysToPay.untimed} more without a day to count from`;
  return [
    {
      name: "Length of a commitment, median",
      value: commitmentLength.median,
      unit: " months",
      of: `${commitmentLength.n} commitments`,
    },
    { name: "Days until a payment, median", value: daysToPay.median, unit: " days", of: paid },
    { name: "Days until a payment, nine of ten", value: daysToPay.percentile90, unit: " days", of: paid },
    { name: "Paid on time", value: paidOnTime.value, unit: "%", of: `${paidOnTime.n} tranches` },
    { name: "Amended", value: amended.value, unit: "%", of: `${amended.n} commitments` },
  ];
}

function moneyMeasures({ currency, conduct }: CurrencyPortfolio): Measure[] {
  const { unrestricted, reportsPerMillion, paidOfPlanned } = conduct;
  const through = paidOfPlanned.through ? ` through ${formatDate(paidOfPlanned.through)}` : "";
  return [
    {
      name: `Unrestricted, in ${currency}`,
      value: unrestricted.value,
      unit: "%",
      of: `${formatMoney(unrestricted.of)}; ${formatMoney(unrestricted.unsaid)} does not say`,
    },
    {
      name: `Reports asked for a million, in ${currency}`,
      value: reportsPerMillion.value,
      unit: "",
      of: `${reportsPerMillion.reports} reports of ${reportsPerMillion.n} commitments`,
    },
    {
      name: `Payout: paid of what was planned, in ${currency}`,
      value: paidOfPlanned.value,
      unit: "%",
      of: `${formatMoney(paidOfPlanned.paid)} of ${formatMoney(paidOfPlanned.planned)} in fiscal years that are over${through}`,
    },
  ];
}

function Concentration({ one: { concentration, currency } }: { one: CurrencyPortfolio }) {
  if (!concentration) return null;
  const { recipients, committed, herfindahl, largest } = concentration;
  return (
    <>
      <h2 id={`concentration-${currency}`}>Concentration in {currency}</h2>
      <p>
        {formatMoney(committed)} rests on {recipients === 1 ? "one recipient" : `${recipients} recipients`}.
        {herfindahl !== null && ` Herfindahl index ${herfindahl}: 1 is a single recipient, near 0 very many.`}
      </p>
      <Scroll label={`Largest recipients in ${currency}`}>
        <table>
          <caption>The largest recipients, ten at most</caption>
          <thead>
            <tr>
              <th scope="col">Recipient</th>
              <th scope="col" class="n">
                Commitments
              </th>
              <th scope="col" class="n">
                Committed
              </th>
              <th scope="col" class="n">
                Share
              </th>
            </tr>
          </thead>
          <tbody>
            {largest.map((recipient) => (
              <tr>
                <th scope="row">{recipient.name}</th>
                <td class="n">{recipient.commitments}</td>
                <MoneyCell money={recipient.committed} />
                <td class="n" data-v={recipient.sharePercent ?? undefined}>
                  {recipient.sharePercent === null ? "" : `${recipient.sharePercent}%`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}
