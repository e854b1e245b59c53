import type { RateAnswer } from "../../../shared/investments/exchange-rates/exchange-rate.ts";
import { defined } from "../../../shared/platform/defined.ts";
import type { Problem } from "../../../shared/platform/problem.ts";
import { ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Answered } from "../forms/call-api.ts";
import type { Field } from "../forms/form.ts";

const RATES = "/settings/rates";

/** Records the rate of a day, or corrects one for a reason. */
export const exchangeRateForm: MakeForm = async ({ c }) =>
  ok({
    title: "Record an exchange rate",
    lead: "A recorded rate is never looked up or turned round by the product. Recording another one for the same day corrects it, and keeps both.",
    parts: rateFields((name) => c.req.query(name)?.slice(0, 20)),
    shape: (body) => ({ ...body, rates: ((body.rates ?? []) as readonly Rate[]).map(inCapitals) }),
    submit: "Record it",
    call: { method: "POST", path: "/exchange-rates" },
    refused: rejection,
    back: { address: RATES, text: "Exchange rates" },
    done: (answer) => {
      const { from = "", to = "" } = outcomeOf(answer) ?? {};
      return { address: `${RATES}?${new URLSearchParams({ from, to })}`, notice: "rate-recorded" };
    },
  });

type Rate = { readonly from?: string; readonly to?: string };

function inCapitals(rate: Rate): Rate {
  const { from, to } = rate;
  return { ...rate, ...defined({ from: from?.toUpperCase(), to: to?.toUpperCase() }) };
}

function outcomeOf({ body }: Answered): RateAnswer | undefined {
  return (body as { readonly rates?: readonly RateAnswer[] }).rates?.[0];
}

function rejection(answer: Answered): Problem | undefined {
  const outcome = outcomeOf(answer);
  if (outcome?.outcome !== "rejected") return undefined;
  return { code: "conflict", detail: outcome.detail ?? "The rate was not recorded." };
}

function rateFields(given: (name: string) => string | undefined): Field[] {
  const text = { kind: "text", isRequired: true } as const;
  return [
    {
      ...text,
      name: "from",
      pointer: "/rates/0/from",
      label: "One unit of",
      hint: "A currency, like EUR.",
      most: 3,
      value: given("from"),
    },
    {
      ...text,
      name: "to",
      pointer: "/rates/0/to",
      label: "Is worth so much of",
      hint: "A currency, like USD.",
      most: 3,
      value: given("to"),
    },
    {
      ...text,
      name: "rate",
      pointer: "/rates/0/rate",
      label: "Rate",
      hint: "With a point, like 1.0852.",
      most: 25,
    },
    { kind: "date", name: "on", pointer: "/rates/0/on", label: "Day", value: given("on"), isRequired: true },
    {
      ...text,
      name: "source",
      pointer: "/rates/0/source",
      label: "Where it is from",
      hint: "Like: ECB reference rate.",
      most: 200,
    },
    {
      kind: "area",
      name: "reason",
      label: "Why, where it corrects a recorded one",
      hint: "It stays in the history for good.",
    },
  ];
}
