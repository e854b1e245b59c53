import { ACCOUNT_NAMES } from "../../../shared/investments/settings/account-names.ts";
import type { FunderSettings } from "../../../shared/investments/settings/funder-settings.ts";
import {
  type DocumentOptions,
  formatDate,
  formatMoney,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import { accountInWords, rateInWords } from "../book-words.ts";
import { monthName } from "../months.ts";
import { ROLE_WORDS } from "../role-words.ts";
import { Facts } from "./facts.tsx";
import { SettingActs, SettingsPlace } from "./settings-place.tsx";

type Shown = {
  readonly settings: FunderSettings;
  /** 0 while nothing is recorded and the defaults hold. */
  readonly version: number;
  readonly mayWrite: boolean;
  readonly maySeeHistory: boolean;
};

/** The page of how an organisation runs its book. */
export function renderBook(shown: Shown, frame: Omit<DocumentOptions, "title">): Page {
  const { settings, version, mayWrite, maySeeHistory } = shown;
  const changing = { address: "/settings/book/change", text: "Change how it is run", isMain: true };
  return renderDocument(
    { ...frame, title: "How the book is run" },
    <>
      <SettingsPlace />
      <h1>How the book is run</h1>
      <p class="lead">
        {version === 0
          ? "Nothing is recorded yet, so the defaults below hold. Set limits before you pay."
          : "What holds for every payment and every booking from now on."}
      </p>
      <SettingActs mayWrite={mayWrite} action="settings:write" offers={[changing]} />
      <Facts facts={factsOf(settings)} />
      <Limits settings={settings} />
      <DiscountRates settings={settings} />
      <Accounts settings={settings} />
      {maySeeHistory && version > 0 && (
        <p>
          <a href="/settings/audit/book">Who changed this, when and why</a>
        </p>
      )}
    </>,
  );
}

function factsOf(settings: FunderSettings): readonly (readonly [string, string])[] {
  const { bigBetThreshold, approvalRequiredFrom, reportingCurrency, taxYearStartMonth } = settings;
  const { closedThroughOn, showsAllocations } = settings;
  const needed = approvalRequiredFrom.map((money) => formatMoney(money)).join("; ");
  return [
    ["A big bet is at least", formatMoney(bigBetThreshold)],
    ["Somebody else approves payments from", needed === "" ? "no amount: approval is optional" : needed],
    ["Totals are also shown in", reportingCurrency ?? "no other currency"],
    [
      "Tax year begins in",
      taxYearStartMonth === undefined ? "the month of the fiscal year" : monthName(taxYearStartMonth),
    ],
    ["Books are closed through", closedThroughOn === undefined ? "no day yet" : formatDate(closedThroughOn)],
    ["Scorecards may show what you allocate", showsAllocations ? "yes" : "no"],
  ];
}

function Limits({ settings: { approvalLimits } }: { settings: FunderSettings }) {
  if (approvalLimits.length === 0)
    return <p>No limits of approval: whoever may approve a payment approves any amount.</p>;
  return (
    <Scroll label="Limits of approval">
      <table>
        <caption>Limits of approval: a role that is not named approves nothing</caption>
        <thead>
          <tr>
            <th scope="col">Role</th>
            <th scope="col">Currency</th>
            <th scope="col" class="n">
              Approves up to
            </th>
          </tr>
        </thead>
        <tbody>
          {approvalLimits.map(({ role, upTo }) => (
            <tr>
              <th scope="row">{ROLE_WORDS[role].name}</th>
              <td>{upTo.currency}</td>
              <td class="n" data-v={upTo.amount}>
                {formatMoney(upTo)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function DiscountRates({ settings: { discountRates } }: { settings: FunderSettings }) {
  if (discountRates.length === 0) return <p>No discount rate: promises are booked at their full amount.</p>;
  return (
    <Scroll label="Discount rates">
      <table>
        <caption>Discount rates</caption>
        <thead>
          <tr>
            <th scope="col">Promises recognised from</th>
            <th scope="col" class="n">
              Rate a year
            </th>
          </tr>
        </thead>
        <tbody>
          {discountRates.map(({ from, rate }) => (
            <tr>
              <th scope="row" data-v={from}>
                {formatDate(from)}
              </th>
              <td class="n" data-v={rate}>
                {rateInWords(rate)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Accounts({ settings: { accounts } }: { settings: FunderSettings }) {
  return (
    <Scroll label="Accounts">
      <table>
        <caption>Your accounts for what the journal books</caption>
        <thead>
          <tr>
            <th scope="col">What is booked</th>
            <th scope="col">Your account</th>
          </tr>
        </thead>
        <tbody>
          {ACCOUNT_NAMES.map((name) => (
            <tr>
              <th scope="row">{accountInWords(name)}</th>
              <td>{accounts[name] ?? <span class="soft">none: called by its name</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
