import {
  type ColumnMapping,
  type ColumnMappingInput,
  ColumnMappingSchema,
  type ObservationTable,
  openObservationTable,
  type RowReading,
  readObservationRows,
} from "../../../shared/interchange/index.ts";

type LongMapping = Extract<ColumnMappingInput, { format: "long" }>;

/** A mapping for a table of graduates by district and group in one school year; a test overrides what it is about. */
export function aMapping(overrides: Partial<LongMapping> = {}): ColumnMapping {
  return ColumnMappingSchema().parse({
    format: "long",
    place: { column: "District" },
    period: { constant: "2018-19", style: "school-year" },
    dimensions: [{ dimension: "race-ethnicity", column: "Group" }],
    numerator: "Graduates",
    denominator: "Cohort",
    value: "Rate",
    ...overrides,
  });
}

/** A table that is expected to open; throws with the problem where it does not. */
export function opened(text: string, mapping: ColumnMapping): ObservationTable {
  const table = openObservationTable(text, mapping);
  if (table.ok) return table.value;
  throw new Error(JSON.stringify(table.problem));
}

/** All rows of a text read with a mapping. */
export function readAll(text: string, mapping: ColumnMapping = aMapping()): RowReading[] {
  return [...readObservationRows(opened(text, mapping))];
}

/** The one observation of a file of one row with these cells under District, Group, Cohort, Graduates, Rate. */
export function readCells(cells: string, mapping: ColumnMapping = aMapping()): RowReading {
  const [row] = readAll(`District,Group,Cohort,Graduates,Rate\nHarbour,Asian,${cells}`, mapping);
  if (row === undefined) throw new Error("The file has no row.");
  return row;
}
