import { describe, expect, it } from "vitest";
import { boardBookPdf } from "../../../functions/documents/pdf/board-book.ts";
import { documentPdf } from "../../../functions/documents/pdf/document-pdf.ts";
import type { Chart, ReportDocument } from "../../../shared/reporting/document/report-document.ts";
import { partsOf, type ReadPdf, readPdf } from "../../support/pdf.ts";
import { aChart, aDocument, aTable, FONTS, MADE_AT, PROTECTED, textsOf } from "./builders.ts";

const pdfOf = (document: ReportDocument) => documentPdf(document, { fonts: FONTS, madeAt: MADE_AT });
const withBlocks = (...blocks: ReportDocument["sections"][number]["blocks"]) =>
  aDocument({ sections: [{ key: "one", title: "One section", blocks }] });

/** Text with nothing but its letters: where lines are broken is of no account. */
const bare = (text: string) => text.replace(/\s+/g, "");
const allText = ({ pages }: ReadPdf) => bare(pages.join(""));

describe("the PDF of a report", () => {
  const document = aDocument();
  const bytes = pdfOf(document);

  it("holds every text of the document as text, dashes, signs and Spanish letters among them", async () => {
    const text = allText(await readPdf(bytes));
    for (const part of textsOf(document)) expect(text).toContain(bare(part));
    // What stands in files alone is not printed.
    expect(text).not.toContain(bare("Only in files"));
  });

  it("is tagged: headings, lists, tables with what their cells head, and figures with words for those who do not see", async () => {
    const { trees, isTagged } = await readPdf(bytes);
    const roles = (role: string) => trees.flatMap((tree) => partsOf(tree, role));
    expect(isTagged).toBe(true);
    expect(roles("H1")).toHaveLength(1);
    expect(roles("H2")).toHaveLength(3);
    expect(roles("H3")).toHaveLength(1);
    expect(roles("LI")).toHaveLength(2);
    expect(roles("Table")).toHaveLength(1);
    expect(roles("Caption")).toHaveLength(1);
    expect(roles("TH").map(({ scope }) => scope)).toEqual(["Column", "Column", "Row", "Row"]);
    expect(roles("TD")).toHaveLength(2);
    expect(roles("Figure").map(({ alt }) => alt)).toEqual([aChart().description]);
  });

  it("says its title, its language, and when the report was made", async () => {
    const { info, language } = await readPdf(bytes);
    expect(info).toMatchObject({ Title: document.title, CreationDate: "D:20261123090000Z" });
    expect(language).toBe("en");
    expect((await readPdf(pdfOf(aDocument({ language: "es" })))).language).toBe("es");
  });

  it("draws charts as lines, and holds no image", async () => {
    const { images, paths, pages } = await readPdf(bytes);
    expect(images).toBe(0);
    expect(paths).toBeGreaterThan(8);
    expect(bare(pages.join(""))).toContain("65.0%");
  });

  it("has bookmarks of its sections, and page numbers and a running title beside its structure", async () => {
    const { bookmarks, heads, pages } = await readPdf(bytes);
    expect(bookmarks.map(({ title }) => title)).toEqual(["Money", "Nothing yet", "Outcomes"]);
    for (const [index, head] of heads.entries()) {
      expect(bare(head)).toContain(bare(`Page ${index + 1} of ${pages.length}`));
      expect(bare(head)).toContain(bare(document.title));
    }
  });

  it("is the same to the byte, however often it is made, and another for another text", () => {
    expect(Buffer.from(pdfOf(aDocument())).equals(bytes)).toBe(true);
    expect(Buffer.from(pdfOf(aDocument({ lead: "Another lead." }))).equals(bytes)).toBe(false);
  });

  it("takes texts of people as texts: what is PDF's own notation in them stays letters", async () => {
    const title = "(a) <</Type/Catalog>> endobj \\ ) > stream & <b>";
    const read = await readPdf(pdfOf(aDocument({ title })));
    expect(read.info).toMatchObject({ Title: title });
    expect(allText(read)).toContain(bare(title));
  });
});

