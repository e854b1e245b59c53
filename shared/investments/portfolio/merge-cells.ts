import type { Cell } from "./stored-sums.ts";
import { plus, type Sums } from "./sums.ts";

/** The sums of several cells together. */
export function mergeCells(cells: readonly { readonly cell: Cell }[]): Cell {
  return cells.reduce<Sums>((sums, { cell }) => plus(sums, cell), {}) as Cell;
}
