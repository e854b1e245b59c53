import type { Money } from "../../platform/money.ts";
import { numberLocale, OWN_LOCALE } from "./reader.ts";

const NO_BREAK = "\u00a0";
const MINUS = "\u2212";

/** Why there is no value, in words. A hidden one is shown as hidden. */
const STATUS_WORDS: Readonly<Record<string, string>> = {
  c: "protected: could identify a child",
  x: "not available",
  z: "not applicable",
  u: "not reliable enough to show",
  w: "none recorded",
};

/** A number of a page, with its unit; `FigureSchema` and `DerivedSchema` of reporting are such. */
export type Shown = {
  readonly value: number | null;
  readonly unit: string;
  readonly ratePer?: number | undefined;
  readonly currency?: string | undefined;
  readonly status: string;
  readonly withheldBy?: "agreement" | undefined;
};

/** Why a figure has no value. */
export function statusWords({ status, withheldBy }: Pick<Shown, "status" | "withheldBy">): string {
  if (withheldBy === "agreement") return "not published by agreement";
  return STATUS_WORDS[status] ?? "not recorded";
}

/**
 * Money for people: "$9,500,000.00", "−£12.50", "CHF 3"; for a reader elsewhere as it is written there. Exact: the decimal string is never
 * made a number.
 */
export function formatMoney({ amount, currency }: Money): string {
  const locale = numberLocale();
  if (locale !== OWN_LOCALE) return localMoney({ amount, currency }, locale);
  const negative = amount.startsWith("-");
  const [whole = "0", decimals] = amount.replace("-", "").split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${negative ? MINUS : ""}${symbolOf(currency)}${grouped}${decimals === undefined ? "" : `.${decimals}`}`;
}

function localMoney({ amount, currency }: Money, locale: string): string {
  const digits = amount.split(".")[1]?.length ?? 0;
  const format = formatOf(locale, { style: "currency", currency, ...exactly(digits) });
  return format.format(amount as Intl.StringNumericLiteral).replace("-", MINUS);
}

/** Money without its decimals where they are all zero, for figures that stand alone. */
export function formatMoneyShort(money: Money): string {
  return formatMoney({ ...money, amount: money.amount.replace(/\.0+$/, "") });
}

const symbols = new Map<string, string>();

/** Made once for each currency, for the same reason as the formats of numbers. */
function symbolOf(currency: string): string {
  const known = symbols.get(currency);
  if (known !== undefined) return known;
  const parts = new Intl.NumberFormat("en-US", { style: "currency", currency }).formatToParts(0);
  const symbol = parts.find((part) => part.type === "currency")?.value ?? currency;
  const shown = /[A-Z]$/.test(symbol) ? `${symbol}${NO_BREAK}` : symbol;
  symbols.set(currency, shown);
  return shown;
}

/** A figure for people: "54.0%", "20.0 points", "12.3 per 1,000"; without a value, why there is none. */
export function formatFigure(figure: Shown): string {
  return figure.value === null ? statusWords(figure) : formatValue(figure.value, figure);
}

/** A difference with its sign: "+5.0 points". */
export function formatChange(figure: Shown): string {
  if (figure.value === null) return statusWords(figure);
  return `${figure.value > 0 ? "+" : ""}${formatValue(figure.value, figure)}`;
}

/** A value in its unit. */
export function formatValue(value: number, unit: Omit<Shown, "value" | "status" | "withheldBy">): string {
  switch (unit.unit) {
    case "percent":
      return percentText(decimal(value, 1));
    case "percentage-points":
      return `${decimal(value, 1)}${NO_BREAK}points`;
    case "rate":
      return `${decimal(value, 1)} per${NO_BREAK}${decimal(unit.ratePer ?? 1, 0)}`;
    case "count":
      return decimal(value, 0);
    case "currency":
      return formatMoney({ amount: value.toFixed(2), currency: unit.currency ?? "XXX" });
    case "ratio":
      return decimal(value, Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0);
    default:
      return decimal(value, 1);
  }
}

/** A number with grouped thousands and a fixed number of decimals, with a true minus sign. */
export function decimal(value: number, digits: number): string {
  const text = groupedBy(digits).format(Math.abs(value));
  return value < 0 && /[1-9]/.test(text) ? `${MINUS}${text}` : text;
}

/** A number with the sign of percent where the locale puts it: "54.0%", "54,0 %". */
function percentText(number: string): string {
  const parts = formatOf(numberLocale(), { style: "percent" }).formatToParts(0);
  return parts.map(({ type, value }) => (type === "integer" ? number : value)).join("");
}

function groupedBy(digits: number): Intl.NumberFormat {
  return formatOf(numberLocale(), exactly(digits));
}

function exactly(digits: number) {
  return { minimumFractionDigits: digits, maximumFractionDigits: digits };
}

/** More formats than readers have locales and currencies at a time; a locale that is made up must not fill the memory. */
const MOST_FORMATS = 500;
const formats = new Map<string, Intl.NumberFormat>();

/** Made once: a report writes numbers ten thousand times, and each making of a format takes longer than its use. */
function formatOf(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${options.style} ${options.currency} ${options.minimumFractionDigits}`;
  const known = formats.get(key);
  if (known) return known;
  if (formats.size >= MOST_FORMATS) formats.clear();
  const made = new Intl.NumberFormat(locale, { numberingSystem: "latn", ...options });
  formats.set(key, made);
  return made;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A day for people: "15 Jul 2024". */
export function formatDate(date: string): string {
  const [year = "", month = "", day = ""] = date.slice(0, 10).split("-");
  return `${Number(day)}${NO_BREAK}${MONTHS[Number(month) - 1] ?? ""}${NO_BREAK}${year}`;
}

/** An instant for people, in UTC: "15 Jul 2024, 09:30 UTC". */
export function formatInstant(instant: string): string {
  return `${formatDate(instant)}, ${instant.slice(11, 16)}${NO_BREAK}UTC`;
}

/** A word of a code with its first letter large and its hyphens gone: "Part paid". */
export function capitalised(code: string): string {
  const words = code.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
