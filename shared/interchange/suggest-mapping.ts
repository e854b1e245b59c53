import type { Column, ColumnMappingInput } from "./column-mapping.ts";
import { cleanCell, comparisonKey } from "./csv-cells.ts";
import { PERIOD_STYLES, type PeriodStyle, periodOf } from "./period-label.ts";
import { definedOnly } from "./raw-value.ts";

type LongMapping = Extract<ColumnMappingInput, { format: "long" }>;

/** A first mapping for a person to correct; `notes` say what is left to decide. */
export type Suggestion = {
  readonly mapping: { readonly [K in keyof LongMapping]?: LongMapping[K] | undefined };
  readonly notes: readonly string[];
};

const PLACE_CODE =
  /^(district|school|place|county|area|region) ?(code|id)$|^(geo)?fips$|^geo ?id$|^leaid$|^ncessch$/;
const PLACE_NAME = /^(district|school|place|county|area|region|organization|neighborhood)( name)?$/;
const PERIOD = /^(school |fiscal |calendar )?year$|^period$|^date$|^month$|^quarter$/;
const DENOMINATOR = /cohort count|denominator|^total|enrol|number tested|scored tests/;
const NUMERATOR = /numerator|graduation count|student count|^count$|graduates| count$/;
const VALUE = /^value$|^%|rate$|percent|proportion/;

const DIMENSIONS: readonly (readonly [pattern: RegExp, dimension: string])[] = [
  [/race|ethnic/, "race-ethnicity"],
  [/gender|^sex$/, "sex"],
  [/^grade( level)?$/, "grade"],
  [/disabilit|special ed/, "disability"],
  [/english learner|^ell?$/, "english-learner"],
  [/low.?income|economic|frpl|lunch/, "income"],
  [/subgroup|student group|category/, "student-group"],
];

/**
 * Proposes a mapping from the titles of a file and some of its rows, by titles common in school and census data. It only
 * proposes what it recognises; a repeated title is named with its occurrence.
 */
export function suggestMapping(
  titles: readonly string[],
  sampleRows: readonly (readonly string[])[],
): Suggestion {
  const keys = titles.map(comparisonKey);
  const first = (pattern: RegExp) => keys.findIndex((key) => pattern.test(key));
  const column = (index: number): Column | undefined => (index < 0 ? undefined : columnAt(titles, index));
  const [code, name, period] = [column(first(PLACE_CODE)), column(first(PLACE_NAME)), first(PERIOD)];
  const denominator = first(DENOMINATOR);
  const numerator = keys.findIndex(
    (key, index) => index !== denominator && NUMERATOR.test(key) && !DENOMINATOR.test(key),
  );
  const figures = {
    numerator: column(numerator),
    denominator: column(denominator),
    value: column(first(VALUE)),
  };
  const style = period < 0 ? undefined : styleOf(sampleRows.map((row) => row[period] ?? ""));
  const dimensions = keys.flatMap((key, index) => dimensionsOf(key, columnAt(titles, index)));
  const mapping: Suggestion["mapping"] = definedOnly({
    format: "long" as const,
    place: placeOf(code, name),
    placeName: code === undefined ? undefined : name,
    period: style === undefined ? undefined : { column: columnAt(titles, period), style },
    dimensions: dimensions.length === 0 ? undefined : dimensions,
    ...figures,
  });
  return { mapping, notes: notesOn(mapping) };
}

function placeOf(code: Column | undefined, name: Column | undefined): LongMapping["place"] | undefined {
  if (code !== undefined) return name === undefined ? { column: code } : { column: code, otherwise: name };
  return name === undefined ? undefined : { column: name };
}

function columnAt(titles: readonly string[], index: number): Column {
  const key = comparisonKey(titles[index] ?? "");
  if (key === "") return { position: index + 1 };
  const occurrence = titles.slice(0, index + 1).filter((title) => comparisonKey(title) === key).length;
  const repeats = titles.filter((title) => comparisonKey(title) === key).length > 1;
  const title = cleanCell(titles[index] ?? "");
  return repeats ? { title, occurrence } : title;
}

function dimensionsOf(key: string, column: Column): { dimension: string; column: Column }[] {
  const known = DIMENSIONS.find(([pattern]) => pattern.test(key));
  return known === undefined ? [] : [{ dimension: known[1], column }];
}

/** The first style that reads every sample; a school year before a fiscal year, since both are written alike. */
function styleOf(samples: readonly string[]): PeriodStyle | undefined {
  const labels = samples.map(cleanCell).filter((label) => label !== "");
  if (labels.length === 0) return undefined;
  return PERIOD_STYLES.find((style) =>
    labels.every((label) => "period" in periodOf(label, { style, firstMonth: 7 })),
  );
}

function notesOn(mapping: Suggestion["mapping"]): string[] {
  return [
    ...(mapping.place === undefined ? ["Say which column names the place, or give it as a constant."] : []),
    ...(mapping.period === undefined ? ["Say which period the file is of: a column, or a constant."] : []),
    ...(mapping.value === undefined && mapping.numerator === undefined
      ? ["Say which column holds the figures."]
      : []),
  ];
}
