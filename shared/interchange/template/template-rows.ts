import {
  ABOUT,
  ENTRIES,
  EVERYBODY,
  KEY,
  keyOf,
  TEMPLATE_MARK,
  TEMPLATE_VERSION,
  type TemplateCell,
  UNIT,
  unitWords,
  wordsOf,
} from "./template-format.ts";

/** A template before it is written as a file: its first row, its titles, and a row a cell, each as wide as the titles. */
export type TemplateRows = {
  readonly mark: readonly [mark: string, hint: string];
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

const HINT =
  "Fill in numerator and denominator, or the value; leave all else as it is. Rows left empty are not recorded.";

/** What a person who fills in has to know, a line each. */
export const INSTRUCTIONS: readonly string[] = [
  "Every row is one figure that is expected: one indicator, period, place and subgroup.",
  "Fill in Numerator and Denominator where there are counts, else Value. For a count, Numerator or Value alone.",
  "Percent is written from 0 to 100: 45.2 is 45.2 %. A cell that the spreadsheet shows as 45.2% is read as that, too.",
  "Leave a row empty where there is nothing to say: it is not recorded, neither as zero nor as missing.",
  'Where there is no figure, say why under Status: "confidential", "not available", "not applicable" or "not collected".',
  'A figure that is not to be relied on has the status "unreliable", and keeps its figures.',
  'Under Stage, say "provisional" or "final" where you know. A Note stands with its figure.',
  "Rows may be sorted, filtered and deleted. Do not change what a row is about, nor its Key: they have to go together.",
  'Send the file back as an import of kind "observations-template". It needs no mapping.',
];

/** The rows of a template with exactly these cells. */
export function templateRows(cells: readonly TemplateCell[]): TemplateRows {
  const dimensions = [...new Set(cells.flatMap((cell) => Object.keys(cell.dimensions)))].sort();
  const rows = cells.map((cell) => {
    const { indicator, period, place, labels } = wordsOf(cell);
    return [
      indicator,
      cell.indicator.id,
      period,
      place,
      ...dimensions.map((dimension) => labels[dimension] ?? EVERYBODY),
      unitWords(cell.indicator),
      ...ENTRIES.map(() => ""),
      keyOf(cell),
    ];
  });
  const titles = [...ABOUT, ...dimensions, UNIT, ...ENTRIES, KEY];
  return { mark: [`${TEMPLATE_MARK} ${TEMPLATE_VERSION}`, HINT], titles, rows };
}
