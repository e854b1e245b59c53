import type { Money } from "../../platform/money.ts";
import {
  decimal,
  formatChange,
  formatDate,
  formatFigure,
  formatInstant,
  formatMoney,
  type Shown,
} from "../wording/format.ts";
import type { Cell } from "./report-document.ts";

/** A figure or what is computed of figures, in its unit. */
type Cited = Shown & { readonly from: readonly string[] };

const NOTHING: Cell = { text: "", value: null };

/** Words, or nothing. */
export function textCell(text: string | undefined): Cell {
  return text === undefined ? NOTHING : { text, value: text };
}

/** Why there is no value, in words where there usually is one. */
export function noCell(text: string, status = "z"): Cell {
  return { text, value: null, status };
}

/** An amount: exact as its decimal string, grouped for people. */
export function moneyCell(money: Money | undefined): Cell {
  return money ? { text: formatMoney(money), value: money.amount, unit: money.currency } : NOTHING;
}

/** A day of the calendar. */
export function dateCell(day: string | undefined): Cell {
  return day === undefined ? NOTHING : { text: formatDate(day), value: day };
}

/** The instant at which something was recorded, in UTC. */
export function instantCell(instant: string | undefined): Cell {
  return instant === undefined ? NOTHING : { text: formatInstant(instant), value: instant };
}

/** A count of things that are no children: tests, months, respondents. */
export function countCell(count: number | undefined): Cell {
  return count === undefined ? NOTHING : { text: decimal(count, 0), value: String(count) };
}

/** A figure with what it was computed from; a hidden one says so, and has the status that says so to machines. */
export function figureCell(figure: Cited | undefined, none = "none"): Cell {
  return figure ? cited(figure, formatFigure(figure)) : noCell(none, "w");
}

/** A difference, with its sign. */
export function changeCell(figure: Cited | undefined, none = "none to tell yet"): Cell {
  return figure ? cited(figure, formatChange(figure)) : noCell(none);
}

/** A bound or a count beside a figure, which is hidden where the figure is. */
export function besideCell(
  figure: Pick<Cited, "value" | "status" | "withheldBy" | "from"> | undefined,
  beside: number | null | undefined,
  show: (value: number) => string,
): Cell {
  if (!figure) return NOTHING;
  if (figure.value === null) return { ...NOTHING, status: figure.status };
  return beside === null || beside === undefined
    ? NOTHING
    : { text: show(beside), value: decimalOf(beside), refs: figure.from };
}

function cited(figure: Cited, text: string): Cell {
  const { value, status, from } = figure;
  const beside = { unit: unitOf(figure), ...(from.length > 0 ? { refs: from } : {}) };
  return value === null
    ? { text, value: null, status, ...beside }
    : { text, value: decimalOf(value), ...beside };
}

/** In what a figure is measured, as one word or two: "percent", "rate 1000", "USD". */
function unitOf({ unit, ratePer, currency }: Shown): string {
  if (unit === "currency") return currency ?? unit;
  return ratePer === undefined ? unit : `${unit} ${ratePer}`;
}

/** A number as a decimal string, to six decimals where it would be written with an exponent. */
export function decimalOf(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(6) : text;
}
