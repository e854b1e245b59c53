/** The letters of a column as spreadsheets name it: 0 is "A", 27 is "AB". */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26) - 1;
  return (rest < 0 ? "" : columnLetters(rest)) + String.fromCharCode(65 + (index % 26));
}

/** The address of a cell: `cellAddress(2, 12)` is "C12". `row` counts from 1, `column` from 0. */
export function cellAddress(column: number, row: number): string {
  return `${columnLetters(column)}${row}`;
}

/** Column and row of an address, or undefined where it is none. Columns end at XFD, as in every spreadsheet. */
export function cellAt(address: string): { readonly column: number; readonly row: number } | undefined {
  const [, letters = "", digits = ""] = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/.exec(address) ?? [];
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return column < 0 || column > 16_383 ? undefined : { column, row: Number(digits) };
}
