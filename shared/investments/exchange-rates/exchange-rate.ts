import * as z from "zod";
import { ReasonSchema } from "../../identity/reason.ts";
import { lazy } from "../../platform/lazy.ts";
import { CurrencySchema, minorDigits } from "../../platform/money.ts";
import { DateSchema } from "../../platform/time.ts";
import { Exact, exactMinorUnits } from "../accounting/exact.ts";

/** How much of one currency a unit of another is worth, as a decimal string above zero: "0.9215". */
export const ExchangeRateValueSchema = lazy(() =>
  z
    .string()
    .regex(
      /^(?=.*[1-9])\d{1,12}(\.\d{1,12})?$/,
      'Write the rate as a decimal string above zero, like "0.9215".',
    ),
);

/** Two currencies: a rate says how much of `to` one unit of `from` is worth. */
const pairShape = () => ({ from: CurrencySchema(), to: CurrencySchema() });

/** A rate of a day, as somebody supplies it: a recorded fact with its source, never looked up or inverted by the product. */
export const NewExchangeRateSchema = lazy(() =>
  z
    .strictObject({
      ...pairShape(),
      on: DateSchema(),
      rate: ExchangeRateValueSchema(),
      source: z.string().trim().min(1).max(200),
    })
    .refine(({ from, to }) => from !== to, { path: ["to"], message: "A currency has no rate into itself." })
    .meta({
      id: "NewExchangeRate",
      examples: [{ from: "USD", to: "EUR", on: "2026-06-30", rate: "0.9215", source: "ECB reference rate" }],
    }),
);
export type NewExchangeRate = z.infer<ReturnType<typeof NewExchangeRateSchema>>;

/** A recorded rate. Its revision is 1 until it is corrected. */
export const ExchangeRateSchema = lazy(() =>
  z
    .strictObject({
      ...pairShape(),
      on: DateSchema(),
      rate: ExchangeRateValueSchema(),
      source: z.string(),
      revision: z.int().positive(),
      recordedAt: z.iso.datetime(),
    })
    .meta({ id: "ExchangeRate" }),
);
export type ExchangeRate = z.infer<ReturnType<typeof ExchangeRateSchema>>;

export const MOST_RATES = 100;

/** Rates as they are sent in; the reason is needed where one of them corrects what is recorded. */
export const NewExchangeRatesSchema = lazy(() =>
  z
    .strictObject({
      rates: z.array(NewExchangeRateSchema()).min(1).max(MOST_RATES),
      reason: ReasonSchema().optional(),
    })
    .meta({ id: "NewExchangeRates" }),
);
export type NewExchangeRates = z.infer<ReturnType<typeof NewExchangeRatesSchema>>;

/** What became of each rate, in the order they were sent. */
export const ExchangeRatesAnswerSchema = lazy(() =>
  z
    .strictObject({
      rates: z.array(
        z.strictObject({
          ...pairShape(),
          on: DateSchema(),
          outcome: z.enum(["recorded", "revised", "unchanged", "rejected"]),
          revision: z.int().positive().optional(),
          detail: z.string().optional().meta({ description: "Why it was rejected." }),
        }),
      ),
    })
    .meta({ id: "ExchangeRatesAnswer" }),
);
export type RateAnswer = z.infer<ReturnType<typeof ExchangeRatesAnswerSchema>>["rates"][number];

/** Whether two rates of one day say the same: "0.5" and "0.50" are one rate. */
export function isSameRate(
  a: Pick<NewExchangeRate, "rate" | "source">,
  b: Pick<NewExchangeRate, "rate" | "source">,
): boolean {
  return new Exact(a.rate).equals(b.rate) && a.source === b.source;
}

type Conversion = { readonly from: string; readonly to: string; readonly rate: string };

/**
 * Minor units of one currency in those of another: amount × rate, with the decimals that each currency has (ISO 4217), rounded once,
 * half up. Undefined where the outcome would be too large to be exact; throws for a currency that ISO does not know.
 */
export function convertedMinor(amountMinor: number, by: Conversion): number | undefined {
  const [from, to] = [minorDigits(by.from), minorDigits(by.to)];
  if (from === undefined || to === undefined) throw new Error(`${by.from} or ${by.to} is no currency.`);
  return exactMinorUnits(new Exact(amountMinor).times(by.rate).times(new Exact(10).pow(to - from)));
}
