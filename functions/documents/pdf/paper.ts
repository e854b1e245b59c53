import type { Face } from "./face.ts";
import { num } from "./objects.ts";
import { addPiece, type Element } from "./tags.ts";

/** A4 across: tables of many columns are what reports are made of. Points, measured from the top left. */
export const PAPER = { width: 841.89, height: 595.28 } as const;
export const AREA = { left: 48, right: PAPER.width - 48, top: 62, bottom: PAPER.height - 46 } as const;

export const INK = "0.11 0.145 0.19";
export const SOFT = "0.333 0.376 0.424";
const RULE = "0.86 0.85 0.81";

/** A page while it is drawn. */
export type Sheet = {
  readonly id: number;
  readonly index: number;
  readonly content: string[];
  /** The numbers of streams that already hold the first part of what is drawn. */
  readonly sealed: number[];
  /** The parts that its marks belong to, by the numbers of the marks. */
  readonly marks: number[];
  /** Lines that only please the eye; drawn at the end, all as one artifact. */
  readonly rules: string[];
  readonly annotations: string[];
  /** What letters are drawn with now. */
  pen: string;
};

export function newSheet(id: number, index: number): Sheet {
  return { id, index, content: [], sealed: [], marks: [], rules: [], annotations: [], pen: "" };
}

export type Pen = { readonly face: Face; readonly size: number; readonly colour?: string };

/** A line of text, by its left end and the line that it stands on. */
export type Line = { readonly text: string; readonly x: number; readonly y: number };

/** Draws something as a piece of a part of the document. */
export function mark(sheet: Sheet, element: Element, draw: () => void): void {
  const number = sheet.marks.length;
  sheet.marks.push(element.id);
  addPiece(element, { page: sheet.id, mark: number });
  sheet.content.push(`/${element.role}<</MCID ${number}>>BDC`);
  draw();
  sheet.content.push("EMC");
}

/** Draws lines of text as a piece of a part of the document. */
export function write(
  sheet: Sheet,
  element: Element,
  { pen, lines }: { pen: Pen; lines: readonly Line[] },
): void {
  if (lines.length === 0) return;
  mark(sheet, element, () => letters(sheet, { pen, lines }));
}

/** Draws lines of text that belong to no part: running heads, headings repeated on a further page. */
export function writeBeside(sheet: Sheet, given: { pen: Pen; lines: readonly Line[]; kind?: string }): void {
  sheet.content.push(given.kind ? `/Artifact<</Type/Pagination/Subtype/${given.kind}>>BDC` : "/Artifact BMC");
  letters(sheet, given);
  sheet.content.push("EMC");
}

function letters(sheet: Sheet, { pen, lines }: { pen: Pen; lines: readonly Line[] }): void {
  takeUp(sheet, pen);
  let [x, y] = [0, 0];
  let text = "BT";
  for (const line of lines) {
    text += ` ${num(line.x - x)} ${num(PAPER.height - line.y - y)} Td ${pen.face.string(line.text)}Tj`;
    [x, y] = [line.x, PAPER.height - line.y];
  }
  sheet.content.push(`${text} ET`);
}

function takeUp(sheet: Sheet, { face, size, colour = INK }: Pen): void {
  const pen = `/${face.name} ${num(size)} Tf ${colour} rg`;
  if (sheet.pen === pen) return;
  sheet.pen = pen;
  sheet.content.push(pen);
}

/** A line across that only pleases the eye. */
export function rule(sheet: Sheet, { from, to, y }: { from: number; to: number; y: number }): void {
  sheet.rules.push(`${num(from)} ${num(PAPER.height - y)} m ${num(to)} ${num(PAPER.height - y)} l`);
}

/** All of a page's drawing, in PDF's notation. */
export function contentOf({ content, rules }: Sheet): string {
  const lines = rules.length === 0 ? "" : `/Artifact BMC q 0.5 w ${RULE} RG ${rules.join(" ")} S Q EMC`;
  return `${content.join("\n")}\n${lines}`;
}
