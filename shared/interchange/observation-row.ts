import { remembered } from "../platform/remembered.ts";
import type { Period } from "../platform/time.ts";
import { cellFault, mangledCode } from "./cell-fault.ts";
import { cellPlace, titleOf } from "./cell-place.ts";
import type {
  Column,
  ColumnMapping,
  DimensionMapping,
  PeriodMapping,
  SeriesMapping,
} from "./column-mapping.ts";
import { cleanCell, comparisonKey, figureIn, sameCell } from "./csv-cells.ts";
import type { CsvRow } from "./csv-table.ts";
import type { Finding } from "./finding.ts";
import { type FigureName, readFigures } from "./observation-figures.ts";
import {
  isMappedParent,
  isParentPlace,
  labelOf,
  type ObservationTable,
  type PlaceLabel,
} from "./observation-table.ts";
import { periodOf } from "./period-label.ts";

/** One observation as a file states it. `value` is a percentage for shares; `status` says why there is none. */
export type ObservationInput = {
  readonly period: Period;
  readonly place: { readonly code: string; readonly name?: string };
  readonly dimensions: Readonly<Record<string, string>>;
  readonly numerator?: number;
  readonly denominator?: number;
  readonly value?: number;
  readonly status: "ok" | "c" | "x" | "z" | "u" | "w";
  readonly sourceHidden?: true;
};

/** A remark about a row: `column` as the file titles it, `pointer` `/lines/<line>/<title>`. "rejects" keeps the figures out. */
export type RowProblem = Finding & { readonly column: string };

/** What a row of the file came to. `line` counts from 1 as an editor does; `skipped` says why a row was not read. */
export type RowReading = Omit<CsvRow, "cells"> & {
  readonly observations: readonly ObservationInput[];
  /** Where the figure of each observation stands: the index of its column. */
  readonly columns: readonly number[];
  readonly problems: readonly RowProblem[];
  readonly skipped?: string;
  /** The cells that the row is about without a figure that can be read. */
  readonly claims?: readonly CellName[];
  /** It is also about cells of which nobody can tell which they are. */
  readonly isUnnamed?: true;
};

/** What an observation is of: a cell of its indicator. */
export type CellName = Pick<ObservationInput, "period" | "place" | "dimensions">;

/** Reads one row of a table into its observations, or tells why it was skipped. */
export function readRow(table: ObservationTable, row: CsvRow): RowReading {
  const { cells: _cells, ...at } = row;
  const skipped = reasonToSkip(table, row);
  if (skipped !== undefined) return { ...at, observations: [], columns: [], problems: [], skipped };
  const problems: RowProblem[] = [];
  const context: RowContext = { table, row, problems };
  reportFaults(context);
  if (problems.length > 0) return { ...at, observations: [], columns: [], problems, isUnnamed: true };
  const place = readPlace(context);
  const { mapping } = table;
  const several =
    mapping.format === "wide" ? mapping.series : [{ ...mapping, period: undefined, dimensions: [] }];
  const read = several.map((series) => readSeries(context, place, series));
  const good = read.flatMap(({ observation, column }) => (observation ? [{ observation, column }] : []));
  const reading = {
    ...at,
    observations: good.map(({ observation }) => observation),
    columns: good.map(({ column }) => column),
    problems: unrepeated(problems),
  };
  if (good.length === read.length) return reading;
  const claims = read.flatMap(({ observation, name }) => (observation || !name ? [] : [name]));
  return { ...reading, claims, ...(read.some(({ name }) => !name) ? { isUnnamed: true } : {}) };
}

type SeriesReading = {
  readonly name?: CellName;
  readonly observation?: ObservationInput;
  readonly column: number;
};

/** One observation of a row: of what it is, where that can be told, and with its figures, where they can be read. */
function readSeries(
  context: RowContext,
  place: ObservationInput["place"] | undefined,
  series: SeriesColumns,
): SeriesReading {
  const { mapping } = context.table;
  const period = readPeriod(context, series.period ?? mapping.period);
  const dimensions = readDimensions(context, [...mapping.dimensions, ...series.dimensions]);
  const figures = figuresOf(context, series);
  const column = figureColumn(context.table, series);
  if (place === undefined || period === undefined || dimensions === undefined) return { column };
  const name = { period, place, dimensions };
  return figures === undefined ? { name, column } : { name, observation: { ...name, ...figures }, column };
}

