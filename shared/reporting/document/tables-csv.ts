import { toCsv } from "../../platform/csv.ts";
import type { Cell, Column, ReportDocument, Table } from "./report-document.ts";

/** The columns of all tables of a document in one file. */
export const LONG_COLUMNS = [
  "section",
  "table",
  "row",
  "rowName",
  "column",
  "columnName",
  "value",
  "text",
  "status",
  "unit",
  "refs",
] as const;

/** Between the references of one cell. */
const BETWEEN = " ";

/**
 * All tables of a document as one CSV (RFC 4180): a line for each cell but the first of a row, which names the row. `row` counts the rows of
 * a table from 1; `value` is what machines read and empty where there is none, `status` why ("ok" where there is one), `text` what people
 * read, `refs` the observation revisions behind it, a blank between them. What a spreadsheet would take for a formula has an apostrophe
 * before it.
 */
export function tablesCsv(document: ReportDocument): string {
  const rows = document.sections.flatMap(({ key: section, blocks }) =>
    blocks.flatMap((block) => (block.type === "table" ? linesOf(section, block) : [])),
  );
  return toCsv(LONG_COLUMNS, rows);
}

function linesOf(section: string, { key: table, columns, rows }: Table) {
  return rows.flatMap((cells, index) => {
    const row = { section, table, row: String(index + 1), rowName: cells[0]?.text ?? "" };
    return cells.slice(1).map((cell, at) => {
      const column = columns[at + 1];
      const { value, text, refs = [] } = cell;
      return {
        ...row,
        column: column?.key ?? "",
        columnName: column?.label ?? "",
        value: value ?? "",
        text,
        status: statusOf(cell),
        unit: cell.unit ?? column?.unit ?? "",
        refs: refs.join(BETWEEN),
      };
    });
  });
}

/**
 * One table as CSV: a column for each of its own under its key, values as machines read them. A column of numbers has beside it
 * `…Status`, which says why a value is missing; `refs` at the end are the observation revisions behind the row.
 */
export function tableCsv({ columns, rows }: Table): string {
  const titles = [...columns.flatMap((column) => titlesOf(column)), "refs"];
  const lines = rows.map((cells) => ({
    ...Object.fromEntries(cells.flatMap((cell, at) => fieldsOf(columns[at], cell))),
    refs: [...new Set(cells.flatMap(({ refs = [] }) => refs))].join(BETWEEN),
  }));
  return toCsv(titles, lines);
}

function titlesOf({ key, kind }: Column): string[] {
  return hasStatus(kind) ? [key, `${key}Status`] : [key];
}

function fieldsOf(column: Column | undefined, cell: Cell): [string, string][] {
  if (!column) return [];
  const value: [string, string] = [column.key, cell.value ?? ""];
  return hasStatus(column.kind) ? [value, [`${column.key}Status`, statusOf(cell)]] : [value];
}

function hasStatus(kind: Column["kind"]): boolean {
  return kind === "number" || kind === "percent";
}

/** "ok" of a value; of none why, or nothing where there is nothing to say. */
function statusOf({ value, status }: Cell): string {
  return value === null ? (status ?? "") : "ok";
}
