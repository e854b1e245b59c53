import { readFileSync } from "node:fs";
import { openFonts } from "../../../functions/documents/pdf/fonts.ts";
import {
  asRead,
  type Cell,
  type Chart,
  type ReportDocument,
  type Table,
} from "../../../shared/reporting/document/report-document.ts";

const font = (name: string) =>
  readFileSync(new URL(`../../../node_modules/source-sans/TTF/SourceSans3-${name}.ttf`, import.meta.url));

/** The fonts as the function has them. */
export const FONTS = openFonts({ regular: font("Regular"), bold: font("Semibold") });

export const MADE_AT = "2026-11-23T09:00:00.000Z";
export const PROTECTED = "protected: could identify a child";

const cell = (text: string): Cell => ({ text, value: text });

export function aTable(given: Partial<Table> = {}): Table {
  return {
    type: "table",
    key: "groups",
    caption: "Every group, the hidden ones among them",
    whenEmpty: "No group is recorded yet.",
    columns: [
      { key: "group", label: "Group", kind: "text" },
      { key: "id", label: "Only in files", kind: "text", inFilesOnly: true },
      { key: "latest", label: "Latest", kind: "percent", unit: "%" },
    ],
    rows: [
      [cell("Asian"), cell("grp_1"), cell("66.0%")],
      [cell("Housed"), cell("grp_2"), { text: PROTECTED, value: null, status: "c" }],
    ],
    ...given,
  };
}

export function aChart(given: Partial<Chart> = {}): Chart {
  return {
    type: "chart",
    key: "reading",
    finding: "Reading rose from 49.0% to 54.0%",
    description: "Line chart of reading. 2021-22: 49.0%; 2024-25: 54.0%.",
    drawing: {
      kind: "series",
      unit: "percent",
      points: [
        { label: "2021-22", value: 49 },
        { label: "2024-25", value: 54 },
      ],
      target: { label: "2028-29", value: 65 },
    },
    dataIn: "groups",
    ...given,
  };
}

/** A document with blocks of every kind, an empty section, and letters of two languages. */
export function aDocument(given: Partial<ReportDocument> = {}): ReportDocument {
  return {
    language: "en",
    title: "Cedar County: every child reads",
    lead: "Outcome-linked report of a commitment; active.",
    sections: [
      {
        key: "money",
        title: "Money",
        blocks: [
          { type: "paragraph", text: "−$12.50 was given back – and nothing else — “yet”.", tone: "lead" },
          { type: "heading", text: "Por año: ¿qué cambió en la niñez?" },
          { type: "paragraph", text: "▲ improving ■ no change ▼ worse ✓ met → then now" },
          { type: "list", items: ["First point", "Second point"] },
        ],
      },
      { key: "none", title: "Nothing yet", blocks: [] },
      {
        key: "outcomes",
        title: "Outcomes",
        blocks: [aChart(), aTable(), aTable({ key: "empty", caption: "An empty table", rows: [] })],
      },
    ],
    colophon: ["Made 23 Nov 2026 from version 3.", `Content hash (SHA-256): ${"0af1".repeat(16)}.`],
    ...given,
  };
}

function tableTexts({ caption, whenEmpty, columns, rows }: Table): string[] {
  if (rows.length === 0) return [caption, whenEmpty];
  return [caption, ...columns.map(({ label }) => label), ...rows.flat().map(({ text }) => text)];
}

/** Every text that a document shows. */
export function textsOf({ title, lead, sections, colophon }: ReportDocument): string[] {
  const blocks = sections.flatMap((section) =>
    section.blocks.flatMap((block): string[] => {
      switch (block.type) {
        case "list":
          return [...block.items];
        case "table":
          return tableTexts(asRead(block));
        case "chart":
          return [block.finding];
        default:
          return [block.text];
      }
    }),
  );
  return [title, lead, ...sections.map((section) => section.title), ...blocks, ...colophon];
}
