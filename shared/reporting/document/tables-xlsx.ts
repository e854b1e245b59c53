import type { Cell, Column, ReportDocument, Table } from "./report-document.ts";
import { tablesOf } from "./report-document.ts";

const TITLE = { fontWeight: "bold", backgroundColor: "#d9e2ec", wrap: true, alignVertical: "top" } as const;
/** A sheet's name may be so long, and may not hold the characters below. */
const LONGEST_NAME = 31;
const NOT_IN_NAMES = /[[\]:*?/\\]/g;
/** So many significant digits a number of a sheet keeps. */
const EXACT_DIGITS = 15;
/** So many characters a cell of a sheet holds. */
const LONGEST_TEXT = 32_767;

type SheetCell =
  | { readonly type: StringConstructor; readonly value: string; readonly wrap?: boolean }
  | { readonly type: NumberConstructor; readonly value: number; readonly format?: string }
  | { readonly type: DateConstructor; readonly value: Date; readonly format: string }
  | undefined;

/**
 * Tables of a document as an XLSX workbook: a sheet that says what it is and where each table stands, then a sheet for each table. Numbers
 * and amounts are numbers where a sheet keeps them exactly, else texts; days are days; a value that is not shown is its reason in words.
 * Texts are never formulas. What writes workbooks is loaded with the first one.
 */
export async function tablesXlsx(
  document: ReportDocument,
  tables: readonly Table[] = tablesOf(document),
): Promise<Uint8Array> {
  const { default: writeWorkbook } = await import("write-excel-file/node");
  const names = sheetNames(tables.map(({ key }) => key));
  const sheets = tables.map((table, index) => ({
    sheet: names[index] ?? table.key,
    data: [
      table.columns.map(({ label }) => ({ type: String, value: label, ...TITLE })),
      ...table.rows.map((row) => row.map((cell, at) => sheetCell(table.columns[at], cell))),
    ],
    columns: table.columns.map((column, at) => ({ width: widthOf(column, at) })),
    stickyRowsCount: 1,
  }));
  const about = { sheet: ABOUT, data: aboutRows(document, { tables, names }), columns: ABOUT_COLUMNS };
  return writeWorkbook([about, ...sheets]).toBuffer();
}

const ABOUT = "About";
const ABOUT_COLUMNS = [{ width: 34 }, { width: 100 }];

function aboutRows(
  document: ReportDocument,
  { tables, names }: { readonly tables: readonly Table[]; readonly names: readonly string[] },
) {
  const { title, lead, colophon } = document;
  return [
    [{ type: String, value: title, fontWeight: "bold" as const }],
    [textOf(lead)],
    ...tables.map(({ caption }, index) => [textOf(names[index] ?? ""), textOf(caption)]),
    ...colophon.map((line) => [textOf(line)]),
  ];
}

/** The names of sheets: keys, as far as a name holds them, each once. */
export function sheetNames(keys: readonly string[]): string[] {
  const taken = new Set([ABOUT.toLowerCase()]);
  return keys.map((key) => {
    const plain = key.replace(NOT_IN_NAMES, "-");
    let name = plain.slice(0, LONGEST_NAME);
    for (let number = 2; taken.has(name.toLowerCase()); number += 1)
      name = `${plain.slice(0, LONGEST_NAME - String(number).length - 1)}-${number}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

function sheetCell(column: Column | undefined, { text, value }: Cell): SheetCell {
  if (value === null) return text === "" ? undefined : textOf(text);
  switch (column?.kind) {
    case "date":
      return /^\d{4}-\d\d-\d\d$/.test(value)
        ? { type: Date, value: new Date(`${value}T00:00:00Z`), format: "yyyy-mm-dd" }
        : textOf(value);
    case "money":
      return isExact(value)
        ? { type: Number, value: Number(value), format: moneyFormat(value) }
        : textOf(value);
    case "number":
    case "percent":
      return isExact(value) ? { type: Number, value: Number(value) } : textOf(value);
    default:
      return textOf(value);
  }
}

/** Whether a sheet keeps a decimal string digit by digit. */
function isExact(value: string): boolean {
  const digits = value.replace(/^-/, "").replace(".", "").replace(/^0+/, "");
  return /^-?\d+(\.\d+)?$/.test(value) && digits.length <= EXACT_DIGITS;
}

/** As many decimals as the amount has. */
function moneyFormat(amount: string): string {
  const decimals = amount.split(".")[1]?.length ?? 0;
  return decimals === 0 ? "#,##0" : `#,##0.${"0".repeat(decimals)}`;
}

function textOf(value: string) {
  return { type: String, value: value.slice(0, LONGEST_TEXT) };
}

function widthOf({ kind }: Column, index: number): number {
  if (index === 0) return 40;
  return kind === "text" ? 28 : 16;
}
