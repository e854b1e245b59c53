import { fail, ok, type Result } from "../platform/result.ts";
import { csvRemoval } from "./csv-removal.ts";
import { type CsvRecord, readCsvRecords, setKeyOf } from "./csv-rows.ts";
import type {
  Batch,
  BatchContext,
  ImportFile,
  ObservationCall,
  ObservationOutcome,
  ObservationPorts,
} from "./import-file.ts";
import type { CsvOptions, TemplateOptions } from "./import-options.ts";
import type { CountedResult } from "./import-result.ts";
import { type ObservationTable, openObservationTable, type SheetRows } from "./observation-table.ts";
import { type RowFrame, rowResult } from "./row-result.ts";
import { openTemplate } from "./template/open-template.ts";
import { indicatorsIn, readTemplateRecords } from "./template/read-template.ts";

/** The most observations that measurement takes in one call, and about as many as a batch holds. */
const MOST_A_CALL = 1_000;
/** What a step can read and sort within its memory (measured: 469,000 rows of one figure take 960 MB of 1,769) and a third of its time. */
const MOST_FIGURES = 500_000;
/** While some batches wait for the table, the next is checked and sealed. Beyond four nothing is gained. */
export const BATCHES_AT_ONCE = 4;

/**
 * Opens a CSV of observations, or the rows of a sheet, for an import: every row below the titles is a record. Rows are worked on in
 * the order of the tables they are stored in, not of the file, so that a table is written once however the file is sorted, and
 * neighbours are read at once.
 */
export function openObservationFile(
  ports: ObservationPorts,
  options: CsvOptions,
  source: Uint8Array | SheetRows,
): Result<ImportFile> {
  const table = openObservationTable(source, options.mapping);
  if (!table.ok) return table;
  const figures = table.value.rows.length * seriesOf(table.value);
  if (figures > MOST_FIGURES) return tooMany(figures);
  const records = readCsvRecords(table.value, options);
  const file = fileOf(ports, options, { records, table: table.value });
  return ok({ ...file, removal: csvRemoval(ports, options, records) });
}

/**
 * Opens a template that was filled in: every row below its titles is a record. What it does not hold is not looked for: a row that was
 * left empty says nothing. One round for its indicators.
 */
export async function openTemplateFile(
  ports: ObservationPorts,
  call: { readonly options: TemplateOptions; readonly ownerId: string },
  source: Uint8Array | SheetRows,
): Promise<Result<ImportFile>> {
  const table = openTemplate(source);
  if (!table.ok) return table;
  const { rows } = table.value;
  if (rows.length > MOST_FIGURES) return tooMany(rows.length);
  const indicators = await ports.templateIndicators(indicatorsIn(table.value));
  const records = readTemplateRecords(table.value, { indicators, ownerId: call.ownerId });
  return ok(fileOf(ports, call.options, { records, table: table.value }));
}

type Provenance = Pick<CsvOptions, "source" | "reason" | "protectedAtSource" | "agreementId">;
type Table = RowFrame["table"] & { readonly sheet?: string };
type Records = { readonly records: readonly CsvRecord[]; readonly table: Table };

function fileOf(ports: ObservationPorts, options: Provenance, { records, table }: Records): ImportFile {
  const { sheet } = table;
  const rows = inOrderOfSets(records);
  const work = (batch: Batch, context: BatchContext) => ({
    table,
    rows: rows.slice(batch.from, batch.from + batch.count),
    options,
    context,
  });
  return {
    form: sheet === undefined ? { format: "csv" } : { format: "xlsx", sheet },
    total: rows.length,
    batches: batchesOf(rows),
    width: BATCHES_AT_ONCE,
    findings: () => [],
    check: async (batch, context) => {
      const results = await answerRows(ports.previewObservations, work(batch, context));
      if (context.dryRun) return results;
      return results.map((result) => (isRecordable(result) ? { ...result, outcome: "held-back" } : result));
    },
    record: (batch, context) => answerRows(ports.recordObservations, work(batch, context)),
  };
}

/** How many figures a row can come to. */
function seriesOf({ mapping }: ObservationTable): number {
  return mapping.format === "wide" ? mapping.series.length : 1;
}

function tooMany(figures: number): Result<never> {
  const detail =
    `A file of observations may hold ${MOST_FIGURES} figures, one for each row below its titles and each series; this one has room for ` +
    `${figures}. Cut it into several.`;
  return fail({ code: "too_many_items", detail, extra: { limit: MOST_FIGURES, figures } });
}

function isRecordable({ outcome }: CountedResult): boolean {
  return outcome === "new" || outcome === "changed" || outcome === "unchanged";
}

/** Rows that come to something first, by the set their first observation falls into; then the others. Stable. */
function inOrderOfSets(records: readonly CsvRecord[]): CsvRecord[] {
  const keyed = records.map((record) => ({ record, key: keyOf(record) ?? "~" }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ record }) => record);
}

function keyOf({ observations: [first] }: CsvRecord): string | undefined {
  return first && setKeyOf(first);
}

/**
 * Batches of at most a thousand observations that end where a set ends, so that no set is written by two of them; a set that
 * alone has more is a batch of its own.
 */
function batchesOf(rows: readonly CsvRecord[]): Batch[] {
  const batches: Batch[] = [];
  let open = { from: 0, count: 0, weight: 0 };
  for (const set of neighboursOf(rows)) {
    if (open.count > 0 && open.weight + set.weight > MOST_A_CALL) {
      batches.push({ from: open.from, count: open.count });
      open = { from: open.from + open.count, count: 0, weight: 0 };
    }
    open = { ...open, count: open.count + set.count, weight: open.weight + set.weight };
  }
  return [...batches, { from: open.from, count: open.count }];
}

/** How many neighbouring rows fall into one set, and how many observations they are; rows of no set stand alone. */
function neighboursOf(rows: readonly CsvRecord[]): { count: number; weight: number }[] {
  const sets: { key: string | undefined; count: number; weight: number }[] = [];
  for (const row of rows) {
    const key = keyOf(row);
    const last = sets.at(-1);
    if (last && key !== undefined && last.key === key) {
      last.count += 1;
      last.weight += weightOf(row);
    } else sets.push({ key, count: 1, weight: weightOf(row) });
  }
  return sets;
}

function weightOf(row: CsvRecord): number {
  return Math.max(1, row.observations.length);
}

type Work = {
  readonly table: Table;
  readonly rows: readonly CsvRecord[];
  readonly options: Provenance;
  readonly context: BatchContext;
};

async function answerRows(
  ask: (call: ObservationCall) => Promise<readonly ObservationOutcome[]>,
  work: Work,
): Promise<CountedResult[]> {
  const { rows, options, context } = work;
  const { source, protectedAtSource, agreementId } = options;
  const how = { source, reason: context.reason, protectedAtSource, agreementId };
  const observations = rows.flatMap((row) => row.observations);
  const answers: ObservationOutcome[] = [];
  for (let start = 0; start < observations.length; start += MOST_A_CALL) {
    const part = observations.slice(start, start + MOST_A_CALL);
    answers.push(...(await ask({ ...context, rows: part, ...how })));
  }
  let taken = 0;
  return rows.map((row) => {
    const own = answers.slice(taken, taken + row.observations.length);
    taken += row.observations.length;
    return rowResult(row, own, { table: work.table, source, dryRun: context.dryRun === true });
  });
}
