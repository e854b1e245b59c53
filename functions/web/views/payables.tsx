import { formatDate, MoneyCell, Scroll } from "../../../shared/pages/index.ts";
import type { Payables } from "../read-payables.ts";

/** What is due and cannot be paid now, with everything that blocks it; and what this run cannot hold. */
export function BlockedPayments({ payables, payable }: { payables: Payables; payable: number }) {
  const { items, otherCurrencies, further } = payables;
  const blocked = items.filter(({ amount }) => amount === undefined);
  return (
    <>
      <p>
        {payable === 0
          ? "Nothing that is due can be paid now: see below what each waits for."
          : "Each payment is made by itself: one that is refused holds up no other."}{" "}
        Due are tranches until a month from now.
        {further > 0 && ` ${further} more are due than one run can hold: make another one after it.`}
      </p>
      {otherCurrencies.length > 0 && (
        <p>
          Other currencies have runs of their own:{" "}
          {otherCurrencies.map((currency) => (
            <>
              <a href={`/payment-runs/new?currency=${currency}`}>{currency}</a>{" "}
            </>
          ))}
        </p>
      )}
      {blocked.length > 0 && (
        <Scroll label="Due, and blocked">
          <table>
            <caption>Due, and blocked: not in this run</caption>
            <thead>
              <tr>
                <th scope="col">Commitment</th>
                <th scope="col">Due</th>
                <th scope="col" class="n">
                  Open
                </th>
                <th scope="col">Why it cannot be paid now</th>
              </tr>
            </thead>
            <tbody>
              {blocked.map((one) => (
                <tr>
                  <th scope="row">
                    <a href={`/commitments/${one.commitmentId}#tranche-${one.trancheNumber}`}>
                      {one.title}, tranche {one.trancheNumber}
                    </a>
                  </th>
                  <td data-v={one.dueOn}>{formatDate(one.dueOn)}</td>
                  <MoneyCell money={one.open} />
                  <td>
                    {one.why.map((detail) => (
                      <div>{detail}</div>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </>
  );
}
