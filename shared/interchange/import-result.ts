import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { PeriodSchema } from "../platform/time.ts";
import { SEVERITIES } from "./finding.ts";

/**
 * What came of one record of a file. `skipped` are rows of a CSV that hold no observation (blank rows, notes); `held-back` are
 * valid records of a strict import that was rejected as a whole; `needs-decision` are those of a dry run that a person has to
 * decide. Of no record are the figures that the file does not hold any more: `removed-from-source` as a dry run finds them,
 * `withdrawn` where an import replaces.
 */
export const OUTCOMES = [
  "new",
  "changed",
  "unchanged",
  "rejected",
  "skipped",
  "held-back",
  "needs-decision",
  "removed-from-source",
  "withdrawn",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A remark about one place of a file, as it is kept and shown. */
export const FindingSchema = lazy(() =>
  z
    .object({
      pointer: z.string(),
      rule: z.string(),
      detail: z.string(),
      severity: z.enum(SEVERITIES),
      /** What a spreadsheet calls the place: "E12". */
      cell: z.string().optional(),
      /** The part of the request by which a person decides. */
      field: z.string().optional(),
    })
    .meta({ id: "Finding" }),
);

export const FigureSchema = lazy(() =>
  z.object({
    numerator: z.number().optional(),
    denominator: z.number().optional(),
    value: z.number().optional(),
    status: z.string(),
  }),
);

/** A figure that stands recorded, and what the file makes of it. */
export const FigureChangeSchema = lazy(() =>
  z
    .object({
      indicatorId: idSchema("ind"),
      dimensions: z.record(z.string(), z.string()),
      cell: z.string().optional(),
      was: FigureSchema(),
      becomes: FigureSchema(),
      /** From where what is recorded came; absent where nobody said. */
      source: z.string().optional(),
    })
    .meta({ id: "FigureChange" }),
);
export type FigureChange = z.infer<ReturnType<typeof FigureChangeSchema>>;

/** A recorded figure that the file does not hold, and where it stands. */
export const RemovedFigureSchema = lazy(() =>
  z
    .object({
      indicatorId: idSchema("ind"),
      /** The reference of the revision that held it. */
      observation: z.string(),
      period: PeriodSchema(),
      place: z.object({ code: z.string(), name: z.string().optional() }),
      dimensions: z.record(z.string(), z.string()),
      was: FigureSchema(),
    })
    .meta({ id: "RemovedFigure" }),
);
export type RemovedFigure = z.infer<ReturnType<typeof RemovedFigureSchema>>;

/** The answer to one grant or row: which one it is, what became of it, and every remark with its pointer. */
export const ImportResultSchema = lazy(() =>
  z
    .object({
      externalId: z.string().optional(),
      line: z.int().optional(),
      outcome: z.enum(OUTCOMES),
      commitmentId: idSchema("cmt").optional(),
      /** How many observations the row came to, where it is a row. */
      observations: z.int().optional(),
      /** Why a row was skipped. */
      reason: z.string().optional(),
      /** In a dry run: the recorded figures that the row would change. */
      changes: z.array(FigureChangeSchema()).optional(),
      moreChanges: z.int().optional(),
      /** The recorded figure that the file does not hold, where it is about one. */
      removed: RemovedFigureSchema().optional(),
      findings: z.array(FindingSchema()),
      /** How many more findings there are than are kept here. */
      moreFindings: z.int().optional(),
    })
    .meta({ id: "ImportResult" }),
);
export type ImportResult = z.infer<ReturnType<typeof ImportResultSchema>>;

/** What a record adds to the counts of its job, beside its outcome. */
export type RecordFacts = { readonly hidden?: number; readonly missing?: number };

/** A result with what it adds to the counts. */
export type CountedResult = ImportResult & RecordFacts;

/** How many results share one stored item. */
export const RESULTS_A_CHUNK = 100;
/** Well under the table's 400 KB an item. */
const MOST_BYTES = 300_000;
const MOST_FINDINGS = [20, 5, 1, 0] as const;

/** Results as one JSON string that fits an item: where it would not, findings and changes beyond the first few are counted, not kept. */
export function packResults(results: readonly CountedResult[]): string {
  const attempts = MOST_FINDINGS.map((most) => JSON.stringify(results.map((result) => cut(result, most))));
  const fitting = attempts.find((json) => Buffer.byteLength(json) <= MOST_BYTES);
  if (fitting === undefined) throw new Error("The results of an import do not fit into one item.");
  return fitting;
}

function cut(result: CountedResult, most: number): CountedResult {
  const moreFindings = result.findings.length - most;
  const { changes = [] } = result;
  const moreChanges = changes.length - most;
  return {
    ...result,
    ...(moreFindings > 0 ? { findings: result.findings.slice(0, most), moreFindings } : {}),
    ...(moreChanges > 0 ? { changes: changes.slice(0, most), moreChanges } : {}),
  };
}

const StoredResultsSchema = lazy(() =>
  z.array(ImportResultSchema().extend({ hidden: z.int().optional(), missing: z.int().optional() })),
);

/** Results from their stored form. */
export function unpackResults(json: string): CountedResult[] {
  return StoredResultsSchema()
    .parse(JSON.parse(json))
    .map(({ hidden, missing, ...result }) => ({
      ...result,
      ...(hidden === undefined ? {} : { hidden }),
      ...(missing === undefined ? {} : { missing }),
    }));
}
