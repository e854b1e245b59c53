import type { Contents } from "../outcome/outcome-report.ts";
import { capitalised } from "../wording/format.ts";
import { column, cutNote, fileColumn, paragraph, tableOf } from "./blocks.ts";
import { countCell, dateCell, textCell } from "./cells.ts";
import type { Block } from "./report-document.ts";

/** Stories by their digests and where their words are: no copy holds the words, so that they can be taken back. */
export function storyBlocks(content: Contents["stories"]): readonly Block[] {
  return [
    paragraph(
      "The words of a story stand at its own address, as long as who told it allows it. Here is what tells whether they are still the same.",
    ),
    tableOf<Contents["stories"]["items"][number]>({
      key: "stories",
      caption: "Stories that readers may ask for",
      whenEmpty:
        "No story is told to readers yet. A story is heard with consent, which says who may read it and until when.",
      rows: content.items,
      columns: [
        column("id", "Story", "text", ({ id }) => textCell(id)),
        column("heardOn", "Heard", "date", ({ heardOn }) => dateCell(heardOn)),
        column("themes", "Themes", "text", ({ themes = [] }) => textCell(themes.join("; "))),
        column("populations", "For whom it speaks", "text", ({ populations = [] }) =>
          textCell(populations.join("; ")),
        ),
        column("wordsAt", "Address of its words", "text", ({ wordsAt }) => textCell(wordsAt)),
        column("wordsDigest", "Digest of its words", "text", ({ wordsDigest }) => textCell(wordsDigest)),
        fileColumn("version", "Version", "number", ({ version }) => countCell(version)),
      ],
    }),
    ...cutNote(content, "stories"),
  ];
}

/** Lessons that were written down for others, and those of others that were taken up here. */
export function lessonBlocks({ codified, adopted }: Contents["lessons"]): readonly Block[] {
  return [
    tableOf<Contents["lessons"]["codified"]["items"][number]>({
      key: "lessons",
      caption: "Lessons from here that whoever signs in may read",
      whenEmpty:
        "No lesson from here is public yet. A lesson says what was done, for whom it worked, and for whom it did not.",
      rows: codified.items,
      columns: [
        column("title", "Lesson", "text", ({ title }) => textCell(title)),
        column("id", "Id", "text", ({ id }) => textCell(id)),
        column("latest", "Latest version", "number", ({ latest }) => countCell(latest)),
        column("themes", "Themes", "text", ({ themes = [] }) => textCell(themes.join("; "))),
        column("populations", "For whom", "text", ({ populations = [] }) => textCell(populations.join("; "))),
        column("standing", "Standing", "text", ({ retired }) => textCell(retired ? "retired" : "in use")),
      ],
    }),
    ...cutNote(codified, "lessons"),
    tableOf<Contents["lessons"]["adopted"]["items"][number]>({
      key: "lessons-adopted",
      caption: "Lessons of others that were taken up here",
      whenEmpty: "No lesson of others is taken up yet.",
      rows: adopted.items,
      columns: [
        column("lessonId", "Lesson", "text", ({ lessonId }) => textCell(lessonId)),
        column("lessonVersion", "Its version", "number", ({ lessonVersion }) => countCell(lessonVersion)),
        column("adoptedOn", "Taken up", "date", ({ adoptedOn }) => dateCell(adoptedOn)),
        column("status", "Status", "text", ({ status }) => textCell(capitalised(status))),
        column("adaptation", "What was done in another way", "text", ({ adaptation }) =>
          textCell(adaptation),
        ),
        column("verdict", "What came of it", "text", ({ result }) =>
          textCell(result && capitalised(result.verdict)),
        ),
        column("result", "In words", "text", ({ result }) => textCell(result?.description)),
      ],
    }),
    ...cutNote(adopted, "adoptions"),
  ];
}
