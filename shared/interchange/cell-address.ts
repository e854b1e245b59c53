/** The letters of a column as spreadsheets name it: 0 is "A", 27 is "AB". */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26) - 1;
  return (rest < 0 ? "" : columnLetters(rest)) + String.fromCharCode(65 + (index % 26));
}

/** The address of a cell: `cellAddress(2, 12)` is "C12". `row` counts from 1, `column` from 0. */
export function cellAddress(column: number, row: number): string {
  return `${columnLetters(column)}${row}`;
}
