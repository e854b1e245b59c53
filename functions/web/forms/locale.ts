import type { Context } from "hono";
import { minorDigits } from "../../../shared/platform/money.ts";

/** How the reader writes numbers: the first language that the browser asks for and this runtime knows; else American English. */
export function readerLocale(c: Context): string {
  const asked = (c.req.header("accept-language") ?? "").slice(0, 200).split(",");
  for (const entry of asked) {
    const tag = entry.split(";")[0]?.trim() ?? "";
    if (/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag) && isKnown(tag)) return tag;
  }
  return "en-US";
}

function isKnown(tag: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}

type Marks = { readonly group: string; readonly decimal: string };

/** The marks of a locale, in Latin digits. */
function marksOf(locale: string): Marks {
  const parts = numberFormat(locale, 1).formatToParts(1_234_567.8);
  const mark = (type: string, otherwise: string) =>
    parts.find((part) => part.type === type)?.value ?? otherwise;
  return { group: mark("group", ","), decimal: mark("decimal", ".") };
}

function numberFormat(locale: string, digits: number): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, {
    numberingSystem: "latn",
    useGrouping: "always",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** A decimal string as the reader would type it: "1250000.00" is "1.250.000,00" in German. Exact: never a floating-point number. */
export function amountForReader(amount: string, locale: string): string {
  const { group, decimal } = marksOf(locale);
  const [whole = "0", fraction] = amount.split(".");
  return groupedWhole(whole, locale, group) + (fraction === undefined ? "" : decimal + fraction);
}

/** Grouped as the locale groups; whole numbers of this size are exact. */
function groupedWhole(whole: string, locale: string, group: string): string {
  return whole.length > 15
    ? whole.replace(/\B(?=(\d{3})+$)/g, group)
    : numberFormat(locale, 0).format(BigInt(whole));
}

/** An amount in the reader's way of writing, for a hint. */
export function exampleAmount(currency: string, locale: string): string {
  const digits = minorDigits(currency) ?? 2;
  return amountForReader(`1250000${digits === 0 ? "" : `.${"0".repeat(digits)}`}`, locale);
}

/**
 * The exact decimal string of an amount as the reader types it, or undefined where it could be meant in two ways: groups stand where the
 * locale puts them or nowhere, the decimal mark is the locale's, and no more decimals follow than the currency has: "1.250" of dollars
 * may be one or a thousand. A currency's sign or code around it is let pass.
 */
export function readAmount(text: string, currency: string, locale: string): string | undefined {
  const { group, decimal } = marksOf(locale);
  const bare = withoutCurrency(text.trim(), currency, locale);
  const [written = "", fraction, ...more] = bare.split(decimal);
  if (more.length > 0 || (fraction !== undefined && !isFraction(fraction, currency))) return undefined;
  const whole = plainBlanks(written);
  const digits = whole.replaceAll(plainBlanks(group), "");
  if (!/^\d{1,15}$/.test(digits)) return undefined;
  const value = digits.replace(/^0+(?=\d)/, "");
  if (whole !== digits && whole !== plainBlanks(groupedWhole(value, locale, group))) return undefined;
  return fraction === undefined ? value : `${value}.${fraction}`;
}

function isFraction(text: string, currency: string): boolean {
  return /^\d+$/.test(text) && text.length <= (minorDigits(currency) ?? 2);
}

function withoutCurrency(text: string, currency: string, locale: string): string {
  const sign = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "narrowSymbol" })
    .formatToParts(0)
    .find((part) => part.type === "currency")?.value;
  const marks = [currency, sign ?? currency];
  const found = marks.find((mark) => text.startsWith(mark) || text.endsWith(mark));
  return found === undefined ? text : text.replace(found, "").trim();
}

/** Narrow and non-breaking blanks, and the typographic apostrophe, are on no keyboard. */
function plainBlanks(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, " ").replaceAll("\u2019", "'");
}
