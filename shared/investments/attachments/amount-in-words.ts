import { type Money, minorDigits } from "../../platform/money.ts";

const ONES = [
  "zero",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
  "thirteen",
  "fourteen",
  "fifteen",
  "sixteen",
  "seventeen",
  "eighteen",
  "nineteen",
] as const;
const TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"] as const;
/** By powers of a thousand, as in the United States: money of the product ends below 10^16 units. */
const SCALES = ["", " thousand", " million", " billion", " trillion", " quadrillion"] as const;

/**
 * Money in words as a cheque or a letter says it: "Two million five hundred thousand US dollars and 50/100". Decimals are said only
 * where there are any, over as many as the currency has (ISO 4217). Exact: worked out from the decimal string.
 */
export function amountInWords({ amount, currency }: Money): string {
  const [whole = "0", decimals = ""] = amount.split(".");
  const digits = minorDigits(currency) ?? 2;
  const words = wholeInWords(whole);
  const rest = /[1-9]/.test(decimals) ? ` and ${decimals.padEnd(digits, "0")}/1${"0".repeat(digits)}` : "";
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${unitName(whole, currency)}${rest}`;
}

function wholeInWords(whole: string): string {
  const padded = whole.padStart(Math.ceil(whole.length / 3) * 3, "0");
  const groups = (padded.match(/\d{3}/g) ?? []).map(Number);
  const said = groups.flatMap((group, index) =>
    group === 0 ? [] : [`${hundredsInWords(group)}${SCALES[groups.length - 1 - index]}`],
  );
  return said.length === 0 ? ONES[0] : said.join(" ");
}

function hundredsInWords(number: number): string {
  const hundreds = Math.floor(number / 100);
  const rest = number % 100;
  return [
    ...(hundreds > 0 ? [`${ONES[hundreds]} hundred`] : []),
    ...(rest > 0 || hundreds === 0 ? [belowHundred(rest)] : []),
  ].join(" ");
}

function belowHundred(number: number): string {
  if (number < 20) return String(ONES[number]);
  const ones = number % 10;
  return `${TENS[Math.floor(number / 10)]}${ones === 0 ? "" : `-${ONES[ones]}`}`;
}

/** "US dollar" or "US dollars", as the Unicode locale data name the currency. */
function unitName(whole: string, currency: string): string {
  const style = { style: "currency", currency, currencyDisplay: "name", maximumFractionDigits: 0 } as const;
  const parts = new Intl.NumberFormat("en-US", style).formatToParts(/^0*1$/.test(whole) ? 1 : 2);
  return parts.find(({ type }) => type === "currency")?.value ?? currency;
}
