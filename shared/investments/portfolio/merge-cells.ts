import type { Cell } from "./stored-sums.ts";
import { total } from "./sums.ts";

/** The sums of several cells together. */
export function mergeCells(cells: readonly { readonly cell: Cell }[]): Cell {
  return total(cells.map(({ cell }) => cell)) as Cell;
}
