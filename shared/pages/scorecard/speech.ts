import type { Money } from "../../platform/money.ts";
import { type Period, periodLabel } from "../../platform/time.ts";
import type { Said } from "../../publication/published/scorecard-document.ts";
import type { Language } from "./languages.ts";
import { WORDS_EN, type WordKey, type WordList } from "./words-en.ts";
import { WORDS_ES } from "./words-es.ts";

/** As each is written where partnerships are. */
const LOCALES: Readonly<Record<Language, string>> = { en: "en-US", es: "es-US" };
export const CATALOGUES: Readonly<Record<Language, WordList>> = { en: WORDS_EN, es: WORDS_ES };

type Values = Readonly<Record<string, string | number>>;

/** What is measured, for words about its values. */
export type Measured = {
  readonly unit: string;
  readonly ratePer?: number | undefined;
  readonly currency?: string | undefined;
};

/** How a scorecard speaks in one language: its texts, numbers, days and money. */
export type Speech = {
  readonly language: Language;
  readonly say: (key: WordKey, values?: Values) => string;
  /** A text that depends on how many there are. */
  readonly sayCount: (key: CountKey, n: number, values?: Values) => string;
  readonly number: (value: number, digits?: number) => string;
  readonly list: (items: readonly string[]) => string;
  readonly day: (date: string) => string;
  readonly period: (period: Period | undefined, key: string) => string;
  readonly money: (money: Money) => string;
  readonly value: (value: number, measured: Measured) => string;
  /** Words of a partnership, and the language that they are in where it is another one. */
  readonly pick: (said: Said) => { readonly text: string; readonly lang?: Language };
};

type CountKey = "outcomes.of" | "gaps.of" | "missing.hidden";

/** The speech of a language. */
export function speechOf(language: Language): Speech {
  const locale = LOCALES[language];
  const say = (key: WordKey, values: Values = {}) =>
    CATALOGUES[language][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  const number = (value: number, digits = 0) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
      value,
    );
  const plurals = new Intl.PluralRules(locale);
  const money = (amount: Money) => moneyText(locale, amount);
  return {
    language,
    say,
    sayCount: (key, n, values = {}) =>
      say(plurals.select(n) === "one" ? `${key}.one` : `${key}.other`, { n: number(n), ...values }),
    number,
    list: (items) => new Intl.ListFormat(locale, { type: "unit", style: "long" }).format(items),
    day: (date) =>
      new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(
        new Date(`${date.slice(0, 10)}T00:00:00Z`),
      ),
    period: (period, key) => (period ? periodText(say, period) : key),
    money,
    value: (value, measured) => valueText({ say, number, money, locale }, value, measured),
    pick: ({ en, es }) => {
      if (language === "en") return { text: en };
      return es === undefined ? { text: en, lang: "en" } : { text: es };
    },
  };
}

/** Exact: the decimal string is never made a number. */
function moneyText(locale: string, { amount, currency }: Money): string {
  const options = { style: "currency", currency, trailingZeroDisplay: "stripIfInteger" } as const;
  return new Intl.NumberFormat(locale, options).format(amount as `${number}`);
}

function periodText(say: Speech["say"], period: Period): string {
  const { kind, start, end } = period;
  if (kind === "fiscal-year") return say("period.fiscal-year", { year: end.slice(0, 4) });
  if (kind === "quarter")
    return say("period.quarter", { quarter: Math.ceil(Number(end.slice(5, 7)) / 3), year: end.slice(0, 4) });
  if (kind === "custom" && start !== end) return say("period.span", { start, end });
  return periodLabel(period);
}

type Forms = Pick<Speech, "say" | "number" | "money"> & { readonly locale: string };

function valueText({ say, number, money, locale }: Forms, value: number, measured: Measured): string {
  const { unit, ratePer = 1, currency = "XXX" } = measured;
  switch (unit) {
    case "percent":
      return new Intl.NumberFormat(locale, {
        style: "unit",
        unit: "percent",
        minimumFractionDigits: 1,
        maximumFractionDigits: 1,
      }).format(value);
    case "percentage-points":
      return say("unit.points", { n: number(value, 1) });
    case "rate":
      return say("unit.rate", { n: number(value, 1), per: number(ratePer) });
    case "count":
      return number(value);
    case "currency":
      return money({ amount: value.toFixed(2), currency });
    case "ratio":
      return number(value, Math.abs(value) < 10 ? 2 : 1);
    default:
      return number(value, 1);
  }
}