/** The column to look at for an observation: that of its value, else that of its numerator. */
function figureColumn({ columns }: ObservationTable, { value, numerator }: FigureColumns): number {
  const column = value ?? numerator;
  return column === undefined ? -1 : columns.indexOf(column);
}

type RowContext = { readonly table: ObservationTable; readonly row: CsvRow; readonly problems: RowProblem[] };

function reasonToSkip({ columns, mapping, style }: ObservationTable, row: CsvRow): string | undefined {
  const cells = row.cells.map(cleanCell);
  const filled = cells.filter((cell) => cell !== "").length;
  if (filled === 0) return "blank row";
  if (cells.length < columns.width || (filled === 1 && columns.width > 1))
    return "too few columns: a note or footer";
  if (columns.titles.length > 0 && columns.titles.every((title, index) => title === cells[index]))
    return "titles again";
  const failing = mapping.where.find(({ column, equals }) => {
    const cell = cells[columns.indexOf(column)] ?? "";
    return ![equals].flat().some((wanted) => sameCell(cell, wanted, style));
  });
  return failing === undefined ? undefined : "not selected";
}

/** Errors and formulas without a value, in columns that the mapping names: they are no words, and no figures. */
function reportFaults({ table, row, problems }: RowContext): void {
  for (const index of table.columns.mapped) {
    const text = row.cells[index] ?? "";
    const first = text.trimStart()[0];
    if (first !== "#" && first !== "=") continue;
    const cell = cleanCell(text);
    const fault = table.tokens.labels.has(comparisonKey(cell)) ? undefined : cellFault(cell);
    if (!fault) continue;
    problems.push({
      column: titleOf(table, index),
      ...cellPlace(table, row, index),
      severity: "rejects",
      ...fault,
    });
  }
}

/** Where a mapping says which places hold the others. */
const PARENTS = "/options/mapping/place/parents";

function readPlace(context: RowContext): ObservationInput["place"] | undefined {
  const { table, row } = context;
  const column = table.mapping.place.column;
  const label = labelOf(table, row);
  const { printed, name = "" } = label;
  const place = remembered(table.mapping.place, `${printed}\n${name}`, () => placeOf(table.mapping, label));
  const mangled = isWritten(table.mapping, label) ? mangledCode(printed) : undefined;
  if (mangled) {
    report(context, column, mangled);
    return undefined;
  }
  if (place.code === "" || place.code.length > 100) {
    const detail = place.code === "" ? "The row names no place." : "A place has at most 100 characters.";
    report(context, column, { rule: "place-missing", detail });
    return undefined;
  }
  if (table.mixesParents && isParentPlace(table.mapping, label)) {
    const detail = "This place holds the other places of the file. Never add it to them.";
    const open = isMappedParent(table.mapping, label) ? {} : { field: PARENTS };
    report(context, column, { rule: "parent-place", detail, severity: "finding", ...open });
  }
  return place;
}

/** Whether a place is as the file writes it, and the mapping says nothing of it. */
function isWritten({ place }: ColumnMapping, { printed }: PlaceLabel): boolean {
  return place.constant === undefined && !Object.hasOwn(place.codes, printed);
}

