import * as z from "zod";
import { type Upload, UploadSchema } from "../platform/files.ts";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { FileFormSchema } from "./import-file.ts";
import { type Counts, IMPORT_STATUSES, type ImportJob, isActive, isAppliable, PHASES } from "./import-job.ts";
import { CsvOptionsSchema, IMPORT_KINDS, TemplateOptionsSchema } from "./import-options.ts";
import { FindingSchema } from "./import-result.ts";

const CountedSchema = lazy(() =>
  z
    .object({
      new: z.int(),
      changed: z.int(),
      unchanged: z.int(),
      rejected: z.int(),
      skipped: z.int(),
      heldBack: z.int(),
      needsDecision: z.int(),
      removedFromSource: z.int(),
      withdrawn: z.int(),
      findings: z.int(),
      observations: z.int(),
      hidden: z.int(),
      missing: z.int(),
    })
    .meta({ id: "ImportCounts" }),
);

const ProgressSchema = lazy(() =>
  CountedSchema()
    .extend({
      phase: z.enum(PHASES),
      total: z.int().optional(),
      done: z.int(),
      rowsPerSecond: z.number().optional(),
      secondsLeft: z.int().optional(),
    })
    .meta({
      id: "ImportProgress",
      description:
        "Records answered so far in the present phase, by outcome. `hidden` and `missing` count observations without a figure.",
    }),
);

const FindingCountSchema = lazy(() =>
  z
    .object({
      rule: z.string(),
      count: z.int(),
      rejecting: z.int(),
      first: z.string().meta({ description: "JSON pointer of the first place." }),
      detail: z.string(),
    })
    .meta({ id: "FindingCount" }),
);

/** An import as the API shows it. */
export const ImportViewSchema = lazy(() =>
  z
    .object({
      id: idSchema("job"),
      version: z.int(),
      kind: z.enum(IMPORT_KINDS),
      fileName: z.string().optional(),
      strict: z.boolean(),
      dryRun: z.boolean(),
      applied: z
        .object({
          by: z.object({ principalId: z.string(), organisationId: z.string() }),
          at: z.iso.datetime(),
        })
        .optional()
        .meta({ description: "Who had the file of a dry run recorded, and when." }),
      dryRunCounts: CountedSchema()
        .optional()
        .meta({ description: "What the dry run counted, once applied." }),
      options: z.union([CsvOptionsSchema(), TemplateOptionsSchema()]).optional(),
      status: z.enum(IMPORT_STATUSES),
      fileHash: z.string().optional().meta({ description: "SHA-256 of the file, hex." }),
      file: FileFormSchema().optional().meta({ description: "What the file was found to be." }),
      progress: ProgressSchema(),
      findings: z.array(FindingCountSchema()),
      fileFindings: z.array(FindingSchema()).optional(),
      problem: z.object({ code: z.string(), detail: z.string() }).loose().optional(),
      upload: UploadSchema().optional(),
      createdAt: z.iso.datetime(),
      startedAt: z.iso.datetime().optional(),
      finishedAt: z.iso.datetime().optional(),
      links: z.record(z.string(), z.string()),
    })
    .meta({ id: "Import" }),
);
export type ImportView = z.infer<ReturnType<typeof ImportViewSchema>>;

/** The view of a job, with the upload address where one was just made. */
export function importView(job: ImportJob, upload?: Upload): ImportView {
  const { problem } = job;
  return {
    id: job.id,
    version: job.version,
    kind: job.kind,
    ...(job.fileName === undefined ? {} : { fileName: job.fileName }),
    strict: job.strict,
    dryRun: job.dryRun,
    ...(job.applied ? { applied: job.applied } : {}),
    ...(job.dryRunCounts ? { dryRunCounts: countsOf(job.dryRunCounts) } : {}),
    ...(job.options ? { options: job.options } : {}),
    status: job.status,
    ...(job.fileHash === undefined ? {} : { fileHash: job.fileHash }),
    ...(job.form ? { file: job.form } : {}),
    progress: progressOf(job),
    findings: Object.entries(job.tally).map(([rule, seen]) => ({ rule, ...seen })),
    ...(job.fileFindings ? { fileFindings: job.fileFindings } : {}),
    ...(problem ? { problem: { code: problem.code, detail: problem.detail, ...placesOf(problem) } } : {}),
    ...(upload ? { upload: { ...upload, headers: { ...upload.headers } } } : {}),
    createdAt: job.createdAt,
    ...(job.startedAt === undefined ? {} : { startedAt: job.startedAt }),
    ...(job.finishedAt === undefined ? {} : { finishedAt: job.finishedAt }),
    links: linksOf(job),
  };
}

function placesOf({ errors, extra }: NonNullable<ImportJob["problem"]>) {
  return { ...(errors ? { errors } : {}), ...extra };
}

function linksOf(job: ImportJob): Record<string, string> {
  const self = `/v1/imports/${job.id}`;
  const awaiting = job.status === "awaiting-upload";
  return {
    self,
    ...(awaiting ? { upload: `${self}/upload`, start: `${self}/start` } : {}),
    ...(awaiting || isActive(job) ? { cancel: `${self}/cancel` } : {}),
    ...(isAppliable(job) ? { apply: `${self}/apply` } : {}),
    results: `${self}/results`,
  };
}

function countsOf(counts: Counts): NonNullable<ImportView["dryRunCounts"]> {
  const {
    "held-back": heldBack,
    "needs-decision": needsDecision,
    "removed-from-source": removedFromSource,
    ...rest
  } = counts;
  return { ...rest, heldBack, needsDecision, removedFromSource };
}

/** Records a second since the start, over the last record written, and what that leaves for the rest. */
function progressOf(job: ImportJob): ImportView["progress"] {
  const done = job.next;
  const seconds = (Date.parse(job.changedAt) - Date.parse(job.startedAt ?? job.changedAt)) / 1000;
  const rate = done > 0 && seconds > 0 ? done / seconds : undefined;
  const left = rate && isActive(job) && job.total !== undefined ? (job.total - done) / rate : undefined;
  return {
    phase: job.phase,
    ...(job.total === undefined ? {} : { total: job.total }),
    done,
    ...countsOf(job.counts),
    ...(rate === undefined ? {} : { rowsPerSecond: Math.round(rate * 10) / 10 }),
    ...(left === undefined ? {} : { secondsLeft: Math.ceil(left) }),
  };
}
