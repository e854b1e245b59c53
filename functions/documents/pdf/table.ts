import type { Cell, Table } from "../../../shared/reporting/document/report-document.ts";
import { type Book, linesIn, makeRoom, turn, wrapOf } from "./book.ts";
import { columnWidths, isNumeric, PADDING } from "./columns.ts";
import { AREA, type Pen, rule, SOFT, write, writeBeside } from "./paper.ts";
import { STYLES, writeText } from "./prose.ts";
import { type Element, scoped } from "./tags.ts";
import type { Wrap } from "./wrap.ts";

/** A table as it is set: where its columns are, and how large its letters. */
type Setting = {
  readonly table: Table;
  readonly size: number;
  readonly leading: number;
  readonly wrap: Wrap;
  readonly pens: { readonly text: Pen; readonly without: Pen };
  readonly columns: readonly { readonly x: number; readonly width: number; readonly isRight: boolean }[];
};

const ROW_SPACE = 4;
const FEW_COLUMNS = 8;

/** A table over as many pages as it takes, its heading row on each of them; in the structure it stands once. */
export function writeTable(book: Book, parent: Element, table: Table): void {
  if (table.rows.length === 0) {
    writeText(book, parent, { role: "P", text: table.caption, style: STYLES.caption });
    writeText(book, parent, { role: "P", text: table.whenEmpty, style: STYLES.soft });
    return;
  }
  const { tags } = book;
  const setting = settingOf(book, table);
  const element = tags.open(parent, "Table");
  makeRoom(book, 80);
  writeText(book, element, { role: "Caption", text: table.caption, style: STYLES.caption });
  const head = tags.open(element, "THead");
  const row = tags.open(head, "TR");
  writeHead(book, setting, row);
  tags.close(row);
  tags.close(head);
  const body = tags.open(element, "TBody");
  for (const cells of table.rows) writeRow(book, setting, { body, cells });
  tags.close(body);
  tags.close(element);
  book.y += 10;
}

function settingOf(book: Book, table: Table): Setting {
  const size = table.columns.length > FEW_COLUMNS ? 7 : 8.5;
  const faces = { text: book.regular, head: book.bold };
  const widths = columnWidths(table, { faces, size, room: AREA.right - AREA.left });
  let x = AREA.left;
  const columns = table.columns.map((column, index) => {
    const width = widths[index] ?? 0;
    const placed = { x, width, isRight: index > 0 && isNumeric(column) };
    x += width;
    return placed;
  });
  const text = { face: book.regular, size };
  const pens = { text, without: { ...text, colour: SOFT } };
  return { table, size, leading: size * 1.25, wrap: wrapOf(book, text), pens, columns };
}

type Cells = readonly { readonly lines: readonly string[]; readonly pen: Pen }[];

/** The heading row: as such where `row` is given, and beside the structure where it is repeated. */
function writeHead(book: Book, setting: Setting, row?: Element): void {
  const { table, size, leading } = setting;
  const pen = { face: book.bold, size };
  const cells = table.columns.map(({ label }, index) => ({
    pen,
    lines: linesOf(book, setting, { index, label }),
  }));
  const height = Math.max(...cells.map(({ lines }) => lines.length)) * leading + 2 * ROW_SPACE;
  if (row) makeRoom(book, Math.min(height + 3 * leading, AREA.bottom - AREA.top));
  for (const [index, { lines }] of cells.entries()) {
    const placed = place(book, setting, { index, pen, lines });
    if (!row) writeBeside(book.sheet, { pen, lines: placed });
    else {
      const cell = book.tags.open(row, "TH", scoped("Column"));
      write(book.sheet, cell, { pen, lines: placed });
      book.tags.close(cell);
    }
  }
  book.y += height;
  underline(book, setting);
}

function linesOf(book: Book, { size, columns }: Setting, { index, label }: { index: number; label: string }) {
  return linesIn(book, label, { face: book.bold, size, width: (columns[index]?.width ?? 0) - 2 * PADDING });
}

function writeRow(
  book: Book,
  setting: Setting,
  { body, cells }: { body: Element; cells: readonly Cell[] },
): void {
  const { leading, columns } = setting;
  const set = cells.map((cell, index) => {
    const width = (columns[index]?.width ?? 0) - 2 * PADDING;
    return { pen: penOfCell(cell, setting), lines: setting.wrap(cell.text, width) };
  });
  const most = Math.max(1, ...set.map(({ lines }) => lines.length));
  const room = () => Math.floor((AREA.bottom - book.y - 2 * ROW_SPACE) / leading);
  const next = () => {
    turn(book);
    writeHead(book, setting);
  };
  // A row that is higher than a page is broken; any other goes to the next.
  if (most > room() && (most * leading < (AREA.bottom - AREA.top) * 0.8 || room() < 3)) next();
  const row = book.tags.open(body, "TR");
  const elements = set.map((_, index) =>
    index === 0 ? book.tags.open(row, "TH", scoped("Row")) : book.tags.open(row, "TD"),
  );
  for (let from = 0; from < most; ) {
    const to = Math.min(most, from + Math.max(room(), 1));
    writeSlice(book, setting, { set, elements, from, to });
    from = to;
    if (from < most) next();
  }
  for (const element of elements) book.tags.close(element);
  book.tags.close(row);
}

/** What of a row's lines stands on this page. */
function writeSlice(
  book: Book,
  setting: Setting,
  of: { set: Cells; elements: readonly Element[]; from: number; to: number },
): void {
  for (const [index, { pen, lines }] of of.set.entries()) {
    const element = of.elements[index];
    if (element)
      write(book.sheet, element, {
        pen,
        lines: place(book, setting, { index, pen, lines: lines.slice(of.from, of.to) }),
      });
  }
  book.y += (of.to - of.from) * setting.leading + 2 * ROW_SPACE;
  underline(book, setting);
}

function place(
  book: Book,
  { columns, size, leading }: Setting,
  of: { index: number; pen: Pen; lines: readonly string[] },
) {
  const { x = 0, width = 0, isRight = false } = columns[of.index] ?? {};
  return of.lines.map((text, line) => ({
    text,
    x: isRight ? x + width - PADDING - of.pen.face.width(text) * size : x + PADDING,
    y: book.y + ROW_SPACE + line * leading + size * 0.9,
  }));
}

/** What has no value says why, in softer ink. */
function penOfCell({ value, status }: Cell, { pens }: Setting): Pen {
  return value === null && status !== undefined ? pens.without : pens.text;
}

function underline(book: Book, { columns }: Setting): void {
  const last = columns.at(-1);
  rule(book.sheet, { from: AREA.left, to: (last?.x ?? 0) + (last?.width ?? 0), y: book.y });
}
