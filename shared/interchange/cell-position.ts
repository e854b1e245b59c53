/** Column and row of an address, or undefined where it is none. Columns end at XFD, as in every spreadsheet. */
export function cellAt(address: string): { readonly column: number; readonly row: number } | undefined {
  const [, letters = "", digits = ""] = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/.exec(address) ?? [];
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return column < 0 || column > 16_383 ? undefined : { column, row: Number(digits) };
}
