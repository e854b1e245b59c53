import { cellAt } from "./cell-position.ts";
import type { CsvRow } from "./csv-table.ts";
import { type NumberSystem, numberText } from "./xlsx-format.ts";
import { unescaped, type Workbook } from "./xlsx-workbook.ts";
import { readXml, type XmlEvents } from "./xml-events.ts";
import { ZipFault } from "./zip-archive.ts";

/** Gaps between rows are filled so far down, where titles are counted; below, a row is told by its number alone. */
const FILLED_ROWS = 100;
/** Empty cells before a full one count too: a sheet with a sign in its last column would otherwise fill the memory. */
const MOST_CELLS = 10_000_000;

/** Texts of the cells by row number. */
type Grid = Map<number, string[]>;

/**
 * The rows of a sheet as texts, `line` being the number of the row: stored texts as they are, so that codes keep their zeros; numbers as
 * they are shown (`numberText`); of a formula the value that was worked out last. A formula without one stands as "=…", an error as
 * "#REF!": both are told where a column of the mapping meets them. What is written once across merged rows stands in each of them.
 * Throws `XmlFault` or `ZipFault` where it cannot be read.
 */
export function sheetRows(xml: string, book: Workbook, { decimal }: Pick<NumberSystem, "decimal">): CsvRow[] {
  const grid: Grid = new Map();
  const merges: string[] = [];
  let cells = 0;
  const keep = ({ row, column }: Place, text: string) => {
    const texts = grid.get(row) ?? [];
    cells += Math.max(0, column + 1 - texts.length);
    if (cells > MOST_CELLS) throw tooLarge();
    while (texts.length < column) texts.push("");
    texts[column] = text;
    grid.set(row, texts);
  };
  const system = { is1904: book.is1904, decimal };
  readXml(xml, cellEvents({ merges, close: (cell) => keep(cell, cellText(cell, book, system)) }));
  fillMerged(grid, merges);
  return inOrder(grid);
}

type Place = { readonly row: number; readonly column: number };
type Cell = Place & {
  readonly type: string;
  readonly style: number;
  value: string;
  formula: string | undefined;
};
type Heard = { readonly merges: string[]; readonly close: (cell: Cell) => void };

/** Puts the elements of a sheet together to its cells, each handed on as it ends. */
function cellEvents({ merges, close }: Heard): XmlEvents {
  let [row, column, phonetic] = [0, -1, 0];
  let cell: Cell | undefined;
  let inside = "";
  return {
    open: (name, attributes) => {
      inside = name;
      if (name === "c") {
        const { r = "", t: type = "n", s: style = "0" } = attributes();
        const at = cellAt(r);
        [row, column] = [at?.row ?? row, at?.column ?? column + 1];
        cell = { row, column, type, style: Number(style), value: "", formula: undefined };
      } else if (name === "row") [row, column] = [Number(attributes().r ?? row + 1), -1];
      else if (name === "f" && cell) cell.formula = "";
      else if (name === "rPh") phonetic += 1;
      else if (name === "mergeCell") merges.push(attributes().ref ?? "");
    },
    text: (text) => {
      if (!cell) return;
      if (inside === "v" || (inside === "t" && phonetic === 0)) cell.value += text;
      else if (inside === "f") cell.formula += text;
    },
    close: (name) => {
      inside = "";
      if (name === "rPh") phonetic -= 1;
      if (name !== "c" || !cell) return;
      if (cell.value !== "" || cell.formula !== undefined) close(cell);
      cell = undefined;
    },
  };
}

function cellText({ type, value, formula, style }: Cell, book: Workbook, system: NumberSystem): string {
  if (formula !== undefined && value === "" && type !== "str") return `=${formula}`;
  if (type === "s") return book.texts[Number(value)] ?? "";
  if (type === "b") return value === "1" ? "TRUE" : "FALSE";
  if (type !== "n") return unescaped(value);
  return numberText(value, book.shown[style] ?? { kind: "plain" }, system);
}

/** Words of a merged cell hold for all of its rows; a number could be a sum, and stays where it is written. */
function fillMerged(grid: Grid, merges: readonly string[]): void {
  let filled = 0;
  const last = [...grid.keys()].reduce((most, row) => Math.max(most, row), 0);
  for (const merge of merges) {
    const [from, to] = merge.split(":").map(cellAt);
    const text = from && grid.get(from.row)?.[from.column];
    if (!from || !to || !text || !/\p{L}/u.test(text)) continue;
    for (let row = from.row + 1; row <= Math.min(to.row, last); row++) {
      if (++filled > MOST_CELLS) throw tooLarge();
      const cells = grid.get(row);
      if (!cells || cells[from.column]) continue;
      while (cells.length < from.column) cells.push("");
      cells[from.column] = text;
    }
  }
}

/** Every row is as wide as the widest, as it looks; rows that hold nothing are kept where titles may be counted. */
function inOrder(grid: Grid): CsvRow[] {
  const numbers = [...grid.keys()].sort((a, b) => a - b);
  const width = numbers.reduce((most, number) => Math.max(most, grid.get(number)?.length ?? 0), 0);
  if (width * numbers.length > MOST_CELLS) throw tooLarge();
  const above = Array.from({ length: Math.min(numbers.at(-1) ?? 0, FILLED_ROWS) }, (_, index) => index + 1);
  return [...above, ...numbers.filter((number) => number > FILLED_ROWS)].map((line) => {
    const cells = grid.get(line) ?? [];
    while (cells.length < width) cells.push("");
    return { line, cells };
  });
}

function tooLarge(): ZipFault {
  return new ZipFault("The sheet has too many cells. Cut it into several files.");
}
