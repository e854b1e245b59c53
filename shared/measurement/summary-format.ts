import { gunzipSync, gzipSync } from "node:zlib";
import * as z from "zod";
import { canonicalJson } from "../platform/canonical-json.ts";
import { defined } from "../platform/defined.ts";
import { lazy } from "../platform/lazy.ts";
import { PERIOD_KINDS, periodKey } from "../platform/time.ts";
import { LEVELS, levelWord, POLARITIES, UNITS } from "./indicator-words.ts";
import { CELL_STATUSES, type CellStatus, type Quality } from "./observation.ts";
import { toRef } from "./observation-ref.ts";
import type { Summary, SummaryCell, SummarySet } from "./summary.ts";
import { DetailColumnsSchema, detailAt, detailColumns } from "./summary-details.ts";
import { TargetSchema } from "./target.ts";
import { cellValue, type Scale, valueFromCounts } from "./value.ts";

/**
 * How a summary lies in the table: columns instead of rows, because a column of counts of one subgroup over the years
 * compresses far better than the same cells one by one. Per dimension key: categories and periods in order, and per
 * category a column over the periods: numerators, denominators, values (only where the counts do not give them), statuses
 * and qualities as one character each. What can be computed (references, values from counts) is not stored.
 */
const ColumnsSchema = lazy(() =>
  z.object({
    categories: z.array(z.string()),
    periods: z.array(z.tuple([z.string(), z.string(), z.enum(PERIOD_KINDS)])),
    revisions: z.array(z.int()),
    /** "1" where the source hides small figures itself. */
    protected: z.string(),
    /** "." no such cell, "o" ok, else the status. */
    statuses: z.array(z.string()),
    /** "." none, else 1 to 3. */
    qualities: z.array(z.string()).optional(),
    numerators: z.array(FiguresSchema()),
    denominators: z.array(FiguresSchema()),
    values: z.array(FiguresSchema()).optional(),
    ...DetailColumnsSchema().shape,
    placeNames: z.array(z.string().nullable()).optional(),
    agreements: z.array(z.array(z.string())).optional(),
  }),
);
type Columns = z.infer<ReturnType<typeof ColumnsSchema>>;
const FiguresSchema = lazy(() => z.array(z.number().nullable()));

const PackedSummarySchema = lazy(() =>
  z.object({
    format: z.literal(1),
    indicatorId: z.string(),
    partnershipId: z.string(),
    ownerId: z.string(),
    place: z.object({ code: z.string(), name: z.string().optional() }),
    unit: z.enum(UNITS),
    ratePer: z.int().optional(),
    definition: z
      .object({
        version: z.int(),
        name: z.string(),
        level: z.preprocess(levelWord, z.enum(LEVELS)),
        outcomeId: z.string().optional(),
        polarity: z.enum(POLARITIES),
        currency: z.string().optional(),
        numeratorDefinition: z.string(),
        denominatorDefinition: z.string(),
        window: z.string().optional(),
        source: z.string(),
        placeName: z.string(),
        targets: z.array(TargetSchema()),
        breaks: z.array(z.string()).optional(),
      })
      .optional(),
    sets: z.record(z.string(), ColumnsSchema()),
  }),
);

/** The canonical JSON of a summary: equal summaries give equal text, in whatever order they were merged. */
export function summaryJson(summary: Summary): string {
  const sets = Object.entries(summary.sets).map(([key, periods]) => [
    key,
    toColumns(Object.values(periods), summary),
  ]);
  return canonicalJson({ ...summary, format: 1, sets: Object.fromEntries(sets) });
}

/** The bytes in which a summary is stored. */
export function packSummary(json: string): Uint8Array {
  return gzipSync(json, { level: 9 });
}

/** A summary from its stored bytes. */
export function unpackSummary(data: Uint8Array): Summary {
  return fromSummaryJson(gunzipSync(data).toString("utf8"));
}

/** A summary from its canonical JSON. */
export function fromSummaryJson(json: string): Summary {
  const {
    format: _,
    ratePer,
    definition,
    sets,
    place,
    ...rest
  } = PackedSummarySchema().parse(JSON.parse(json));
  const base = { ...rest, ...defined({ ratePer }), place: defined(place), sets: {} };
  const whole: Summary = definition
    ? {
        ...base,
        definition: defined({ ...definition, targets: definition.targets.map((target) => defined(target)) }),
      }
    : base;
  const entries = Object.entries(sets).map(([key, columns]) => [key, fromColumns(columns, key, whole)]);
  return { ...whole, sets: Object.fromEntries(entries) };
}

