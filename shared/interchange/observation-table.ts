import type { Problem } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { ColumnMapping } from "./column-mapping.ts";
import {
  cleanCell,
  comparisonKey,
  type EmptyStatus,
  type EmptyTokens,
  emptyTokens,
  type NumberStyle,
} from "./csv-cells.ts";
import { type Columns, findColumns } from "./csv-columns.ts";
import { type CsvRow, parseCsv } from "./csv-table.ts";
import { decodeText } from "./text-decoding.ts";

/** The rows of one sheet of a workbook, as texts. */
export type SheetRows = { readonly sheet: string; readonly rows: readonly CsvRow[] };

/** A CSV file, or a sheet, whose columns were found: everything its rows are read with. */
export type ObservationTable = {
  readonly mapping: ColumnMapping;
  readonly columns: Columns;
  /** The rows below the titles, blank rows and footers included. */
  readonly rows: readonly CsvRow[];
  readonly tokens: EmptyTokens;
  readonly style: NumberStyle;
  /** Whether some rows are of a place that holds the places of other rows ("State of …" among districts). */
  readonly mixesParents: boolean;
  /** The sheet of a workbook that it is. */
  readonly sheet?: string;
};

/**
 * Opens a CSV file of observations, or the rows of a sheet, with a mapping. Bytes that are not UTF-8 are read as windows-1252,
 * which spreadsheets still write. Refused (`validation_failed`): a quote never closed; columns that cannot be found, each with a pointer
 * into the mapping and the titles there are; no rows below the titles.
 */
export function openObservationTable(
  source: string | Uint8Array | SheetRows,
  mapping: ColumnMapping,
): Result<ObservationTable> {
  const isSheet = typeof source === "object" && "rows" in source;
  const parsed = isSheet ? ok(source.rows) : csvRows(source, mapping.delimiter);
  if (!parsed.ok) return parsed;
  const columns = findColumns(mapping, parsed.value);
  if (!columns.ok) return isSheet ? columns : fail(withDelimiter(columns.problem, source, mapping));
  const rows = parsed.value.slice(columns.value.dataFrom);
  if (rows.length === 0)
    return fail({ code: "validation_failed", detail: "The file has no rows below its titles." });
  const style = { decimal: mapping.decimal };
  const tokens = emptyTokens(tokensOf(mapping), style);
  const sheet = isSheet ? { sheet: source.sheet } : {};
  const table = { mapping, columns: columns.value, rows, style, tokens, mixesParents: false, ...sheet };
  return ok({ ...table, mixesParents: mixesParents(table) });
}

const DELIMITERS = { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars" } as const;

/** Where the columns are there once the text is cut at another sign, the problem says at which. */
function withDelimiter(problem: Problem, source: string | Uint8Array, mapping: ColumnMapping): Problem {
  for (const [delimiter, name] of Object.entries(DELIMITERS)) {
    const rows = delimiter === mapping.delimiter ? undefined : csvRows(source, delimiter);
    if (!rows?.ok || !findColumns(mapping, rows.value).ok) continue;
    const detail = `The cells of this file are separated by ${name}: say so with "delimiter".`;
    return { ...problem, detail, errors: [{ pointer: "/delimiter", detail }] };
  }
  return problem;
}

/** The rows of a CSV, from its text or from its bytes. */
export function csvRows(source: string | Uint8Array, delimiter: string): Result<readonly CsvRow[]> {
  const text = typeof source === "string" ? ok(source) : decodeText(source, { fallback: "windows-1252" });
  return text.ok ? parseCsv(text.value, delimiter) : text;
}

function tokensOf({ statuses, hidden, missing }: ColumnMapping): (readonly [string, EmptyStatus])[] {
  return [
    ...Object.entries(statuses),
    ...hidden.map((token) => [token, "c"] as const),
    ...missing.map((token) => [token, "x"] as const),
  ];
}

/** How a row calls its place: what stands for the code, and the name where the mapping has one. */
export type PlaceLabel = { readonly printed: string; readonly name: string | undefined };

/** The place a row is about, as printed; "" where the row names none. */
export function labelOf({ mapping, columns, tokens }: ObservationTable, row: CsvRow): PlaceLabel {
  const { place, placeName } = mapping;
  const cell = (column: typeof placeName) => {
    const text = column === undefined ? "" : cleanCell(row.cells[columns.indexOf(column)] ?? "");
    return tokens.labels.has(comparisonKey(text)) ? "" : text;
  };
  const printed = place.constant ?? (cell(place.column) || cell(place.otherwise));
  return { printed, name: cell(placeName) || undefined };
}

const PARENT_NAMES =
  /^(state of .+|state ?-?wide.*|state( level| total)?|all districts|nation(al|wide)?|total)$/i;

/** Whether a place is one that holds others: by its name, or because the mapping lists it. */
export function isParentPlace({ place }: ColumnMapping, { printed, name }: PlaceLabel): boolean {
  const labels = [printed, ...(name === undefined ? [] : [name])];
  return labels.some((label) => PARENT_NAMES.test(label) || place.parents.includes(label));
}

/** Whether the mapping says what a place is: a parent, or one of a code of its own. Else a person has to. */
export function isMappedParent({ place }: ColumnMapping, { printed, name }: PlaceLabel): boolean {
  const labels = [printed, ...(name === undefined ? [] : [name])];
  return labels.some((label) => place.parents.includes(label) || Object.hasOwn(place.codes, label));
}

function mixesParents(table: ObservationTable): boolean {
  const kinds = new Set<boolean>();
  for (const row of table.rows) {
    const label = labelOf(table, row);
    if (row.cells.length < table.columns.width || label.printed === "") continue;
    kinds.add(isParentPlace(table.mapping, label));
    if (kinds.size === 2) return true;
  }
  return false;
}
