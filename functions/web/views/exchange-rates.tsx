import type { ExchangeRate } from "../../../shared/investments/exchange-rates/exchange-rate.ts";
import {
  type DocumentOptions,
  formatDate,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import { rateId } from "../audited-records.ts";
import { Further } from "./elements.tsx";
import { SettingActs, SettingsPlace } from "./settings-place.tsx";

type Shown = {
  readonly rates: Listed<ExchangeRate>;
  readonly from: string;
  readonly to: string;
  readonly mayWrite: boolean;
  readonly maySeeHistory: boolean;
};

/** The page of the exchange rates of two currencies. */
export function renderExchangeRates(shown: Shown, frame: Omit<DocumentOptions, "title">): Page {
  const { rates, from, to, mayWrite } = shown;
  const pair = new URLSearchParams({ from, to });
  const recording = { address: `/settings/rates/new?${pair}`, text: "Record a rate", isMain: true };
  return renderDocument(
    { ...frame, title: "Exchange rates" },
    <>
      <SettingsPlace />
      <h1>Exchange rates</h1>
      <p class="lead">
        What one unit of a currency was worth in another, as your organisation recorded it. Totals in your
        reporting currency rest on them.
      </p>
      <SettingActs mayWrite={mayWrite} action="settings:write" offers={[recording]} />
      <form class="filter" method="get" action="/settings/rates">
        <div class="field">
          <label for="from">One unit of</label>
          <input id="from" name="from" value={from} maxlength={3} size={5} />
        </div>
        <div class="field">
          <label for="to">In</label>
          <input id="to" name="to" value={to} maxlength={3} size={5} />
        </div>
        <button type="submit">Show</button>
      </form>
      {rates.items.length === 0 ? (
        <p>
          {from === ""
            ? "Write the two currencies whose rates you want to see, like EUR in USD."
            : `No rate of ${from} in ${to} is recorded. Record the first one, with where it is from.`}
        </p>
      ) : (
        <RateTable shown={shown} />
      )}
      <Further address={`/settings/rates?${pair}`} cursor={rates.next} text="Earlier days" />
    </>,
  );
}

function RateTable({ shown: { rates, from, to, mayWrite, maySeeHistory } }: { shown: Shown }) {
  return (
    <Scroll label="Exchange rates">
      <table>
        <caption>
          One {from} in {to}, the latest day first
        </caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col" class="n">
              Rate
            </th>
            <th scope="col">Where it is from</th>
            <th scope="col">Revision</th>
          </tr>
        </thead>
        <tbody>
          {rates.items.map(({ on, rate, source, revision }) => (
            <tr>
              <th scope="row" data-v={on}>
                {formatDate(on)}
              </th>
              <td class="n" data-v={rate}>
                {rate}
              </td>
              <td>{source}</td>
              <td>
                {revision === 1 ? "as first recorded" : `corrected, revision ${revision}`}
                {mayWrite && (
                  <div>
                    <a href={`/settings/rates/new?${new URLSearchParams({ from, to, on })}`}>
                      Correct {formatDate(on)}
                    </a>
                  </div>
                )}
                {maySeeHistory && (
                  <div>
                    <a href={`/settings/audit/${rateId({ from, to, on })}`}>History of {formatDate(on)}</a>
                  </div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
