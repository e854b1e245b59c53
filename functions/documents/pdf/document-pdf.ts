import {
  asRead,
  type Block,
  type Chart,
  type ReportDocument,
} from "../../../shared/reporting/document/report-document.ts";
import { type About, type Book, closeBook, openBook } from "./book.ts";
import { writeCharts } from "./figure.ts";
import type { Fonts } from "./fonts.ts";
import { STYLES, writeList, writeText } from "./prose.ts";
import { writeTable } from "./table.ts";
import type { Element, Role } from "./tags.ts";

/**
 * A report as a PDF: tagged, so that it can be read aloud and found in, with all its text as text and its charts as lines. `madeAt` is the
 * instant of the report. Equal documents give equal bytes.
 */
export function documentPdf(
  document: ReportDocument,
  made: { readonly fonts: Fonts; readonly madeAt: string },
): Uint8Array {
  const about: About = { title: document.title, language: document.language, madeAt: made.madeAt };
  const book = openBook(about, made.fonts);
  const { root } = book.tags;
  writeText(book, root, { role: "H1", text: document.title, style: STYLES.title });
  writeDocument(book, root, { document, level: 1 });
  return closeBook(book);
}

/** All of a document below its title. `level` is that of its title: those of its sections follow. */
export function writeDocument(
  book: Book,
  parent: Element,
  { document, level }: { readonly document: ReportDocument; readonly level: 1 | 2 },
): void {
  writeText(book, parent, { role: "P", text: document.lead, style: STYLES.lead });
  for (const { title, blocks } of document.sections) {
    const section = book.tags.open(parent, "Sect");
    writeText(book, section, { role: HEADINGS[level + 1] ?? "P", text: title, style: STYLES.section });
    book.bookmarks.push({
      title,
      level,
      sheet: book.sheet,
      y: book.y - STYLES.section.leading - STYLES.section.after,
    });
    for (const run of runsOf(blocks)) writeRun(book, section, { run, level });
    book.tags.close(section);
  }
  const colophon = book.tags.open(parent, "Sect");
  book.y += 8;
  for (const text of document.colophon) writeText(book, colophon, { role: "P", text, style: STYLES.soft });
  book.tags.close(colophon);
}

/** Blocks in their order, charts that follow one another together: two of them fit beside each other. */
function runsOf(blocks: readonly Block[]): (readonly Chart[] | Exclude<Block, Chart>)[] {
  const runs: (Chart[] | Exclude<Block, Chart>)[] = [];
  for (const block of blocks) {
    const last = runs.at(-1);
    if (block.type !== "chart") runs.push(block);
    else if (Array.isArray(last)) last.push(block);
    else runs.push([block]);
  }
  return runs;
}

function writeRun(
  book: Book,
  section: Element,
  { run, level }: { readonly run: ReturnType<typeof runsOf>[number]; readonly level: 1 | 2 },
): void {
  if (!("type" in run)) writeCharts(book, section, run);
  else if (run.type === "table") writeTable(book, section, asRead(run));
  else if (run.type === "list") writeList(book, section, run.items);
  else if (run.type === "heading")
    writeText(book, section, { role: HEADINGS[level + 2] ?? "P", text: run.text, style: STYLES.heading });
  else writeText(book, section, { role: "P", text: run.text, style: STYLES[STYLE_OF[run.tone ?? "body"]] });
}

const HEADINGS: readonly Role[] = ["P", "H1", "H2", "H3", "H4"];
const STYLE_OF = { body: "body", lead: "lead", note: "body", soft: "soft" } as const;
