import { ROLES } from "../../../shared/identity/permissions.ts";
import type { FunderSettings } from "../../../shared/investments/settings/funder-settings.ts";
import type { Field, Rows } from "../forms/form.ts";
import { ROLE_WORDS } from "../role-words.ts";

/** Up to how much each role approves. An amount stands after its currency, which the body then has from it in capitals. */
export function limitRows({ approvalLimits }: FunderSettings): Rows {
  const name = "approvalLimits";
  return {
    kind: "rows",
    name,
    legend: "Limits of approval",
    rowLegend: (index) => `Limit ${index + 1}`,
    hint: "Once there is one limit, a role that is not named approves nothing. Empty currency and amount to take a limit away.",
    count: Math.max(1, approvalLimits.length),
    most: 50,
    more: "Add a limit",
    fields: (index) => [
      {
        kind: "choice",
        name: "role",
        label: "Role",
        options: ROLES.map((role) => ({ value: role, text: ROLE_WORDS[role].name })),
        value: approvalLimits[index]?.role ?? "programme-officer",
        isRequired: true,
      },
      currencyField("/upTo/currency", approvalLimits[index]?.upTo.currency),
      {
        kind: "money",
        name: "upTo",
        label: "Approves up to",
        currency: { field: `${name}.${index}.currency` },
        value: approvalLimits[index]?.upTo.amount,
        isRequired: true,
      },
    ],
  };
}

/** From which amount on somebody else has to approve. */
export function approvalRows({ approvalRequiredFrom }: FunderSettings): Rows {
  const name = "approvalRequiredFrom";
  return {
    kind: "rows",
    name,
    legend: "Paid only after somebody else approved",
    rowLegend: (index) => `Currency ${index + 1}`,
    hint: "One amount a currency. Without any, approval is optional. Empty both fields to take one away.",
    count: Math.max(1, approvalRequiredFrom.length),
    most: 20,
    more: "Add a currency",
    fields: (index) => [
      currencyField("/currency", approvalRequiredFrom[index]?.currency),
      {
        kind: "money",
        name: "amount",
        pointer: "",
        label: "From this amount on",
        currency: { field: `${name}.${index}.currency` },
        value: approvalRequiredFrom[index]?.amount,
        isRequired: true,
      },
    ],
  };
}

/** At which yearly rate promises are discounted, from which day on. */
export function discountRows({ discountRates }: FunderSettings): Rows {
  return {
    kind: "rows",
    name: "discountRates",
    legend: "Discount rates",
    rowLegend: (index) => `Rate ${index + 1}`,
    hint: "For promises that are recognised from a day on. Empty both fields to take one away.",
    count: Math.max(1, discountRates.length),
    most: 50,
    more: "Add a rate",
    fields: (index) => [
      {
        kind: "date",
        name: "from",
        label: "From",
        value: discountRates[index]?.from,
        isRequired: true,
      },
      {
        kind: "text",
        name: "rate",
        label: "Yearly rate",
        hint: "As a decimal, like 0.04 for 4 %.",
        most: 10,
        value: discountRates[index]?.rate,
        isRequired: true,
      },
    ],
  };
}

function currencyField(pointer: string, value: string | undefined): Field {
  return {
    kind: "text",
    name: "currency",
    pointer,
    label: "Currency",
    hint: "Like USD.",
    most: 3,
    value,
    isRequired: true,
  };
}
