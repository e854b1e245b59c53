import type { Contents } from "../outcome/outcome-report.ts";
import { capitalised } from "../wording/format.ts";
import { column, fileColumn, paragraph, tableOf } from "./blocks.ts";
import { countCell, dateCell, instantCell, textCell } from "./cells.ts";
import type { Block } from "./report-document.ts";

/** The reports that commitments ask for, each with whose turn it is. */
export function requirementBlocks({ items }: Contents["requirements"]): readonly Block[] {
  type Row = Contents["requirements"]["items"][number];
  return [
    tableOf<Row>({
      key: "requirements",
      caption: "Reports asked for, by the day they are due",
      whenEmpty: "No report is asked for. A commitment says which it asks for, with a day for each.",
      rows: items,
      columns: [
        column("title", "Report", "text", ({ title }) => textCell(title)),
        column("commitment", "Commitment", "text", ({ commitmentTitle }) => textCell(commitmentTitle)),
        fileColumn("commitmentId", "Commitment id", "text", ({ commitmentId }) => textCell(commitmentId)),
        column("kind", "Kind", "text", ({ kind }) => textCell(capitalised(kind))),
        column("dueOn", "Due", "date", ({ dueOn }) => dateCell(dueOn)),
        column("status", "Status", "text", ({ status }) => textCell(capitalised(status))),
        column("submittedOn", "Handed in", "date", ({ submittedOn }) => dateCell(submittedOn)),
        column("decidedOn", "Decided", "date", ({ decidedOn }) => dateCell(decidedOn)),
        column("responsible", "Whose duty", "text", ({ responsible }) => textCell(responsible.name)),
      ],
    }),
  ];
}

/** What a reader should know and no figure says. */
export function noteBlocks({ items }: Contents["notes"]): readonly Block[] {
  if (items.length === 0) return [paragraph("There is nothing to add to what the figures say.", "soft")];
  return items.map(({ text }) => paragraph(text, "note"));
}

/** Each rule set with its version, and what it does in words. */
export function methodBlocks({ items }: Contents["methods"]): readonly Block[] {
  return [
    tableOf<Contents["methods"]["items"][number]>({
      key: "methods",
      caption: "How figures are made",
      whenEmpty: "No figure of this report is made by a rule.",
      rows: items,
      columns: [
        column("method", "Method", "text", ({ id }) => textCell(id)),
        column("version", "Version", "text", ({ version }) => textCell(version)),
        column("text", "What it does", "text", ({ text }) => textCell(text)),
      ],
    }),
  ];
}

/** What was read, each with its version, and the hash of all observations that figures cite. */
export function provenanceBlocks({ records, observations }: Contents["provenance"]): readonly Block[] {
  const { cited, hash } = observations;
  const many =
    cited === 1 ? "one revision of observations" : `${countCell(cited).text} revisions of observations`;
  return [
    paragraph(
      cited === 0
        ? "The figures of this report cite no observation."
        : `The figures of this report cite ${many}. SHA-256 of their references, sorted, as canonical JSON: ${hash}.`,
    ),
    tableOf<Contents["provenance"]["records"][number]>({
      key: "provenance",
      caption: "What was read, each with its version",
      whenEmpty: "No record is named: this report was made from sums alone.",
      rows: records,
      columns: [
        column("id", "Record", "text", ({ id }) => textCell(id)),
        column("kind", "What it is", "text", ({ kind }) => textCell(capitalised(kind))),
        column("version", "Version", "number", ({ version }) => countCell(version)),
        column("recordedAt", "Recorded", "text", ({ recordedAt }) => instantCell(recordedAt)),
      ],
    }),
  ];
}