function toColumns(periods: readonly SummarySet[], scale: Scale): Columns {
  const sets = [...periods].sort((a, b) => (periodKey(a.period) < periodKey(b.period) ? -1 : 1));
  const categories = [...new Set(sets.flatMap((set) => Object.keys(set.cells)))].sort();
  const column = <T>(read: (cell: SummaryCell | undefined) => T) =>
    categories.map((category) => sets.map((set) => read(set.cells[category])));
  const text = (read: (cell: SummaryCell | undefined) => string) =>
    column(read).map((letters) => letters.join(""));
  const said = namesIn(sets);
  const values = column((cell) => (cell && isCounted(cell, scale) ? null : (cell?.value ?? null)));
  return defined({
    categories,
    periods: sets.map(({ period }): Columns["periods"][number] => [period.start, period.end, period.kind]),
    revisions: sets.map((set) => set.revision),
    protected: sets.map((set) => (set.protectedAtSource ? "1" : "0")).join(""),
    statuses: text((cell) => (cell === undefined ? "." : cell.status === "ok" ? "o" : cell.status)),
    qualities: said.has("quality") ? text((cell) => String(cell?.quality ?? ".")) : undefined,
    numerators: column((cell) => cell?.numerator ?? null),
    denominators: column((cell) => cell?.denominator ?? null),
    values: values.some((figures) => figures.some((figure) => figure !== null)) ? values : undefined,
    ...detailColumns(column, said),
    agreements: sets.some((set) => set.agreementIds !== undefined)
      ? sets.map((set) => [...(set.agreementIds ?? [])])
      : undefined,
    placeNames: sets.some((set) => set.placeName !== undefined)
      ? sets.map((set) => set.placeName ?? null)
      : undefined,
  });
}

/** What any cell says: most say no more than counts, and a column is made only of what some cell has. */
function namesIn(sets: readonly SummarySet[]): Set<string> {
  const names = new Set<string>();
  for (const { cells } of sets)
    for (const cell of Object.values(cells))
      for (const name of Object.keys(cell) as (keyof SummaryCell)[])
        if (cell[name] !== undefined && cell[name] !== null) names.add(name);
  return names;
}

/** Whether a cell's value follows from its counts, so that it need not be stored. */
function isCounted({ numerator, denominator }: SummaryCell, scale: Scale): boolean {
  const counts = { numerator: numerator ?? undefined, denominator: denominator ?? undefined };
  return valueFromCounts(counts, scale) !== undefined;
}

function fromColumns(columns: Columns, dimensionKey: string, summary: Summary): Record<string, SummarySet> {
  const sets = columns.periods.map(([start, end, kind], index) => {
    const period = { start, end, kind };
    const revision = columns.revisions[index] ?? 0;
    const at = { indicatorId: summary.indicatorId, placeCode: summary.place.code, dimensionKey };
    const cells = columns.categories.flatMap((category, row) => {
      const cell = cellAt(columns, { row, index }, summary);
      return cell ? [[category, cell] as const] : [];
    });
    const set: SummarySet = defined({
      period,
      revision,
      ref: toRef({ ...at, periodKey: periodKey(period) }, revision),
      protectedAtSource: columns.protected[index] === "1",
      placeName: columns.placeNames?.[index] ?? undefined,
      agreementIds: columns.agreements?.[index]?.length ? columns.agreements[index] : undefined,
      cells: Object.fromEntries(cells),
    });
    return [periodKey(period), set] as const;
  });
  return Object.fromEntries(sets);
}

function cellAt(
  columns: Columns,
  at: { row: number; index: number },
  summary: Summary,
): SummaryCell | undefined {
  const { row, index } = at;
  const letter = columns.statuses[row]?.[index] ?? ".";
  if (letter === ".") return undefined;
  const status = statusOf(letter);
  const numerator = columns.numerators[row]?.[index] ?? null;
  const denominator = columns.denominators[row]?.[index] ?? null;
  const recorded = columns.values?.[row]?.[index] ?? undefined;
  const counts = {
    numerator: numerator ?? undefined,
    denominator: denominator ?? undefined,
    value: recorded,
  };
  const value = cellValue({ ...defined(counts), status }, summary);
  const quality = qualityOf(columns.qualities?.[row]?.[index]);
  return defined({ numerator, denominator, value, ...detailAt(columns, at), status, quality });
}

function statusOf(letter: string): CellStatus {
  if (letter === "o") return "ok";
  const status = CELL_STATUSES.find((known) => known === letter);
  if (!status) throw new Error(`A summary holds the unknown status "${letter}".`);
  return status;
}

function qualityOf(letter: string | undefined): Quality | undefined {
  return ([1, 2, 3] as const).find((quality) => String(quality) === letter);
}
