import type { Contents } from "../outcome/outcome-report.ts";
import { capitalised } from "../wording/format.ts";
import { signalWords } from "../wording/signals.ts";
import { classMark } from "../wording/words.ts";
import { column, fileColumn, paragraph, tableOf } from "./blocks.ts";
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
        fileColumn("indicatorId", "Id", "text", ({ id }) => textCell(id)),
        column("level", "Level", "text", ({ level }) => textCell(capitalised(level))),
        column("progress", "Progress", "text", (row) => textCell(classMark(row.class).words)),
        fileColumn("class", "Class", "text", (row) => textCell(row.class)),
        column("signals", "What its series signals", "text", ({ signals }) =>
          textCell(signals && signalWords(signals)),
        ),
        fileColumn("points", "Points", "number", ({ signals }) => countCell(signals?.points)),
        fileColumn("ruleSet", "Rule set", "text", ({ signals }) => textCell(signals?.ruleSet)),
      ],
    }),
    ...signalNotes(indicators),
    paragraph("A class says which way figures went, not why: others worked on the same outcomes.", "soft"),
  ];
}

/** By which rules signals were looked for, and what they are. */
function signalNotes(indicators: readonly Row[]): readonly Block[] {
  const sets = [...new Set(indicators.flatMap(({ signals }) => signals?.ruleSet ?? []))];
  if (sets.length === 0) return [];
  return [
    paragraph(
      `Signals are by the rule set ${sets.join(", ")}, of the figures that may be shown, since the last break of a series: that more than chance is at work, not what. Too few points say nothing, and no signal is no proof that nothing changed.`,
      "soft",
    ),
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
