/** A cell of a table as it is read, sorted and copied. */
export type TableCell = {
  readonly text: string;
  /** Its value as machines read it: a decimal, a day; the text where there is none. */
  readonly value?: string | undefined;
  /** Whether it says why there is no value: it has no place in an order. */
  readonly isHidden?: boolean;
};

/** A plain decimal number, which no spreadsheet takes for more, whatever its sign. */
const DECIMAL = /^-?\d+(\.\d+)?$/;

/** What a spreadsheet would run: the same as in every CSV of the product. */
const FORMULA = /^[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/;

/** Told at the beginning of a file that it is UTF-8: without it, spreadsheets take names with accents for something else. */
const BYTE_ORDER_MARK = "\ufeff";

/** A cell as others take it: its value for machines where there is one, an apostrophe before what a spreadsheet would run. */
export function cellForFile({ text, value }: TableCell): string {
  const written = value ?? text;
  return FORMULA.test(written) && !DECIMAL.test(written) ? `'${written}` : written;
}

/** Rows as CSV (RFC 4180, lines ended by CR LF) for spreadsheets: with a byte order mark, and no formula in it. */
export function csvOf(rows: readonly (readonly TableCell[])[]): string {
  const lines = rows.map((row) => row.map((cell) => quoted(cellForFile(cell))).join(","));
  return `${BYTE_ORDER_MARK}${lines.map((line) => `${line}\r\n`).join("")}`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows separated by tabs, as spreadsheets paste them. */
export function tabbed(rows: readonly (readonly TableCell[])[]): string {
  return rows.map((row) => row.map(pasted).join("\t")).join("\n");
}

/** A cell that begins with a quote is quoted: spreadsheets take such quotes off, and would run the formula within. */
function pasted(cell: TableCell): string {
  const text = cellForFile(cell).replace(/\s+/g, " ");
  return text.startsWith('"') ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The name of a file of a table: its caption in letters that every system takes. */
export function fileNameOf(caption: string, ending: string): string {
  const plain = caption
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "");
  return `${plain === "" ? "table" : plain}.${ending}`;
}
