import type { ProblemPlace } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Column, ColumnMapping, DimensionMapping, SeriesMapping } from "./column-mapping.ts";
import { cleanCell, comparisonKey } from "./csv-cells.ts";
import type { CsvRow } from "./csv-table.ts";

/** Where the titles are and which cell each mapped column is. `dataFrom` is the index of the first row of data. */
export type Columns = {
  readonly dataFrom: number;
  readonly titles: readonly string[];
  readonly indexOf: (column: Column) => number;
  readonly width: number;
  /** Indexes of the columns that the mapping names. */
  readonly mapped: readonly number[];
};

/** Titles are looked for so many rows down; further down it is data. */
const TITLE_ROWS = 50;

/**
 * Finds every mapped column: in the row the mapping names, or in the first row that holds all mapped titles. Refused
 * (`validation_failed`): columns that are not there, with pointers into the mapping and the titles there are.
 */
export function findColumns(mapping: ColumnMapping, rows: readonly CsvRow[]): Result<Columns> {
  const wanted = mappedColumns(mapping);
  const candidates = titleRows(mapping, wanted, rows);
  if (candidates.length === 0) return notFound(titlesNeeded(wanted));
  const attempts = candidates.map((row) => ({ row, missing: missingOf(wanted, rows, row) }));
  const found = attempts.find(({ missing }) => missing.length === 0);
  if (found !== undefined) return ok(columnsAt(found.row, rows, wanted));
  const [closest] = attempts.sort((a, b) => a.missing.length - b.missing.length);
  const titles = titlesOf(rows[closest?.row ?? -1]).filter((title) => title !== "");
  const list = titles.join(", ").slice(0, 300);
  const errors = (closest?.missing ?? []).map(({ pointer, column }) => {
    return { pointer, detail: `No column ${nameOf(column)}. The closest row of titles has: ${list}.` };
  });
  return notFound(errors);
}

function notFound(errors: readonly ProblemPlace[]): Result<never> {
  return fail({
    code: "validation_failed",
    detail: "The mapping names columns that the file does not have.",
    errors,
  });
}

type Wanted = { readonly pointer: string; readonly column: Column };

/** Indexes of the rows that may hold the titles; -1 stands for "no titles", where every column is given by position. */
function titleRows(mapping: ColumnMapping, wanted: readonly Wanted[], rows: readonly CsvRow[]): number[] {
  const { headerRow, skipRows } = mapping;
  const byPosition = wanted.every(({ column }) => typeof column === "object" && "position" in column);
  if (headerRow === 0 || (headerRow === undefined && byPosition)) return byPosition ? [skipRows - 1] : [];
  if (headerRow !== undefined) return [headerRow - 1];
  const count = Math.max(0, Math.min(rows.length - skipRows, TITLE_ROWS));
  return Array.from({ length: count }, (_, step) => skipRows + step);
}

function titlesNeeded(wanted: readonly Wanted[]): ProblemPlace[] {
  const named = wanted.filter(({ column }) => typeof column === "string" || "title" in column);
  if (named.length === 0) return [{ pointer: "", detail: "The file has no rows." }];
  return named.map(({ pointer, column }) => ({
    pointer,
    detail: `${nameOf(column)} is a title, but there is no row of titles to find it in. Give positions instead.`,
  }));
}

function missingOf(wanted: readonly Wanted[], rows: readonly CsvRow[], row: number): Wanted[] {
  const find = finder(rows, row);
  return wanted.filter(({ column }) => find(column) === undefined);
}

function columnsAt(row: number, rows: readonly CsvRow[], wanted: readonly Wanted[]): Columns {
  const find = finder(rows, row);
  const known = new Map(wanted.map(({ column }) => [column, find(column) ?? -1]));
  const indexOf = (column: Column) => known.get(column) ?? find(column) ?? -1;
  const mapped = [...new Set(known.values())];
  return { dataFrom: row + 1, titles: titlesOf(rows[row]), indexOf, width: Math.max(...mapped) + 1, mapped };
}

/** Looks columns up by title; `under` is a heading in the row above, which reaches right until the next heading. */
function finder(rows: readonly CsvRow[], row: number): (column: Column) => number | undefined {
  const titles = (rows[row]?.cells ?? []).map(comparisonKey);
  const headings = reaching((rows[row - 1]?.cells ?? []).map(comparisonKey), titles.length);
  return (column) => {
    if (typeof column === "object" && "position" in column) return column.position - 1;
    const { title, occurrence = 1, under } = typeof column === "string" ? { title: column } : column;
    const matches = [...titles.keys()].filter((index) => {
      const isTitled = titles[index] === comparisonKey(title);
      return isTitled && (under === undefined || headings[index] === comparisonKey(under));
    });
    return matches[occurrence - 1];
  };
}

function reaching(headings: readonly string[], width: number): string[] {
  let last = "";
  return Array.from({ length: width }, (_, index) => {
    last = headings[index] || last;
    return last;
  });
}

function titlesOf(row: CsvRow | undefined): string[] {
  return (row?.cells ?? []).map((cell) => cleanCell(cell));
}

function nameOf(column: Column): string {
  if (typeof column === "string") return `"${column}"`;
  if ("position" in column) return `number ${column.position}`;
  const under = column.under === undefined ? "" : ` under "${column.under}"`;
  return `"${column.title}"${under}${column.occurrence === undefined ? "" : ` (occurrence ${column.occurrence})`}`;
}

/** Every column a mapping names, with the JSON pointer of where it names it. */
function mappedColumns(mapping: ColumnMapping): Wanted[] {
  const { place, placeName, period, dimensions, where } = mapping;
  const own = mapping.format === "wide" ? mapping.series : [mapping];
  const prefix = (index: number) => (mapping.format === "wide" ? `/series/${index}` : "");
  return present([
    ["/place/column", place.column],
    ["/place/otherwise", place.otherwise],
    ["/placeName", placeName],
    ["/period/column", period?.column],
    ...dimensionColumns(dimensions, ""),
    ...where.map(({ column }, index): Named => [`/where/${index}/column`, column]),
    ...own.flatMap((series, index) => seriesColumns(series, prefix(index), mapping.format === "wide")),
  ]);
}

type Named = readonly [pointer: string, column: Column | undefined];
type Figures = Pick<SeriesMapping, "numerator" | "denominator" | "value"> & Partial<SeriesMapping>;

function seriesColumns(series: Figures, at: string, isWide: boolean): Named[] {
  return [
    [`${at}/numerator`, series.numerator],
    [`${at}/denominator`, series.denominator],
    [`${at}/value`, series.value],
    ...(isWide ? [[`${at}/period/column`, series.period?.column] as const] : []),
    ...(isWide ? dimensionColumns(series.dimensions ?? [], at) : []),
  ];
}

function dimensionColumns(dimensions: readonly DimensionMapping[], at: string): Named[] {
  return dimensions.map(({ column }, index): Named => [`${at}/dimensions/${index}/column`, column]);
}

function present(named: readonly Named[]): Wanted[] {
  return named.flatMap(([pointer, column]) => (column === undefined ? [] : [{ pointer, column }]));
}
