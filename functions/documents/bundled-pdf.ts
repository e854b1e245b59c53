import { readFile } from "node:fs/promises";
import regular from "source-sans/TTF/SourceSans3-Regular.ttf";
import bold from "source-sans/TTF/SourceSans3-Semibold.ttf";
import type { ReportDocument } from "../../shared/reporting/document/report-document.ts";
import type { BoardBook } from "./deps.ts";
import { boardBookPdf } from "./pdf/board-book.ts";
import { documentPdf } from "./pdf/document-pdf.ts";
import { type Fonts, openFonts } from "./pdf/fonts.ts";

let opened: Promise<Fonts> | undefined;

/**
 * The fonts that the bundle brings along, opened once a container, and anew after that failed. Works in a bundle only, where an import of a
 * font gives its file's name.
 */
async function bundledFonts(): Promise<Fonts> {
  opened ??= open();
  try {
    return await opened;
  } catch (error) {
    opened = undefined;
    throw error;
  }
}

async function open(): Promise<Fonts> {
  const read = (path: string) => readFile(new URL(path, import.meta.url));
  const [regularBytes, boldBytes] = await Promise.all([read(regular), read(bold)]);
  return openFonts({ regular: regularBytes, bold: boldBytes });
}

/** A report as a PDF, in the fonts of the bundle. */
export async function makeDocumentPdf(document: ReportDocument, madeAt: string): Promise<Uint8Array> {
  return documentPdf(document, { fonts: await bundledFonts(), madeAt });
}

/** Several reports as one PDF. */
export async function makeBoardBookPdf({ madeAt, ...book }: BoardBook): Promise<Uint8Array> {
  return boardBookPdf(book, { fonts: await bundledFonts(), madeAt });
}