describe("a long table", () => {
  const rows = Array.from({ length: 200 }, (_, row) => [
    { text: `Indicator ${row}`, value: "x" },
    { text: "", value: null },
    { text: `${row}.5%`, value: "x" },
  ]);
  const table = aTable({ rows });

  it("goes over pages with its heading on each, and stands in the structure once", async () => {
    const { pages, heads, trees } = await readPdf(pdfOf(withBlocks(table)));
    expect(pages.length).toBeGreaterThan(4);
    expect(heads.filter((head) => /Group\s+Latest/.test(head))).toHaveLength(pages.length - 1);
    for (let row = 0; row < 200; row++)
      expect(pages.filter((page) => bare(page).includes(bare(`Indicator ${row}${row}.5%`)))).toHaveLength(1);
    // A reader tells of each page the whole of a table that is on it: it is one and the same.
    const headings = trees.flatMap((tree) => partsOf(tree, "THead"));
    expect(new Set(headings.map(({ children }) => children?.length))).toEqual(new Set([1]));
    expect(
      trees.flatMap((tree) => partsOf(tree, "Caption").filter(({ children = [] }) => children.length > 0)),
    ).toHaveLength(1);
  });

  it("of many columns, and of words longer than a page is wide, keeps within the page and loses nothing", async () => {
    const columns = Array.from({ length: 14 }, (_, index) => ({
      key: `c${index}`,
      label: `Column ${index}`,
      kind: "text" as const,
    }));
    const row = columns.map((_, index) => ({ text: `${index}${"x".repeat(90)}`, value: "x" }));
    const text = allText(await readPdf(pdfOf(withBlocks(aTable({ columns, rows: [row, row] })))));
    for (const { text: word } of row) expect(text).toContain(word.slice(0, 3));
    expect(text.match(/x/g)?.length).toBe(2 * 14 * 90);
  });

  it("with a text higher than a page breaks the row, and loses none of it", async () => {
    const long = Array.from({ length: 3_000 }, (_, word) => `word${word}`).join(" ");
    const text = allText(
      await readPdf(
        pdfOf(
          withBlocks(
            aTable({
              rows: [
                [
                  { text: long, value: "x" },
                  { text: "", value: null },
                ],
              ],
            }),
          ),
        ),
      ),
    );
    expect(text).toContain(bare(long));
  });

  it("shows what is hidden as hidden, in the row where it would stand", async () => {
    expect(allText(await readPdf(pdfOf(withBlocks(aTable()))))).toContain(bare(`Housed${PROTECTED}`));
  });
});

describe("charts of every kind", () => {
  const dumbbell = (rows: number): Chart =>
    aChart({
      drawing: {
        kind: "dumbbell",
        unit: "percent",
        beforeLabel: "2021-22",
        nowLabel: "2024-25",
        everybody: 50,
        rows: Array.from({ length: rows }, (_, row) => ({
          label: `Row ${row}.`,
          before: 20 + row,
          now: 30 + row,
        })),
      },
    });

  it("are drawn with their words, and a long one goes on on the same scale", async () => {
    const { trees, pages } = await readPdf(pdfOf(withBlocks(dumbbell(40))));
    expect(trees.flatMap((tree) => partsOf(tree, "Figure"))).toHaveLength(4);
    for (let row = 0; row < 40; row++) expect(bare(pages.join(""))).toContain(bare(`Row ${row}.`));
    expect(pages.length).toBeLessThanOrEqual(3);
  });

  it("of which nothing may be drawn leave nothing, and no hole", async () => {
    const hidden = aChart({
      drawing: { kind: "series", unit: "percent", points: [{ label: "2024", value: null, status: "c" }] },
    });
    const { trees } = await readPdf(pdfOf(withBlocks(hidden)));
    expect(trees.flatMap((tree) => partsOf(tree, "Figure"))).toEqual([]);
  });

  it("as bars and as bands have letters and no image", async () => {
    const bars = aChart({
      drawing: {
        kind: "stacked-bars",
        unit: "USD",
        parts: ["Paid", "Payable", "Conditional", "Intended"],
        bars: [{ label: "FY2026", parts: [4, 3, 2, 1] }],
      },
    });
    const bands = aChart({
      drawing: {
        kind: "sankey",
        nodes: [
          { id: "a", label: "The grant", column: 0 },
          { id: "b", label: "Readers", column: 1 },
        ],
        links: [{ source: "a", target: "b", weight: 4 }],
      },
    });
    const read = await readPdf(pdfOf(withBlocks(bars, bands)));
    for (const word of ["FY2026", "Conditional", "Intended", "The grant", "Readers"])
      expect(allText(read)).toContain(bare(word));
    expect(read.images).toBe(0);
  });
});

describe("a board book", () => {
  const documents = ["Portfolio of Harbor Fund", "Cedar County", "Lakes"].map((title) =>
    aDocument({ title, sections: [...aDocument().sections, ...aDocument().sections] }),
  );
  const book = boardBookPdf(
    { title: "Board book", lead: "The portfolio and two commitments.", language: "en", documents },
    { fonts: FONTS, madeAt: MADE_AT },
  );

  it("has contents whose page numbers are true, each a link, and each report on a page of its own", async () => {
    const { pages, links, trees, bookmarks } = await readPdf(book);
    const [contents = ""] = pages;
    for (const { title } of documents) {
      const [, number = ""] = new RegExp(`${title}\\s+(\\d+)`).exec(contents) ?? [];
      expect(pages[Number(number) - 1]?.trimStart().startsWith(title)).toBe(true);
    }
    expect(links).toBe(3);
    expect(partsOf(trees[0] ?? {}, "TOCI")).toHaveLength(3);
    expect(bookmarks.map(({ title }) => title)).toEqual(documents.map(({ title }) => title));
    expect(bookmarks.map(({ items }) => items.length)).toEqual([6, 6, 6]);
  });

  it("has one title, reports below it, and their sections below these", async () => {
    const { trees } = await readPdf(book);
    const count = (role: string) => trees.flatMap((tree) => partsOf(tree, role)).length;
    expect([count("H1"), count("H2"), count("H3")]).toEqual([1, 4, 18]);
  });
});
