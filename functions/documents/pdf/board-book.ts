import type { ReportDocument } from "../../../shared/reporting/document/report-document.ts";
import { type Book, closeBook, destination, linesIn, openBook, turn } from "./book.ts";
import { writeDocument } from "./document-pdf.ts";
import type { Fonts } from "./fonts.ts";
import { num, pdfText } from "./objects.ts";
import { AREA, PAPER, type Sheet, write } from "./paper.ts";
import { penOf, STYLES, writeText } from "./prose.ts";
import type { Element } from "./tags.ts";

const WORDS = { en: { contents: "Contents" }, es: { contents: "Contenido" } } as const;

/** An entry of the table of contents, and where it leads. */
type Entry = { readonly title: string; readonly sheet: Sheet; readonly y: number };

/**
 * Several reports as one PDF, each on a page of its own, after a title and a table of contents with page numbers, which are links.
 * `madeAt` is the instant of the newest. Equal documents give equal bytes.
 */
export function boardBookPdf(
  of: {
    readonly title: string;
    readonly lead: string;
    readonly language: ReportDocument["language"];
    readonly documents: readonly ReportDocument[];
  },
  made: { readonly fonts: Fonts; readonly madeAt: string },
): Uint8Array {
  const { title, lead, language, documents } = of;
  const book = openBook({ title, language, madeAt: made.madeAt }, made.fonts);
  const { tags } = book;
  writeText(book, tags.root, { role: "H1", text: title, style: STYLES.title });
  writeText(book, tags.root, { role: "P", text: lead, style: STYLES.lead });
  writeText(book, tags.root, { role: "H2", text: WORDS[language].contents, style: STYLES.section });
  const contents = tags.open(tags.root, "TOC");
  const lines = layOut(book, documents);
  const entries = documents.map((document) => writePart(book, document));
  for (const [index, entry] of entries.entries())
    writeEntry(book, contents, { entry, at: lines[index] ?? [] });
  tags.close(contents);
  return closeBook(book);
}

function writePart(book: Book, document: ReportDocument): Entry {
  turn(book);
  const { title } = document;
  const entry = { title, sheet: book.sheet, y: book.y };
  book.bookmarks.push({ ...entry, level: 1 });
  const part = book.tags.open(book.tags.root, "Part");
  writeText(book, part, { role: "H2", text: title, style: STYLES.part });
  writeDocument(book, part, { document, level: 2 });
  book.tags.close(part);
  return entry;
}

type Line = { readonly sheet: Sheet; readonly text: string; readonly y: number };

const STYLE = { ...STYLES.body, size: 11, leading: 16 };
const NUMBER = 40;
const WIDTH = 620;

/** Where the lines of each entry will stand: their number is known before the pages that they lead to. */
function layOut(book: Book, documents: readonly ReportDocument[]): Line[][] {
  return documents.map(({ title }) => {
    const texts = linesIn(book, title, { face: book.regular, size: STYLE.size, width: WIDTH - NUMBER });
    const placed = texts.map((text) => {
      if (book.y + STYLE.leading > AREA.bottom) turn(book);
      const line = { sheet: book.sheet, text, y: book.y };
      book.y += STYLE.leading;
      return line;
    });
    book.y += 4;
    return placed;
  });
}

/** An entry of the contents as a link: its lines, and on the last the page that it leads to. */
function writeEntry(
  book: Book,
  contents: Element,
  { entry, at }: { entry: Entry; at: readonly Line[] },
): void {
  const { tags, objects } = book;
  const item = tags.open(contents, "TOCI");
  const link = tags.open(item, "Link");
  const pen = penOf(book, STYLE);
  const page = String(entry.sheet.index + 1);
  for (const [index, { sheet, text, y }] of at.entries()) {
    const line = { text, x: AREA.left, y: y + STYLE.size };
    const x = AREA.left + WIDTH - book.regular.width(page) * STYLE.size;
    const isLast = index === at.length - 1;
    // A space, so that whoever hears or copies it does not take the number for a part of the title.
    const number = isLast
      ? [{ text: ` ${page}`, x: x - book.regular.width(" ") * STYLE.size, y: line.y }]
      : [];
    write(sheet, link, { pen, lines: [line, ...number] });
    const annotation = objects.take();
    const box = [AREA.left, PAPER.height - y - STYLE.leading, AREA.left + WIDTH, PAPER.height - y].map(num);
    const parent = book.sheets.length + book.links.length;
    objects.put(
      annotation,
      `<</Type/Annot/Subtype/Link/Rect[${box.join(" ")}]/Border[0 0 0]/F 4/Dest${destination(entry)}/StructParent ${parent}/Contents${pdfText(`${entry.title}, ${page}`)}>>`,
    );
    sheet.annotations.push(`${annotation} 0 R`);
    book.links.push(link.id);
    link.kids.push(`<</Type/OBJR/Obj ${annotation} 0 R/Pg ${sheet.id} 0 R>>`);
  }
  tags.close(link);
  tags.close(item);
}
