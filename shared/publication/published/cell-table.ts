import type { PublishedCell } from "../../disclosure/release/published-cell.ts";
import type { CellAddress } from "../../disclosure/release/release-cell.ts";
import { toCsv } from "../../platform/csv.ts";
import { bandWords } from "./band-words.ts";
import type { DerivedNumber } from "./derived.ts";
import { labelsOf } from "./labels.ts";
import type { Manifest } from "./manifest.ts";

const ADDRESS_COLUMNS = [
  "indicatorId",
  "indicator",
  "placeCode",
  "place",
  "dimensionKey",
  "category",
  "group",
  "periodKey",
  "period",
  "periodStart",
  "periodEnd",
] as const;

/** The columns of published cells as CSV. */
export const CELL_COLUMNS = [
  ...ADDRESS_COLUMNS,
  "unit",
  "numerator",
  "denominator",
  "value",
  "bandFrom",
  "bandTo",
  "band",
  "status",
  "statusText",
  "unreliable",
] as const;

const DERIVED_COLUMNS = [
  ...ADDRESS_COLUMNS,
  "measure",
  "unit",
  "value",
  "status",
  "statusText",
  "unreliable",
  "comparedWithPeriod",
  "comparedWithDimension",
  "comparedWithCategory",
] as const;

/** Why there is no number, in words: the same for everything hidden. */
const STATUS_TEXTS: Readonly<Record<PublishedCell["status"], string>> = {
  ok: "",
  u: "not reliable enough to show",
  z: "not applicable",
  w: "none recorded",
  x: "not available",
  c: "protected: could identify a child",
};

/** Published cells as CSV (RFC 4180) with their labels; a hidden one is a row with empty figures, status "c". */
export function cellsCsv(manifest: Manifest, cells: readonly PublishedCell[]): string {
  const address = addressFields(manifest);
  const rows = cells.map((cell) => ({
    ...address(cell),
    unit: unitOf(manifest, cell.indicatorId),
    numerator: numberText(cell.numerator),
    denominator: numberText(cell.denominator),
    value: numberText(cell.value),
    bandFrom: numberText(cell.band?.from),
    bandTo: numberText(cell.band?.to),
    band: cell.band ? bandWords(cell.band) : "",
    ...statusFields(cell),
  }));
  return toCsv(CELL_COLUMNS, rows);
}

/** Derived numbers as CSV. */
export function derivedCsv(manifest: Manifest, numbers: readonly DerivedNumber[]): string {
  const address = addressFields(manifest);
  const rows = numbers.map((number) => ({
    ...address(number),
    measure: number.measure,
    unit: number.unit,
    value: numberText(number.value),
    ...statusFields(number),
    comparedWithPeriod: number.comparedWith?.periodKey ?? "",
    comparedWithDimension: number.comparedWith?.dimensionKey ?? "",
    comparedWithCategory: number.comparedWith?.category ?? "",
  }));
  return toCsv(DERIVED_COLUMNS, rows);
}

function addressFields(manifest: Manifest) {
  const labels = labelsOf(manifest);
  const names = new Map(manifest.indicators.map(({ id, name }) => [id, name]));
  const periods = new Map(manifest.periods.map((period) => [period.key, period]));
  return ({ indicatorId, placeCode, dimensionKey, category, periodKey }: CellAddress) => ({
    indicatorId,
    indicator: names.get(indicatorId) ?? "",
    placeCode,
    place: labels.place(placeCode),
    dimensionKey,
    category,
    group: labels.category(dimensionKey, category),
    periodKey,
    period: labels.period(periodKey),
    periodStart: periods.get(periodKey)?.start ?? "",
    periodEnd: periods.get(periodKey)?.end ?? "",
  });
}

function statusFields({ status, value, unreliable }: Pick<PublishedCell, "status" | "value" | "unreliable">) {
  const statusText = value === null ? STATUS_TEXTS[status] : "";
  return { status, statusText, unreliable: unreliable ? "true" : "" };
}

function unitOf({ indicators }: Manifest, id: string): string {
  return indicators.find((indicator) => indicator.id === id)?.unit ?? "";
}

/** A number as plain decimals, as spreadsheets and data packages read it. */
function numberText(value: number | null | undefined): string {
  if (value == null) return "";
  const text = String(value);
  if (!text.includes("e")) return text;
  return Math.abs(value) < 1 ? value.toFixed(20).replace(/\.?0+$/, "") : BigInt(value).toString();
}
