import { type Face, newFace } from "./face.ts";
import type { Fonts } from "./fonts.ts";
import { newObjects, num, type Objects, pdfInstant, pdfText } from "./objects.ts";
import { AREA, contentOf, newSheet, PAPER, type Sheet, SOFT, writeBeside } from "./paper.ts";
import { newTags, type Tags } from "./tags.ts";
import { type Wrap, wrapping } from "./wrap.ts";

/** What a file says of itself. */
export type About = {
  readonly title: string;
  readonly language: "en" | "es";
  /** The instant that it was made, by the clock of the report: equal reports give equal files. */
  readonly madeAt: string;
};

/** A line of the reader's table of contents. */
export type Bookmark = {
  readonly title: string;
  readonly level: number;
  readonly sheet: Sheet;
  readonly y: number;
};

/** A file while it is written: where the next line goes, and all that pages share. */
export type Book = {
  readonly about: About;
  readonly objects: Objects;
  readonly tags: Tags;
  readonly regular: Face;
  readonly bold: Face;
  readonly sheets: Sheet[];
  readonly bookmarks: Bookmark[];
  /** Links to pages of the same file: the numbers of their parts. */
  readonly links: number[];
  /** How see-through lines may be, in hundredths. */
  readonly opacities: Set<number>;
  readonly wraps: Map<string, Wrap>;
  /** Where the next line goes. */
  sheet: Sheet;
  y: number;
};

export function openBook(about: About, fonts: Fonts): Book {
  const objects = newObjects();
  const sheet = newSheet(objects.take(), 0);
  return {
    about,
    objects,
    tags: newTags(objects),
    regular: newFace("R", fonts.regular),
    bold: newFace("B", fonts.bold),
    sheets: [sheet],
    bookmarks: [],
    links: [],
    opacities: new Set(),
    wraps: new Map(),
    sheet,
    y: AREA.top,
  };
}

/** Goes on on a further page. */
export function turn(book: Book): void {
  seal(book, book.sheet);
  book.sheet = newSheet(book.objects.take(), book.sheets.length);
  book.sheets.push(book.sheet);
  book.y = AREA.top;
}

/** Packs what is drawn on a page, so that a long file need not be held as text until its end; more may be drawn on it later. */
function seal({ objects }: Book, sheet: Sheet): void {
  const id = objects.take();
  objects.stream(id, Buffer.from(contentOf(sheet), "latin1"));
  sheet.sealed.push(id);
  sheet.content.length = 0;
  sheet.rules.length = 0;
}

/** Turns the page where there is not so much room left; on an empty page never. */
export function makeRoom(book: Book, height: number): void {
  if (book.y + height > AREA.bottom && book.y > AREA.top) turn(book);
}

/** Lines of a text at a size. */
export function linesIn(
  book: Book,
  text: string,
  of: { face: Face; size: number; width: number },
): readonly string[] {
  return wrapOf(book, of)(text, of.width);
}

/** What breaks texts of a face and a size into lines, with what it broke before. */
export function wrapOf(book: Book, { face, size }: { face: Face; size: number }): Wrap {
  const key = `${face.name} ${size}`;
  const there = book.wraps.get(key);
  if (there) return there;
  const wrap = wrapping(face, size);
  book.wraps.set(key, wrap);
  return wrap;
}

const WORDS = {
  en: { page: (one: number, of: number) => `Page ${one} of ${of}` },
  es: { page: (one: number, of: number) => `Página ${one} de ${of}` },
} as const;

/** The whole file: running heads on every page now that their number is known, pages, fonts, structure, bookmarks, and what it says of itself. */
export function closeBook(book: Book): Uint8Array {
  const { objects, tags, sheets } = book;
  for (const sheet of sheets) runningHeads(book, sheet);
  const [pages, resources, root, info, metadata] = Array.from({ length: 5 }, objects.take);
  for (const sheet of sheets) putPage(book, sheet, { pages: pages ?? 0, resources: resources ?? 0 });
  objects.put(
    pages ?? 0,
    `<</Type/Pages/Count ${sheets.length}/Kids[${sheets.map(({ id }) => `${id} 0 R`).join(" ")}]>>`,
  );
  const faces = [book.regular, book.bold].map((face) => `/${face.name} ${face.embed(objects)} 0 R`).join("");
  const states = [...book.opacities].sort((a, b) => a - b).map((one) => `/O${one}<</CA ${num(one / 100)}>>`);
  objects.put(resources ?? 0, `<</Font<<${faces}>>/ExtGState<<${states.join("")}>>>>`);
  const structure = tags.finish(
    sheets.map(({ marks }) => marks),
    book.links,
  );
  const outline = putOutline(book);
  const { title, language, madeAt } = book.about;
  objects.put(
    info ?? 0,
    `<</Title${pdfText(title)}/Producer(Throughline)/CreationDate${pdfInstant(madeAt)}/ModDate${pdfInstant(madeAt)}>>`,
  );
  objects.stream(metadata ?? 0, xmp(book.about), "/Type/Metadata/Subtype/XML");
  objects.put(
    root ?? 0,
    `<</Type/Catalog/Pages ${pages} 0 R/StructTreeRoot ${structure} 0 R/MarkInfo<</Marked true>>/Lang(${language})/ViewerPreferences<</DisplayDocTitle true>>/Metadata ${metadata} 0 R${outline === undefined ? "" : `/Outlines ${outline} 0 R/PageMode/UseOutlines`}>>`,
  );
  return objects.finish({ root: root ?? 0, info: info ?? 0 });
}

