import { MOST_MINOR, minorDigits, parseAmount, tooLarge } from "../platform/money.ts";
import { type Finding, finding, type Reading, rejection } from "./finding.ts";
import { kindOf } from "./raw-value.ts";

/** JSON writers leave noise such as 41133.770000000004; below this part of one unit of the currency it is rounded away. */
const NOISE = 1e-6;
const DIGITS = /^-?\d+(\.\d+)?$/;
const GROUPED = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/;

/**
 * The ISO 4217 currency of a grant or transaction. "gbp" and blanks around it are taken, with a finding; what ISO does not
 * know rejects, because the amount beside it then means nothing.
 */
export function readCurrency(raw: unknown, pointer: string): Reading<string> {
  if (raw === undefined || raw === null || raw === "")
    return rejected(
      pointer,
      "currency-missing",
      "The currency is missing. Write its ISO 4217 code, like GBP.",
    );
  if (typeof raw !== "string")
    return rejected(pointer, "currency-unknown", `The currency is ${kindOf(raw)}, not a code.`);
  const code = raw.trim().toUpperCase();
  if (minorDigits(code) === undefined)
    return rejected(
      pointer,
      "currency-unknown",
      `"${raw.slice(0, 40)}" is not an ISO 4217 currency code like GBP.`,
    );
  if (code === raw) return { value: code, findings: [] };
  return { value: code, findings: [finding(pointer, "currency-spelling", `"${raw}" was taken as ${code}.`)] };
}

/**
 * Integer minor units of an amount given as a JSON number, or as text of digits with or without commas between thousands.
 * Rejects: missing, not a number, negative, more decimals than the currency has beyond noise under 1e-6, too large to be
 * kept. Findings: `amount-rounded`, `amount-as-text`, `amount-zero`.
 * @param currency the grant's currency, or undefined where it is unknown: then the amount is only checked
 */
export function readAmount(raw: unknown, pointer: string, currency: string | undefined): Reading<number> {
  if (raw === undefined || raw === null || raw === "")
    return rejected(
      pointer,
      "amount-missing",
      "The amount is missing. Write it as a number, like 30000 or 30000.50.",
    );
  const decimal = decimalOf(raw);
  if (decimal === undefined) return rejected(pointer, "amount-not-a-number", notANumber(raw));
  if (decimal.startsWith("-") && Number(decimal) !== 0)
    return rejected(pointer, "amount-negative", "The amount is negative. An award is zero or more.");
  if (currency === undefined) return { value: undefined, findings: [] };
  const minor = exactOrRounded(decimal.replace("-", ""), pointer, currency);
  return {
    value: minor.value,
    findings: [...asText(raw, pointer), ...minor.findings, ...zero(minor.value, pointer)],
  };
}

/** The digits of a JSON number (never in exponent form below 1e21) or of numeric text; undefined for anything else. */
function decimalOf(raw: unknown): string | undefined {
  if (typeof raw === "number") return Number.isFinite(raw) ? plainDigits(raw) : undefined;
  if (typeof raw !== "string") return undefined;
  const text = raw.trim();
  return DIGITS.test(text) || GROUPED.test(text) ? text.replaceAll(",", "") : undefined;
}

function plainDigits(value: number): string {
  const text = String(value);
  return text.includes("e-") ? value.toFixed(20) : text;
}

function exactOrRounded(decimal: string, pointer: string, currency: string): Reading<number> {
  const exact = parseAmount(decimal, currency);
  if (exact.ok && exact.value > MOST_MINOR) return rejected(pointer, "amount-too-large", tooLarge(currency));
  if (exact.ok) return { value: exact.value, findings: [] };
  const digits = minorDigits(currency) ?? 0;
  const near = Number(decimal).toFixed(digits);
  const rounded = parseAmount(near, currency);
  if (!rounded.ok)
    return rejected(pointer, "amount-too-large", `The amount is too large to be kept exactly.`);
  if (Math.abs(Number(near) - Number(decimal)) >= NOISE) {
    const detail = `The amount ${decimal} has more decimals than ${currency} has (${digits}). Write an amount that can be paid.`;
    return rejected(pointer, "amount-too-many-decimals", detail);
  }
  return {
    value: rounded.value,
    findings: [finding(pointer, "amount-rounded", `${decimal} was rounded to ${near}.`)],
  };
}

function rejected<T>(pointer: string, rule: string, detail: string): Reading<T> {
  return { value: undefined, findings: [rejection(pointer, rule, detail)] };
}

function notANumber(raw: unknown): string {
  if (typeof raw !== "string") return `The amount is ${kindOf(raw)}. Write it as a number, like 30000.`;
  return `"${raw.slice(0, 40)}" is not a number. Write the amount as a number, like 30000, without signs or words.`;
}

function asText(raw: unknown, pointer: string): Finding[] {
  if (typeof raw !== "string") return [];
  return [
    finding(pointer, "amount-as-text", `The amount is text ("${raw}"); the standard asks for a number.`),
  ];
}

function zero(minor: number | undefined, pointer: string): Finding[] {
  return minor === 0 ? [finding(pointer, "amount-zero", "The amount is zero.")] : [];
}
