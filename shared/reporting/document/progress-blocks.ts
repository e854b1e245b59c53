import type { Contents } from "../outcome/outcome-report.ts";
import { capitalised } from "../wording/format.ts";
import { classMark } from "../wording/words.ts";
import { column, paragraph, tableOf } from "./blocks.ts";
import { countCell, textCell } from "./cells.ts";
import type { Block } from "./report-document.ts";

type Progress = Contents["progress"];
type Row = Progress["indicators"][number];

/** How many indicators and gaps went where, and each indicator's class. */
export function progressBlocks({ counts, rules, indicators }: Progress): readonly Block[] {
  const { outcomes, contributing, systems, gaps } = counts;
  const statements = [outcomes, contributing, systems, gaps].filter(({ total }) => total > 0);
  return [
    ...(statements.length === 0
      ? []
      : [{ type: "list" as const, items: statements.map(({ statement }) => statement) }]),
    countTable(counts),
    tableOf<Row>({
      key: "progress",
      caption: `Progress of each indicator, by ${rules}`,
      whenEmpty:
        "No indicator is linked yet. Progress is told as soon as strategies lead to indicators with a baseline and a target.",
      rows: indicators,
      columns: [
        column("indicator", "Indicator", "text", ({ name }) => textCell(name)),
        column("indicatorId", "Id", "text", ({ id }) => textCell(id)),
        column("level", "Level", "text", ({ level }) => textCell(capitalised(level))),
        column("progress", "Progress", "text", (row) => textCell(classMark(row.class).words)),
        column("class", "Class", "text", (row) => textCell(row.class)),
      ],
    }),
    paragraph("A class says which way figures went, not why: others worked on the same outcomes.", "soft"),
  ];
}

type Counted = Omit<Progress["counts"]["outcomes"], "statement"> & { readonly of: string };

function countTable({ outcomes, contributing, systems }: Progress["counts"]): Block {
  const rows: Counted[] = [
    { ...outcomes, of: "Outcomes" },
    { ...contributing, of: "Contributing indicators" },
    { ...systems, of: "Systems indicators" },
  ];
  const count = (key: Exclude<keyof Counted, "of">, label: string) =>
    column<Counted>(key, label, "number", (row) => countCell(row[key]));
  return tableOf<Counted>({
    key: "progress-counts",
    caption: "How many went where",
    whenEmpty: "No indicator is linked yet.",
    rows: rows.filter(({ total }) => total > 0),
    columns: [
      column("of", "Of", "text", ({ of }) => textCell(of)),
      count("total", "All"),
      count("met", "Target met"),
      count("improving", "Improving"),
      count("noDetectableChange", "No detectable change"),
      count("gettingWorse", "Getting worse"),
      count("cannotSay", "We cannot say"),
    ],
  });
}
