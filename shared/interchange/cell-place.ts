import { cellAddress } from "./cell-address.ts";
import type { CsvRow } from "./csv-table.ts";
import { type Finding, pointerBelow } from "./finding.ts";
import type { ObservationTable } from "./observation-table.ts";

/** A table whose columns have titles. */
export type Titled = { readonly columns: Pick<ObservationTable["columns"], "titles"> };

/** A column as the file titles it: "Rate", "column 5" where it has no title, "" where there is no such column (-1). */
export function titleOf({ columns }: Titled, index: number): string {
  return columns.titles[index] || (index < 0 ? "" : `column ${index + 1}`);
}

/** Where a remark about a row belongs: the pointer of the line and column, and the name by which a spreadsheet calls the cell. */
export function cellPlace(
  table: Titled,
  row: Pick<CsvRow, "line" | "row">,
  index: number,
): Pick<Finding, "pointer" | "cell"> {
  if (index < 0) return { pointer: pointerBelow("/lines", row.line) };
  const cell = cellAddress(index, row.row ?? row.line);
  return { pointer: pointerBelow("/lines", row.line, titleOf(table, index)), cell };
}
