import type { TableCell } from "./table-text.ts";

/** By which column a table is sorted, counted from 0, and which way. */
export type Order = { readonly column: number; readonly isDescending: boolean };

/** What the person set of a table. */
export type TableState = { readonly order?: Order | undefined; readonly filter: string };

/** A state as it stands in an address: "2d~cedar" is the third column, descending, and the rows that have "cedar". */
export function writeState({ order, filter }: TableState): string | undefined {
  if (!order && filter === "") return undefined;
  const sorted = order ? `${order.column}${order.isDescending ? "d" : "a"}` : "";
  return `${sorted}~${filter}`;
}

/** The state that an address names; what cannot be read is none. */
export function readState(text: string | null | undefined): TableState {
  const [, column, direction, filter = ""] = /^(?:(\d{1,3})([ad]))?~(.{0,200})$/s.exec(text ?? "") ?? [];
  if (column === undefined) return { filter };
  return { order: { column: Number(column), isDescending: direction === "d" }, filter };
}

/** In which language a page is, and the locale in which its numbers are written. */
export type Spoken = { readonly language: string; readonly numbers: string };

/**
 * The order of rows by one of their cells, as indexes: numbers by size, days by time, words as the language orders them, equals as they
 * stood. What is empty or hidden comes last both ways, as it stood: its place says nothing.
 */
export function orderOf(cells: readonly TableCell[], isDescending: boolean, spoken: Spoken): number[] {
  const keys = cells.map((cell) => (cell.isHidden ? "" : (cell.value ?? cell.text).trim()));
  const numbers = keys.map((key) => (key === "" ? undefined : numberOf(key, spoken.numbers)));
  const areNumbers = keys.every((key, index) => key === "" || numbers[index] !== undefined);
  const { compare } = new Intl.Collator(spoken.language, { numeric: true, sensitivity: "base" });
  const sign = isDescending ? -1 : 1;
  return keys
    .map((_, index) => index)
    .sort((a, b) => {
      const [first = "", second = ""] = [keys[a], keys[b]];
      if (first === "" || second === "") return Number(first === "") - Number(second === "") || a - b;
      const by = areNumbers ? (numbers[a] ?? 0) - (numbers[b] ?? 0) : compare(first, second);
      return by * sign || a - b;
    });
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/**
 * The number or the day that a text says: "−$1,200.50", "54.0%", "12.3 per 1,000", "2026-01-31", "31 Jan 2026"; numbers as the locale
 * writes them, "1.250,00 €" in German, or as machines do.
 */
export function numberOf(text: string, numbers: string): number | undefined {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)(?:T|$)/.exec(text) ?? [];
  if (year !== undefined) return text.length > 10 ? at(Date.parse(text)) : dayOf(year, Number(month), date);
  const [, day, name = "", of] = /^(\d{1,2})\s(\p{L}{3})\s(\d{4})/u.exec(text) ?? [];
  const index = MONTHS.indexOf(name.toLowerCase());
  if (day !== undefined && index >= 0) return dayOf(of, index + 1, day);
  const [, minus, minusWithin, digits = ""] = NUMBER.exec(plainMarks(text, numbers)) ?? [];
  return digits === "" ? undefined : Number(digits) * (minus || minusWithin ? -1 : 1);
}

/** A number without groups, with its currency before or after it, or its unit. */
const NUMBER =
  /^([−-]?)\+?(?:\p{Lu}{0,3}\p{Sc}\s?|\p{Lu}{3}(?=[\s−-])\s?|%)?([−-]?)(\d+(?:\.\d+)?)(?:\s?%|\s(?:points|per\s\d+)|\s?\p{Lu}{0,3}\p{Sc}\p{Lu}{0,3}|\s\p{Lu}{3})?$/u;

/** A text with the numbers in it as machines write them. */
function plainMarks(text: string, numbers: string): string {
  const parts = new Intl.NumberFormat(numbers, {
    useGrouping: "always",
    numberingSystem: "latn",
  }).formatToParts(12345.6);
  const mark = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  const [group, decimal] = [mark("group"), mark("decimal")];
  return text
    .replaceAll(group, (_, index: number) => (isBetweenDigits(text, index, group.length) ? "" : group))
    .replace(decimal, ".");
}

function isBetweenDigits(text: string, index: number, length: number): boolean {
  return /\d/.test(text[index - 1] ?? "") && /^\d{3}/.test(text.slice(index + length));
}

function dayOf(year: string | undefined, month: number, day: string | undefined): number | undefined {
  return at(Date.UTC(Number(year), month - 1, Number(day)));
}

function at(milliseconds: number): number | undefined {
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

/** Whether a row has each of the words that are looked for, whatever their case and accents. */
export function fits(row: readonly TableCell[], filter: string): boolean {
  const text = plain(row.map((cell) => cell.text).join(" "));
  return plain(filter)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