/** Codes are parts of keys: signs that cannot be in one are left out of a name that stands for a code ("School #5"). */
function placeOf({ place }: ColumnMapping, { printed, name }: PlaceLabel): ObservationInput["place"] {
  const mapped = Object.hasOwn(place.codes, printed) ? place.codes[printed] : undefined;
  const code = (mapped ?? printed)
    .replaceAll(/[#~|\p{C}]+/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  const known = name ?? (code === printed ? undefined : printed);
  return known === undefined ? { code } : { code, name: known.slice(0, 200) };
}

function readPeriod(context: RowContext, mapping: PeriodMapping | undefined): Period | undefined {
  if (mapping === undefined) return undefined;
  const label = mapping.constant ?? cellAt(context, mapping.column);
  const read = remembered(mapping, label, () => periodOf(label, mapping));
  if ("period" in read) return read.period;
  report(context, mapping.column, { rule: "period-unreadable", detail: read.problem });
  return undefined;
}

function readDimensions(
  context: RowContext,
  mappings: readonly DimensionMapping[],
): Readonly<Record<string, string>> | undefined {
  const read = mappings.map((mapping) => ({ mapping, category: categoryOf(context, mapping) }));
  if (read.some(({ category }) => category === undefined)) return undefined;
  const split = read.filter(({ category }) => category !== "");
  const named = split.map(({ mapping, category = "" }) => [mapping.dimension, category] as const);
  return remembered(context.table.mapping.dimensions, named.join("+"), () => Object.fromEntries(named));
}

/** The category a label stands for; "" for everybody, undefined (and a problem) where it is not known. */
function categoryOf(context: RowContext, mapping: DimensionMapping): string | undefined {
  const label = mapping.constant ?? cellAt(context, mapping.column);
  const category = remembered(mapping, label, () => categoryIn(mapping, label));
  if (category !== undefined) return category;
  const mangled = mangledIn(mapping, label);
  if (mangled) {
    report(context, mapping.column, mangled);
    return undefined;
  }
  const detail =
    comparisonKey(label) === ""
      ? "The row names no subgroup."
      : `"${label.slice(0, 60)}" is not a category: list it under "categories" of the mapping.`;
  report(context, mapping.column, { rule: "subgroup-unknown", detail });
  return undefined;
}

function categoryIn(mapping: DimensionMapping, label: string): string | undefined {
  const key = comparisonKey(label);
  const listed = Object.entries(mapping.categories ?? {}).find(([written]) => comparisonKey(written) === key);
  if (listed !== undefined) return listed[1];
  if (mapping.totals.some((total) => comparisonKey(total) === key)) return "";
  if (mangledIn(mapping, label)) return undefined;
  const slug = mapping.categories === undefined ? slugOf(key) : "";
  return slug !== "" && slug.length <= 60 ? slug : undefined;
}

/** What a spreadsheet made of a label, where the mapping does not list what labels stand for. */
function mangledIn(mapping: DimensionMapping, label: string): ReturnType<typeof mangledCode> {
  const isFree = mapping.constant === undefined && mapping.categories === undefined;
  return isFree ? mangledCode(label) : undefined;
}

/** A label as a category: "Two or More Races" is "two-or-more-races", "Español" is "espanol". */
function slugOf(label: string): string {
  const plain = label.normalize("NFKD").replaceAll(/\p{M}/gu, "");
  return plain.replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "");
}

type FigureColumns = Pick<SeriesMapping, FigureName>;
type SeriesColumns = FigureColumns & {
  readonly period?: PeriodMapping | undefined;
  readonly dimensions: readonly DimensionMapping[];
};

function figuresOf(context: RowContext, series: FigureColumns) {
  const { tokens, style, mapping } = context.table;
  const read = (column: Column | undefined) =>
    column === undefined ? undefined : figureIn(cellAt(context, column), tokens, style);
  const cells = {
    numerator: read(series.numerator),
    denominator: read(series.denominator),
    value: read(series.value),
  };
  const { figures, remarks } = readFigures(cells, mapping);
  for (const { figure, ...remark } of remarks)
    report(context, series[figure] ?? series.value ?? series.numerator, remark);
  return figures;
}

function cellAt({ table, row }: RowContext, column: Column | undefined): string {
  return column === undefined ? "" : cleanCell(row.cells[table.columns.indexOf(column)] ?? "");
}

type Remark = Pick<Finding, "rule" | "detail" | "field"> & { readonly severity?: Finding["severity"] };

function report({ table, row, problems }: RowContext, at: Column | undefined, remark: Remark): void {
  const index = at === undefined ? -1 : table.columns.indexOf(at);
  const column = titleOf(table, index);
  problems.push({ column, ...cellPlace(table, row, index), severity: "rejects", ...remark });
}

/** Series of one row share its subgroups and period, and would each say the same about them. */
function unrepeated(problems: readonly RowProblem[]): RowProblem[] {
  const seen = new Map(
    problems.map((problem) => [`${problem.pointer}#${problem.rule}#${problem.detail}`, problem]),
  );
  return [...seen.values()];
}
