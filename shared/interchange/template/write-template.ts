import { toCsv } from "../../platform/csv.ts";
import { ENTRIES, SHEET_NAME, type TemplateCell } from "./template-format.ts";
import { INSTRUCTIONS, templateRows } from "./template-rows.ts";

/** A template as CSV, with the mark by which spreadsheets know that it is UTF-8. */
export function templateCsv(cells: readonly TemplateCell[]): string {
  const { mark, titles, rows } = templateRows(cells);
  const records = rows.map((row) =>
    Object.fromEntries(row.map((text, index) => [titles[index] ?? "", text])),
  );
  const [name, hint] = mark;
  return `\uFEFF${name},"${hint}"\r\n${toCsv(titles, records)}`;
}

const TITLE = { fontWeight: "bold", backgroundColor: "#d9e2ec", wrap: true, alignVertical: "top" } as const;
const ENTRY = { backgroundColor: "#fff8dc" } as const;
const MACHINE = { textColor: "#9aa5b1" } as const;

/**
 * A template as an XLSX workbook: the rows, what is to be filled in coloured, and a sheet that says how. What writes workbooks is
 * loaded with the first one.
 */
export async function templateXlsx(cells: readonly TemplateCell[]): Promise<Uint8Array> {
  const { default: writeWorkbook } = await import("write-excel-file/node");
  const { mark, titles, rows } = templateRows(cells);
  const isEntry = titles.map((title) => ENTRIES.some((entry) => entry === title));
  const styleOf = (index: number) => (isEntry[index] ? ENTRY : index === titles.length - 1 ? MACHINE : {});
  const text = (value: string, style: object) =>
    value === "" ? { ...style } : { value, type: String, ...style };
  const data = [
    mark.map((value) => ({ value, type: String, fontWeight: "bold" as const })),
    titles.map((value) => ({ value, type: String, ...TITLE })),
    ...rows.map((row) => row.map((value, index) => text(value, styleOf(index)))),
  ];
  const how = INSTRUCTIONS.map((value) => [{ value, type: String, wrap: true }]);
  const columns = titles.map((title, index) => ({ width: widthOf(title, index) }));
  return writeWorkbook([
    { data, sheet: SHEET_NAME, columns, stickyRowsCount: 2 },
    { data: how, sheet: "How to fill in", columns: [{ width: 110 }] },
  ]).toBuffer();
}

function widthOf(title: string, index: number): number {
  if (index === 0 || title === "Note") return 36;
  return { Period: 36, Place: 28, Key: 20, "Indicator id": 14 }[title] ?? 16;
}
