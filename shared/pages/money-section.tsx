import type { Report } from "../reporting/index.ts";
import { formatDate, formatMoneyShort } from "../reporting/wording/format.ts";
import { MoneyCell, Scroll } from "./elements.tsx";
import { FiscalYearChart } from "./fiscal-year-chart.tsx";

const NOT_BINDING = "not binding, in no total";

/** What a commitment amounts to, as tiles. Intended money stands apart. */
export function MoneyTiles({ money }: { money: Report["money"] }) {
  return (
    <dl class="tiles">
      <Tile name="Committed" amount={money.committed} note="conditional and unconditional" />
      <Tile name="Unconditional" amount={money.unconditional} note="paid included" />
      <Tile name="Conditional" amount={money.conditional} note="its conditions are not met" />
      <Tile name="Paid" amount={money.paid} note={refunds(money)} />
      <Tile name="Payable" amount={money.payable} note="unconditional, not paid yet" />
      <Tile
        name="Released"
        amount={money.released}
        note={`of ${formatMoneyShort(money.firstAgreed)} first agreed`}
      />
      {(!money.renewal?.amount || Number(money.intended.amount) !== 0) && (
        <Tile name="Intended" amount={money.intended} note={NOT_BINDING} apart />
      )}
      {money.renewal?.amount && (
        <Tile name="Renewal in view" amount={money.renewal.amount} note={NOT_BINDING} apart />
      )}
    </dl>
  );
}

/** A named amount with what it means. */
export function Tile(props: {
  name: string;
  amount: Report["money"]["paid"];
  note?: string;
  apart?: boolean;
}) {
  return (
    <div class={props.apart ? "apart" : undefined}>
      <dt>{props.name}</dt>
      <dd>
        {formatMoneyShort(props.amount)}
        {props.note && <small>{props.note}</small>}
      </dd>
    </div>
  );
}

function refunds({ refunded, netPaid }: Report["money"]): string {
  if (Number(refunded.amount) === 0) return "nothing refunded";
  return `${formatMoneyShort(refunded)} refunded, ${formatMoneyShort(netPaid)} net`;
}

/** Money by the funder's fiscal years: a picture, and the same as a table. */
export function FiscalYears({ money }: { money: Report["money"] }) {
  if (money.byFiscalYear.length === 0) return <p>Nothing is scheduled and nothing was paid yet.</p>;
  const isPlanned = money.byFiscalYear.some((year) => Number(year.intended.amount) !== 0);
  return (
    <>
      <FiscalYearChart years={money.byFiscalYear} />
      <Scroll label="Money by fiscal year">
        <table>
          <caption>By the funder's fiscal year: scheduled by the day a tranche falls due, and paid</caption>
          <thead>
            <tr>
              <th scope="col">Fiscal year</th>
              <th scope="col" class="n">
                {isPlanned ? "Intended" : "Scheduled, unconditional"}
              </th>
              {!isPlanned && (
                <th scope="col" class="n">
                  Scheduled, conditional
                </th>
              )}
              <th scope="col" class="n">
                Paid
              </th>
              <th scope="col" class="n">
                Refunded
              </th>
            </tr>
          </thead>
          <tbody>
            {money.byFiscalYear.map((year) => (
              <tr>
                <th scope="row">
                  {year.label}{" "}
                  <span class="soft small">
                    {formatDate(year.start)} to {formatDate(year.end)}
                  </span>
                </th>
                <MoneyCell money={isPlanned ? year.intended : year.unconditional} />
                {!isPlanned && <MoneyCell money={year.conditional} />}
                <MoneyCell money={year.paid} />
                <MoneyCell money={year.refunded} />
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}
