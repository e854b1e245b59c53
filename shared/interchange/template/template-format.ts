import { createHash } from "node:crypto";
import { PERIOD_KINDS, type Period, type PeriodKind, periodLabel } from "../../platform/time.ts";
import { cleanCell, comparisonKey } from "../csv-cells.ts";

/** The form of a template: another one has another number, and says so in its first row. */
export const TEMPLATE_VERSION = 1;
/** What the first cell of a template begins with. */
export const TEMPLATE_MARK = "Throughline observation template version";
export const SHEET_NAME = "Observations";

/** One figure that a template asks for; measurement says which. */
export type TemplateCell = {
  readonly indicator: {
    readonly id: string;
    readonly name: string;
    readonly version: number;
    readonly unit: string;
    readonly ratePer?: number | undefined;
    readonly currency?: string | undefined;
  };
  readonly period: Period;
  readonly place: { readonly code: string; readonly name?: string | undefined };
  readonly dimensions: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
};

/** The columns before those of the dimensions, and after them. What is to be filled in stands between the unit and the key. */
export const ABOUT = ["Indicator", "Indicator id", "Period", "Place"] as const;
export const ENTRIES = ["Numerator", "Denominator", "Value", "Status", "Stage", "Note"] as const;
export const UNIT = "Unit";
export const KEY = "Key";
/** What stands in a dimension that a row is not split by. */
export const EVERYBODY = "everybody";

/** What a row is about, in the words that a person reads. */
export type RowWords = {
  readonly indicator: string;
  readonly period: string;
  readonly place: string;
  /** The label in each dimension, everybody left out or not. */
  readonly labels: Readonly<Record<string, string>>;
};

/** The words for a cell. Periods and places are written so that no spreadsheet takes them for a day or a number. */
export function wordsOf({ indicator, period, place, labels }: TemplateCell): RowWords {
  const { start, end } = period;
  const days = `${start} to ${end}`;
  const label = periodLabel(period);
  return {
    indicator: indicator.name,
    period: label === days ? days : `${label} (${days})`,
    place: place.name === undefined ? `Place ${place.code}` : `${place.name} (${place.code})`,
    labels,
  };
}

/** Which cell a row is, in one text that a machine reads, with a check over the words beside it. */
export function keyOf(cell: TemplateCell): string {
  const { indicator, period, place, dimensions } = cell;
  const subgroup = Object.entries(dimensions).map(([name, category]) => `${name}=${category}`);
  const parts = [
    indicator.id,
    String(indicator.version),
    `${period.start}_${period.end}`,
    period.kind,
    place.code,
    subgroup.sort().join("+") || "all",
  ].join("~");
  return `${parts}~${checkOf(parts, wordsOf(cell))}`;
}

/** What a key says. */
export type RowKey = {
  readonly indicatorId: string;
  readonly version: number;
  readonly period: Period;
  readonly placeCode: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Whether the words beside it are those that it was written with. */
  readonly goesWith: (words: RowWords) => boolean;
};

/** Reads a key; undefined where it is none. */
export function parseKey(key: string): RowKey | undefined {
  const [
    indicatorId = "",
    version = "",
    days = "",
    kind = "",
    placeCode = "",
    subgroup = "",
    check = "",
    ...rest
  ] = key.split("~");
  const [, start = "", end = ""] = /^(\d{4}-\d{2}-\d{2})_(\d{4}-\d{2}-\d{2})$/.exec(days) ?? [];
  const known = PERIOD_KINDS.find((one): one is PeriodKind => one === kind);
  const pairs = subgroup === "all" ? [] : subgroup.split("+").map((pair) => pair.split("="));
  const isWhole =
    /^ind_/.test(indicatorId) && /^\d+$/.test(version) && placeCode !== "" && /^[0-9a-f]{8}$/.test(check);
  if (!isWhole || !known || start === "" || rest.length > 0 || pairs.some((pair) => pair.length !== 2))
    return undefined;
  const parts = key.slice(0, -check.length - 1);
  return {
    indicatorId,
    version: Number(version),
    period: { start, end, kind: known },
    placeCode,
    dimensions: Object.fromEntries(pairs),
    goesWith: (words) => checkOf(parts, words) === check,
  };
}

/** Eight digits over a key and its words, compared as a person compares them: blanks and case make no difference. */
function checkOf(parts: string, { indicator, period, place, labels }: RowWords): string {
  const split = Object.entries(labels)
    .map(([dimension, label]) => [dimension, plain(label)])
    .filter(([, label]) => label !== "" && label !== EVERYBODY)
    .sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
  const words = [parts, plain(indicator), plain(period), plain(place), split];
  return createHash("sha256").update(JSON.stringify(words)).digest("hex").slice(0, 8);
}

/** A CSV puts an apostrophe before what a spreadsheet would run as a formula. */
function plain(text: string): string {
  return comparisonKey(cleanCell(text).replace(/^'(?=[=+\-@])/, ""));
}

/** The unit of an indicator as it is written for who fills in. */
export function unitWords({ unit, ratePer, currency }: TemplateCell["indicator"]): string {
  if (unit === "percent") return "percent, 0 to 100";
  if (unit === "rate") return `per ${(ratePer ?? 1).toLocaleString("en-US")}`;
  return unit === "currency" ? (currency ?? unit) : unit;
}
