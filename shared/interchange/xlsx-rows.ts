import { fail, ok, type Result } from "../platform/result.ts";
import type { CsvRow } from "./csv-table.ts";
import type { SheetRows } from "./observation-table.ts";
import type { NumberSystem } from "./xlsx-format.ts";
import { sheetRows } from "./xlsx-sheet.ts";
import { openWorkbook, type Workbook, type WorkbookSheet } from "./xlsx-workbook.ts";
import { XmlFault } from "./xml-events.ts";
import { ZipFault } from "./zip-archive.ts";

/** Which sheet, by its name or by its place among those that are shown (from 1), and how numbers are to be written. */
export type SheetChoice = Pick<NumberSystem, "decimal"> & { readonly sheet?: string | number | undefined };

/**
 * The rows of one sheet of an XLSX workbook. Where none is named, the only shown one that holds data; hidden ones are read only by
 * name. Refused (`validation_failed`): a file that cannot be read; a sheet that is not there; several to choose from, by name.
 */
export function workbookRows(bytes: Uint8Array, choice: SheetChoice): Result<SheetRows> {
  return unlessDamaged(() => {
    const book = openWorkbook(bytes);
    const sheet = chosen(book, choice.sheet);
    if (!sheet.ok) return sheet;
    return ok({ sheet: sheet.value.name, rows: sheetRows(sheet.value.xml(), book, choice) });
  });
}

/**
 * The rows of the shown sheet that begins as it is to; no rows where none does. Refused (`validation_failed`): a file that cannot be
 * read; more than one such sheet.
 */
export function markedRows(
  bytes: Uint8Array,
  isMarked: (rows: readonly CsvRow[]) => boolean,
): Result<SheetRows> {
  return unlessDamaged(() => {
    const book = openWorkbook(bytes);
    const shown = book.sheets.filter(({ isHidden }) => !isHidden);
    const read = shown.map((sheet) => ({
      sheet: sheet.name,
      rows: sheetRows(sheet.xml(), book, { decimal: "." }),
    }));
    const [first, ...others] = read.filter(({ rows }) => isMarked(rows));
    if (others.length > 0) return fail({ code: "validation_failed", detail: SEVERAL_TEMPLATES });
    return ok(first ?? { sheet: "", rows: [] });
  });
}

const SEVERAL_TEMPLATES =
  "Several sheets of the workbook are templates. Send one file for each, or put their rows into one.";

function unlessDamaged<T>(read: () => Result<T>): Result<T> {
  try {
    return read();
  } catch (error) {
    if (error instanceof ZipFault) return fail({ code: "validation_failed", detail: error.message });
    if (!(error instanceof XmlFault)) throw error;
    const detail = `The workbook is damaged (${error.message}). Save it anew and send that.`;
    return fail({ code: "validation_failed", detail });
  }
}

function chosen({ sheets }: Workbook, asked: string | number | undefined): Result<WorkbookSheet> {
  const shown = sheets.filter(({ isHidden }) => !isHidden);
  if (typeof asked === "number") return found(shown[asked - 1], shown);
  if (asked !== undefined) {
    const key = asked.trim().toLowerCase();
    return found(
      sheets.find(({ name }) => name === asked) ??
        sheets.find(({ name }) => name.trim().toLowerCase() === key),
      shown,
    );
  }
  const [first, ...others] = shown.filter((sheet) => /<(\w+:)?(v|is)[ >]/.test(sheet.xml()));
  if (first === undefined) return refuse("No sheet of the workbook that is shown holds data.");
  if (others.length === 0) return ok(first);
  return refuse(
    `Several sheets hold data: ${namesOf([first, ...others])}. Say which one is meant, by name or number.`,
  );
}

function found(sheet: WorkbookSheet | undefined, shown: readonly WorkbookSheet[]): Result<WorkbookSheet> {
  return sheet ? ok(sheet) : refuse(`There is no such sheet. The workbook has: ${namesOf(shown)}.`);
}

function namesOf(sheets: readonly WorkbookSheet[]): string {
  return sheets
    .map(({ name }) => `"${name}"`)
    .join(", ")
    .slice(0, 500);
}

function refuse(detail: string): Result<never> {
  return fail({ code: "validation_failed", detail, errors: [{ pointer: "/options/sheet", detail }] });
}