function runningHeads({ about, regular, sheets }: Book, sheet: Sheet): void {
  const pen = { face: regular, size: 8, colour: SOFT };
  const title = shortened(about.title, regular, (AREA.right - AREA.left) / pen.size);
  writeBeside(sheet, { pen, lines: [{ text: title, x: AREA.left, y: 36 }], kind: "Header" });
  const page = WORDS[about.language].page(sheet.index + 1, sheets.length);
  const x = AREA.right - regular.width(page) * pen.size;
  writeBeside(sheet, { pen, lines: [{ text: page, x, y: PAPER.height - 26 }], kind: "Footer" });
}

/** A title on one line; one that is too long ends in dots, and stands in full where it is the title. */
function shortened(title: string, face: Face, width: number): string {
  const line = title.replace(/\s+/g, " ");
  if (face.width(line) <= width) return line;
  const letters = [...line];
  while (letters.length > 0 && face.width(`${letters.join("")}…`) > width) letters.pop();
  return `${letters.join("")}…`;
}

function putPage(book: Book, sheet: Sheet, of: { pages: number; resources: number }): void {
  const { objects } = book;
  seal(book, sheet);
  const contents = sheet.sealed.map((id) => `${id} 0 R`).join(" ");
  const annotations = sheet.annotations.length === 0 ? "" : `/Annots[${sheet.annotations.join(" ")}]`;
  objects.put(
    sheet.id,
    `<</Type/Page/Parent ${of.pages} 0 R/MediaBox[0 0 ${PAPER.width} ${PAPER.height}]/Resources ${of.resources} 0 R/Contents[${contents}]/StructParents ${sheet.index}/Tabs/S${annotations}>>`,
  );
}

/** Where a bookmark leads, in PDF's notation. */
export function destination({ sheet, y }: Pick<Bookmark, "sheet" | "y">): string {
  return `[${sheet.id} 0 R/XYZ 0 ${num(PAPER.height - y)} null]`;
}

type Branch = Bookmark & { readonly id: number; readonly kids: Branch[] };

function putOutline({ objects, bookmarks }: Book): number | undefined {
  if (bookmarks.length === 0) return undefined;
  const root = objects.take();
  const trunk: Branch[] = [];
  const path: Branch[] = [];
  for (const bookmark of bookmarks) {
    const branch = { ...bookmark, id: objects.take(), kids: [] };
    while (path.length > 0 && (path.at(-1)?.level ?? 0) >= bookmark.level) path.pop();
    (path.at(-1)?.kids ?? trunk).push(branch);
    path.push(branch);
  }
  objects.put(root, `<</Type/Outlines${ends(trunk)}/Count ${trunk.length}>>`);
  putBranches(objects, { branches: trunk, parent: root });
  return root;
}

function ends(branches: readonly Branch[]): string {
  return `/First ${branches[0]?.id} 0 R/Last ${branches.at(-1)?.id} 0 R`;
}

function putBranches(objects: Objects, of: { branches: readonly Branch[]; parent: number }): void {
  for (const [index, branch] of of.branches.entries()) {
    const [before, after] = [of.branches[index - 1], of.branches[index + 1]];
    const beside = `${before ? `/Prev ${before.id} 0 R` : ""}${after ? `/Next ${after.id} 0 R` : ""}`;
    // Closed until somebody opens it.
    const within = branch.kids.length === 0 ? "" : `${ends(branch.kids)}/Count -${branch.kids.length}`;
    objects.put(
      branch.id,
      `<</Title${pdfText(branch.title)}/Parent ${of.parent} 0 R${beside}${within}/Dest${destination(branch)}>>`,
    );
    putBranches(objects, { branches: branch.kids, parent: branch.id });
  }
}

function xmp({ title, language, madeAt }: About): Buffer {
  const escaped = title.toWellFormed().replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  // What XML cannot hold at all is left out.
  const named = escaped.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
  return Buffer.from(`<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part><dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang="x-default">${named}</rdf:li></rdf:Alt></dc:title><dc:language><rdf:Bag><rdf:li>${language}</rdf:li></rdf:Bag></dc:language><pdf:Producer>Throughline</pdf:Producer><xmp:CreateDate>${madeAt}</xmp:CreateDate><xmp:ModifyDate>${madeAt}</xmp:ModifyDate></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`);
}
