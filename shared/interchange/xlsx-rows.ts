import { fail, ok, type Result } from "../platform/result.ts";
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
  try {
    const book = openWorkbook(bytes);
    const sheet = chosen(book, choice.sheet);
    if (!sheet.ok) return sheet;
    return ok({ sheet: sheet.value.name, rows: sheetRows(sheet.value.xml(), book, choice) });
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
