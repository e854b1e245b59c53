import currencies from "currency-codes";
import * as z from "zod";
import { lazy } from "./lazy.ts";
import { invalidAt } from "./problem.ts";
import { fail, ok, type Result } from "./result.ts";

/** The largest amount of money that is taken, in minor units: 900 billion dollars. A hundred of them still add up exactly. */
export const MOST_MINOR = 90_000_000_000_000;

/** Money on the wire: a decimal string and an ISO 4217 code. Inside, it is integer minor units beside a currency. */
export const MoneySchema = lazy(() =>
  z
    .strictObject({
      amount: z.string().regex(/^\d{1,15}(\.\d{1,4})?$/, {
        error: 'Write the amount as a decimal string without signs or commas, like "20000000.00".',
        abort: true,
      }),
      currency: CurrencySchema(),
    })
    .superRefine((money, context) => {
      // Said at the currency already.
      if (minorDigits(money.currency) === undefined) return;
      const minor = parseAmount(money.amount, money.currency);
      const isTooLarge = minor.ok && minor.value > MOST_MINOR;
      if (isTooLarge)
        context.addIssue({ code: "custom", path: ["amount"], message: tooLarge(money.currency) });
      if (!minor.ok) context.addIssue({ code: "custom", path: ["amount"], message: minor.problem.detail });
    })
    .meta({ id: "Money", examples: [{ amount: "20000000.00", currency: "USD" }] }),
);

/** The refusal of an amount, or of a sum, that is above `MOST_MINOR`. */
export function tooLarge(currency: string): string {
  return `At most ${formatAmount(MOST_MINOR, currency)} ${currency} are kept.`;
}

/** An ISO 4217 currency code in use for amounts (funds codes and metals included, since ISO lists them). */
export const CurrencySchema = lazy(() =>
  z
    .string()
    .refine((code) => minorDigits(code) !== undefined, "This is not an ISO 4217 currency code.")
    .meta({ id: "Currency", examples: ["USD"] }),
);

/** Money that may be below zero: an adjustment or a difference. */
export const SignedMoneySchema = lazy(() =>
  z
    .strictObject({ amount: z.string().regex(/^-?\d{1,15}(\.\d{1,4})?$/), currency: CurrencySchema() })
    .meta({ id: "SignedMoney" }),
);

export type Money = { amount: string; currency: string };

/** Decimal places of a currency's minor unit (ISO 4217: USD 2, JPY 0, BHD 3), or undefined where ISO knows no such code. */
export function minorDigits(currency: string): number | undefined {
  return digitsByCode().get(currency);
}

/** The list as a map: an answer with many amounts looks its currency up many times. */
const digitsByCode = lazy(() => new Map(currencies.data.map(({ code, digits }) => [code, digits])));

/**
 * Integer minor units of a decimal string: `parseAmount("20000000.00", "USD")` is 2000000000.
 * Refused: a sign, more decimals than the currency has, more than Number.MAX_SAFE_INTEGER minor units.
 */
export function parseAmount(amount: string, currency: string): Result<number> {
  const digits = minorDigits(currency);
  if (digits === undefined)
    return fail(invalidAt("/currency", `${currency} is not an ISO 4217 currency code.`));
  const match = /^(\d+)(?:\.(\d+))?$/.exec(amount);
  if (!match) return fail(invalidAt("/amount", `"${amount}" is not a decimal amount like "1250.00".`));
  const [, whole = "0", fraction = ""] = match;
  if (fraction.length > digits && /[1-9]/.test(fraction.slice(digits)))
    return fail(invalidAt("/amount", `${currency} has ${digits} decimals; "${amount}" has more.`));
  const minor = Number(whole + fraction.slice(0, digits).padEnd(digits, "0"));
  return Number.isSafeInteger(minor)
    ? ok(minor)
    : fail(invalidAt("/amount", `"${amount}" is too large to be kept exactly.`));
}

/** The wire form of minor units: `money(2000000000, "USD")` is { amount: "20000000.00", currency: "USD" }. */
export function money(minor: number, currency: string): Money {
  return { amount: formatAmount(minor, currency), currency };
}

/** The decimal string of minor units, with as many decimals as the currency has. Negative values keep their sign. */
export function formatAmount(minor: number, currency: string): string {
  const digits = minorDigits(currency) ?? 2;
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  const sign = minor < 0 ? "-" : "";
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Minor units of money that a schema has accepted already; throws on anything a schema would have refused. */
export function toMinor(value: Money): number {
  const minor = parseAmount(value.amount, value.currency);
  if (!minor.ok) throw new Error(`Money that passed its schema cannot be read: ${minor.problem.detail}`);
  return minor.value;
}

/** The sum of integer minor units; throws where it would no longer be exact. */
export function sumMinor(amounts: Iterable<number>): number {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  if (!Number.isSafeInteger(sum)) throw new Error("A sum of money left the range that is exact.");
  return sum;
}
