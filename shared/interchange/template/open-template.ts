import { fail, ok, type Result } from "../../platform/result.ts";
import { HIDDEN_TOKENS, MISSING_TOKENS } from "../column-mapping.ts";
import { cleanCell, comparisonKey, type EmptyTokens, emptyTokens, type NumberStyle } from "../csv-cells.ts";
import type { CsvRow } from "../csv-table.ts";
import { csvRows, type SheetRows } from "../observation-table.ts";
import { ABOUT, ENTRIES, KEY, TEMPLATE_MARK, TEMPLATE_VERSION, UNIT } from "./template-format.ts";

/** A template that came back: its rows, and where its columns are. */
export type TemplateTable = {
  readonly rows: readonly CsvRow[];
  readonly columns: { readonly titles: readonly string[] };
  readonly at: (title: string) => number;
  /** The columns of dimensions, by their names. */
  readonly dimensions: readonly string[];
  readonly style: NumberStyle;
  readonly tokens: EmptyTokens;
  readonly sheet?: string;
};

/** The mark stands in one of so many rows at the top. */
const MARK_ROWS = 20;
const MARKED = new RegExp(`^${TEMPLATE_MARK} (\\d+)$`, "i");
/** What spreadsheets of the world write between cells, and before decimals where it is that. */
const SEPARATORS = [
  [",", "."],
  [";", ","],
  ["\t", "."],
] as const;

/**
 * Opens a template that was filled in, as CSV in whatever way a spreadsheet saved it, or as a sheet. Refused (`validation_failed`): a
 * file that is none; a template of another version; one that lost a column.
 */
export function openTemplate(source: Uint8Array | SheetRows): Result<TemplateTable> {
  if ("rows" in source) return opened(source.rows, { decimal: "." }, { sheet: source.sheet });
  const attempts = SEPARATORS.map(([delimiter, decimal]) => {
    const rows = csvRows(source, delimiter);
    return rows.ok ? opened(rows.value, { decimal }) : rows;
  });
  const [first = refuse(NONE)] = attempts;
  return (
    attempts.find(({ ok }) => ok) ?? attempts.find((one) => !one.ok && one.problem.detail !== NONE) ?? first
  );
}

/** Whether the rows of a sheet begin as a template does. */
export function isTemplate(rows: readonly CsvRow[]): boolean {
  return markIn(rows) !== undefined;
}

const NONE =
  'The file is no template of this API: it does not begin with the row that says so. Import it as "observations", with a mapping.';

function opened(
  rows: readonly CsvRow[],
  style: NumberStyle,
  rest: { sheet?: string } = {},
): Result<TemplateTable> {
  const mark = markIn(rows);
  if (!mark) return refuse(NONE);
  if (mark.version !== TEMPLATE_VERSION) return refuse(driftOf(mark.version));
  const isTitles = ({ cells }: CsvRow) => cells.some((cell) => comparisonKey(cell) === comparisonKey(KEY));
  const below = rows.slice(mark.index + 1);
  const at = below.findIndex(isTitles);
  const titles = (below[at]?.cells ?? []).map((cell) => cleanCell(cell));
  const keys = titles.map(comparisonKey);
  const missing = [...ABOUT, UNIT, ...ENTRIES, KEY].filter((title) => !keys.includes(comparisonKey(title)));
  if (missing.length > 0)
    return refuse(
      `The template lost what it needs: ${missing.map((title) => `"${title}"`).join(", ")}. Ask for a new one.`,
    );
  const position = (title: string) => keys.indexOf(comparisonKey(title));
  const tokens = [
    ...HIDDEN_TOKENS.map((token) => [token, "c"] as const),
    ...MISSING_TOKENS.filter((token) => token !== "").map((token) => [token, "x"] as const),
  ];
  const dimensions = titles.slice(position("Place") + 1, position(UNIT));
  return ok({
    rows: below.slice(at + 1),
    columns: { titles },
    at: position,
    dimensions,
    style,
    tokens: emptyTokens(tokens, style),
    ...rest,
  });
}

function markIn(rows: readonly CsvRow[]): { index: number; version: number } | undefined {
  for (const [index, { cells }] of rows.slice(0, MARK_ROWS).entries()) {
    const version = MARKED.exec(cleanCell(cells[0] ?? ""))?.[1];
    if (version !== undefined) return { index, version: Number(version) };
  }
  return undefined;
}

function driftOf(version: number): string {
  return `The file is a template of version ${version}; this API reads version ${TEMPLATE_VERSION}. Ask for a new one (GET /v1/partnerships/{partnershipId}/observation-template) and take the figures over.`;
}

function refuse(detail: string): Result<never> {
  return fail({ code: "validation_failed", detail });
}
