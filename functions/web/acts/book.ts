import { ACCOUNT_NAMES } from "../../../shared/investments/settings/account-names.ts";
import type { FunderSettings } from "../../../shared/investments/settings/funder-settings.ts";
import { readFunderSettings } from "../../../shared/investments/settings/settings.store.ts";
import { ok } from "../../../shared/platform/result.ts";
import { accountInWords } from "../book-words.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Group } from "../forms/form.ts";
import { MONTH_OPTIONS } from "../months.ts";
import { approvalRows, discountRows, limitRows } from "./book-rows.ts";
import { REASON } from "./own-commitment.ts";

const BOOK = "/settings/book";

/** Changes how one's organisation runs its book, as a whole and for a reason. One GetItem. */
export const changeBookForm: MakeForm = async ({ principal: { organisationId } }, deps) => {
  const { settings, version } = await readFunderSettings(deps.table, organisationId);
  return ok({
    title: "Change how the book is run",
    lead: "It holds from now on. What is booked already stays as it is: a discount rate, for instance, is frozen where it was used.",
    parts: [
      totals(settings),
      limitRows(settings),
      approvalRows(settings),
      discountRows(settings),
      closedPeriod(settings),
      accounts(settings),
      {
        kind: "check",
        name: "showsAllocations",
        label: "Partnerships may show on their scorecards what you allocate to each strategy",
        value: settings.showsAllocations ? "yes" : undefined,
      },
      REASON,
    ],
    shape: asSettings,
    submit: "Save",
    call: { method: "PUT", path: "/funder-settings" },
    version,
    back: { address: BOOK, text: "How the book is run" },
    done: () => ({ address: BOOK, notice: "saved" }),
  });
};

function asSettings(body: Readonly<Record<string, unknown>>): unknown {
  const { taxYearStartMonth, reportingCurrency, ...rest } = body;
  return {
    ...rest,
    ...(taxYearStartMonth === undefined ? {} : { taxYearStartMonth: Number(taxYearStartMonth) }),
    ...(reportingCurrency === undefined
      ? {}
      : { reportingCurrency: String(reportingCurrency).toUpperCase() }),
  };
}

function totals({ bigBetThreshold, reportingCurrency, taxYearStartMonth }: FunderSettings): Group {
  return {
    kind: "group",
    legend: "Totals and big bets",
    fields: [
      {
        kind: "text",
        name: "bigBetThreshold.currency",
        label: "Currency of big bets",
        hint: "Like USD.",
        most: 3,
        value: bigBetThreshold.currency,
        isRequired: true,
      },
      {
        kind: "money",
        name: "bigBetThreshold",
        label: "A big bet is at least",
        currency: { field: "bigBetThreshold.currency" },
        value: bigBetThreshold.amount,
        isRequired: true,
      },
      {
        kind: "text",
        name: "reportingCurrency",
        label: "Totals are also shown in",
        hint: "A currency, like USD, at the rates that you record.",
        most: 3,
        value: reportingCurrency,
      },
      {
        kind: "choice",
        name: "taxYearStartMonth",
        label: "Tax year begins in",
        blank: "the month of the fiscal year",
        options: MONTH_OPTIONS,
        value: taxYearStartMonth === undefined ? undefined : String(taxYearStartMonth),
      },
    ],
  };
}

function closedPeriod({ closedThroughOn }: FunderSettings): Group {
  return {
    kind: "group",
    legend: "Closed periods",
    hint: "Nothing is booked on or before the last closed day.",
    fields: [
      { kind: "date", name: "closedThroughOn", label: "Closed through", value: closedThroughOn },
      {
        kind: "area",
        name: "reopenReason",
        label: "Why a closed period is opened again",
        hint: "Needed where the day goes back, or is taken away.",
      },
    ],
  };
}

function accounts({ accounts: own }: FunderSettings): Group {
  return {
    kind: "group",
    legend: "Your accounts for the journal",
    hint: "As in your chart of accounts, like 5100. An empty one is called by its name.",
    fields: ACCOUNT_NAMES.map((name) => ({
      kind: "text",
      name: `accounts.${name}`,
      label: accountInWords(name),
      most: 60,
      value: own[name],
    })),
  };
}
