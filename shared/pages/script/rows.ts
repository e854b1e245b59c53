import { textOf } from "./dom.ts";
import type { TableCell } from "./table-text.ts";

/** The cells of a row, a cell a column: one that spans several is the first of them, and the others are empty. */
export function cellsOf(row: HTMLTableRowElement): TableCell[] {
  return [...row.cells].flatMap((cell) => [
    cellOf(cell),
    ...Array.from({ length: cell.colSpan - 1 }, () => ({ text: "" })),
  ]);
}

function cellOf(cell: HTMLTableCellElement): TableCell {
  const text = textOf(cell);
  const hidden = cell.matches(".hid") ? cell : cell.querySelector(".hid");
  const isHidden = hidden !== null && textOf(hidden) === text;
  // What spans columns is a value of none of them.
  return { text, value: isHidden ? undefined : cell.dataset.v, isHidden: isHidden || cell.colSpan > 1 };
}

/** The heads by which a table can be sorted: none where heads or rows span, for then a row does not stand by itself. */
export function sortableHeads(table: HTMLTableElement): HTMLTableCellElement[] {
  const [head, second] = table.tHead?.rows ?? [];
  if (!head || second) return [];
  const spans = [...head.cells].some(({ colSpan }) => colSpan > 1);
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
  const groups = rows.some(
    ({ cells }) => cells.length === 1 || [...cells].some(({ rowSpan }) => rowSpan !== 1),
  );
  // A table of one column has rows of one cell, and no groups.
  return spans || (groups && head.cells.length > 1) ? [] : [...head.cells];
}
