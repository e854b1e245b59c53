import { type Book, linesIn, makeRoom, turn } from "./book.ts";
import { AREA, type Pen, SOFT, write } from "./paper.ts";
import type { Element, Role } from "./tags.ts";

/** How text of a kind is set. Lines are kept short enough to be read. */
export type Style = {
  readonly size: number;
  readonly leading: number;
  readonly after: number;
  readonly before?: number;
  readonly bold?: boolean;
  readonly soft?: boolean;
  readonly width?: number;
  /** So much more of what follows has to fit on the page with it. */
  readonly keep?: number;
};

const READABLE = 520;

export const STYLES = {
  title: { size: 24, leading: 29, after: 10, bold: true, width: AREA.right - AREA.left, keep: 60 },
  part: { size: 20, leading: 25, after: 8, bold: true, width: AREA.right - AREA.left, keep: 60 },
  section: { size: 15, leading: 19, after: 7, before: 16, bold: true, keep: 60 },
  heading: { size: 11.5, leading: 15, after: 4, before: 8, bold: true, keep: 40 },
  lead: { size: 12, leading: 17, after: 9, soft: true },
  body: { size: 10, leading: 14, after: 7 },
  soft: { size: 9, leading: 12.5, after: 6, soft: true },
  caption: { size: 9.5, leading: 13, after: 3, bold: true, keep: 30 },
} as const satisfies Readonly<Record<string, Style>>;

export function penOf(book: Book, { size, bold, soft }: Style): Pen {
  return { face: bold ? book.bold : book.regular, size, ...(soft ? { colour: SOFT } : {}) };
}

/** A text as a part of its own: a heading, a paragraph. */
export function writeText(book: Book, parent: Element, of: { role: Role; text: string; style: Style }): void {
  const { role, text, style } = of;
  const pen = penOf(book, style);
  const lines = linesIn(book, text, { face: pen.face, size: pen.size, width: style.width ?? READABLE });
  if (lines.length === 0) return;
  if (book.y > AREA.top) book.y += style.before ?? 0;
  makeRoom(book, Math.min(lines.length, 3) * style.leading + (style.keep ?? 0));
  const element = book.tags.open(parent, role);
  flow(book, element, { lines, pen, style, x: AREA.left });
  book.tags.close(element);
  book.y += style.after;
}

/** Lines one under the other, over as many pages as they take. */
function flow(
  book: Book,
  element: Element,
  of: { lines: readonly string[]; pen: Pen; style: Style; x: number },
): void {
  const { pen, style, x } = of;
  for (let start = 0; start < of.lines.length; ) {
    const room = Math.max(Math.floor((AREA.bottom - book.y) / style.leading), 1);
    const some = of.lines.slice(start, start + room);
    const lines = some.map((text, index) => ({ text, x, y: book.y + index * style.leading + style.size }));
    write(book.sheet, element, { pen, lines });
    book.y += some.length * style.leading;
    start += some.length;
    if (start < of.lines.length) turn(book);
  }
}

const INDENT = 14;

/** A list of points. */
export function writeList(book: Book, parent: Element, items: readonly string[]): void {
  if (items.length === 0) return;
  const style = STYLES.body;
  const pen = penOf(book, style);
  const list = book.tags.open(parent, "L", "/A<</O/List/ListNumbering/Disc>>");
  for (const item of items) {
    const lines = linesIn(book, item, { face: pen.face, size: pen.size, width: READABLE - INDENT });
    makeRoom(book, Math.min(Math.max(lines.length, 1), 3) * style.leading);
    const point = book.tags.open(list, "LI");
    const label = book.tags.open(point, "Lbl");
    write(book.sheet, label, { pen, lines: [{ text: "•", x: AREA.left + 3, y: book.y + style.size }] });
    book.tags.close(label);
    const body = book.tags.open(point, "LBody");
    flow(book, body, { lines, pen, style, x: AREA.left + INDENT });
    book.tags.close(body);
    book.tags.close(point);
    book.y += 3;
  }
  book.tags.close(list);
  book.y += style.after;
}
