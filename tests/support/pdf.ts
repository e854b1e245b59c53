import { getDocument, OPS } from "pdfjs-dist/legacy/build/pdf.mjs";

/** A part of a PDF's structure on one page, as a reader finds it. */
export type Node = {
  readonly role?: string;
  readonly alt?: string;
  readonly scope?: string;
  readonly type?: string;
  readonly children?: readonly Node[];
};

/** What a reader finds in a PDF. */
export type ReadPdf = {
  /** The text of each page, as it is copied: words of the running heads apart. */
  readonly pages: readonly string[];
  readonly heads: readonly string[];
  readonly trees: readonly Node[];
  readonly info: Readonly<Record<string, unknown>>;
  readonly language: string | undefined;
  readonly isTagged: boolean;
  readonly images: number;
  /** How many paths are drawn. */
  readonly paths: number;
  readonly bookmarks: readonly { readonly title: string; readonly items: readonly unknown[] }[];
  readonly links: number;
};

/** Opens a PDF with a reader that is not ours. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const numbers = Array.from({ length: pdf.numPages }, (_, index) => index + 1);
  const read = await Promise.all(
    numbers.map(async (number) => {
      const page = await pdf.getPage(number);
      const [{ items }, tree, { fnArray }, links] = await Promise.all([
        page.getTextContent({ includeMarkedContent: true }),
        page.getStructTree(),
        page.getOperatorList(),
        page.getAnnotations(),
      ]);
      return { ...textsOf(items), tree: tree as Node, drawn: fnArray, links: links.length };
    }),
  );
  const { info } = await pdf.getMetadata();
  const marks: unknown = await pdf.getMarkInfo();
  const drawn = read.flatMap((page) => page.drawn);
  const found = {
    pages: read.map(({ text }) => text),
    heads: read.map(({ heads }) => heads),
    trees: read.map(({ tree }) => tree),
    info: info as Readonly<Record<string, unknown>>,
    language: (info as { Language?: string }).Language,
    isTagged: marks instanceof Map ? marks.get("Marked") === true : false,
    images: drawn.filter((one) => IMAGES.has(one)).length,
    paths: drawn.filter((one) => one === OPS.constructPath).length,
    bookmarks: (await pdf.getOutline()) ?? [],
    links: read.reduce((sum, page) => sum + page.links, 0),
  };
  await pdf.loadingTask.destroy();
  return found;
}

const IMAGES: ReadonlySet<number> = new Set([
  OPS.paintImageXObject,
  OPS.paintInlineImageXObject,
  OPS.paintImageMaskXObject,
]);

type Item = {
  readonly str?: string;
  readonly hasEOL?: boolean;
  readonly type?: string;
  readonly tag?: string | null;
};

/** Text in the structure, and text beside it. */
function textsOf(items: readonly unknown[]): { readonly text: string; readonly heads: string } {
  let [text, heads] = ["", ""];
  const within: boolean[] = [];
  for (const item of items as readonly Item[]) {
    if (item.type?.startsWith("begin")) within.push(item.tag === "Artifact");
    else if (item.type === "endMarkedContent") within.pop();
    else if (within.includes(true)) heads += `${item.str} `;
    else text += `${item.str}${item.hasEOL ? " " : ""}`;
  }
  return { text, heads };
}

/** All parts of a role, in their order. */
export function partsOf(node: Node, role: string): Node[] {
  const within = (node.children ?? []).flatMap((child) => partsOf(child, role));
  return node.role === role ? [node, ...within] : within;
}
