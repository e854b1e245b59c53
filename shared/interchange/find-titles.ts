import { fail, ok, type Result } from "../platform/result.ts";
import { cleanCell } from "./csv-cells.ts";
import type { CsvRow } from "./csv-table.ts";
import { readableContent } from "./file-content.ts";
import { csvRows, type SheetRows } from "./observation-table.ts";
import { type Suggestion, suggestMapping } from "./suggest-mapping.ts";

/** A file opened to see what it is: its rows or bytes, its titles, and the mapping that they suggest. */
export type SightedFile = {
  readonly source: Uint8Array | SheetRows;
  readonly delimiter: Delimiter;
  readonly titles: readonly string[];
  readonly suggestion: Suggestion;
};

const DELIMITERS = [",", ";", "\t"] as const;
type Delimiter = (typeof DELIMITERS)[number];
/** Title lines, headings and blank rows stand above the titles of many files. */
const LOOKED_AT = 30;
const SAMPLES = 20;

/**
 * Finds the titles of a CSV or XLSX file: of its first thirty rows the one of whose titles most is recognised, at the sign of
 * three that parts them best. Refused (`validation_failed`): what is neither, and a file without rows.
 */
export async function findTitles(
  bytes: Uint8Array,
  { name }: { readonly name: string },
): Promise<Result<SightedFile>> {
  const content = readableContent(bytes, { name, readable: ["text", "xlsx"] });
  if (!content.ok) return content;
  if (content.value === "xlsx") {
    const { workbookRows } = await import("./xlsx-rows.ts");
    const sheet = workbookRows(bytes, { decimal: "." });
    if (!sheet.ok) return sheet;
    return best([sighted(sheet.value.rows, { source: sheet.value, delimiter: "," })]);
  }
  const read = DELIMITERS.flatMap((delimiter) => {
    const rows = csvRows(bytes, delimiter);
    return rows.ok ? [sighted(rows.value, { source: bytes, delimiter })] : [];
  });
  return read.length > 0 ? best(read) : fail(UNREADABLE);
}

const UNREADABLE = {
  code: "validation_failed",
  detail: "The file has no rows that can be read. Save it anew as CSV in UTF-8, or as XLSX.",
} as const;

function best(files: readonly SightedFile[]): Result<SightedFile> {
  const [first] = files.toSorted(
    (one, other) => recognised(other) - recognised(one) || other.titles.length - one.titles.length,
  );
  return first && first.titles.length > 0 ? ok(first) : fail(UNREADABLE);
}

function sighted(rows: readonly CsvRow[], file: Pick<SightedFile, "source" | "delimiter">): SightedFile {
  const [found] = rows
    .slice(0, LOOKED_AT)
    .map(({ cells }, index) => {
      const samples = rows.slice(index + 1, index + 1 + SAMPLES).map((row) => row.cells);
      return { ...file, titles: cells.map(cleanCell), suggestion: suggestMapping(cells, samples) };
    })
    .toSorted((one, other) => recognised(other) - recognised(one));
  return found ?? { ...file, titles: [], suggestion: suggestMapping([], []) };
}

function recognised({ suggestion }: Pick<SightedFile, "suggestion">): number {
  return Object.keys(suggestion.mapping).length;
}
