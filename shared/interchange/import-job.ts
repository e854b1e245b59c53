import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { PROBLEMS, type Problem, type ProblemCode } from "../platform/problem.ts";
import { FileFormSchema } from "./import-file.ts";
import { CsvOptionsSchema, IMPORT_KINDS, TemplateOptionsSchema } from "./import-options.ts";
import { type CountedResult, FindingSchema, OUTCOMES } from "./import-result.ts";

export const IMPORT_STATUSES = [
  "awaiting-upload",
  "queued",
  "running",
  "done",
  "failed",
  "cancelled",
] as const;

/** A strict import checks the whole file first, a dry run nothing else until it is applied; any other records at once. */
export const PHASES = ["check", "record"] as const;

const CountsSchema = lazy(() =>
  z.object({
    // Jobs from before an outcome was known have none of it.
    ...(Object.fromEntries(OUTCOMES.map((outcome) => [outcome, z.int().default(0)])) as Record<
      (typeof OUTCOMES)[number],
      z.ZodDefault<z.ZodInt>
    >),
    findings: z.int(),
    observations: z.int(),
    hidden: z.int(),
    missing: z.int(),
  }),
);
export type Counts = z.infer<ReturnType<typeof CountsSchema>>;

export const NO_COUNTS: Counts = {
  new: 0,
  changed: 0,
  unchanged: 0,
  rejected: 0,
  skipped: 0,
  "held-back": 0,
  "needs-decision": 0,
  "removed-from-source": 0,
  withdrawn: 0,
  findings: 0,
  observations: 0,
  hidden: 0,
  missing: 0,
};

const ProblemSchema = lazy(() =>
  z.object({
    code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
    detail: z.string(),
    errors: z
      .array(
        z.object({
          pointer: z.string().optional(),
          parameter: z.string().optional(),
          detail: z.string(),
          code: z.string().optional(),
        }),
      )
      .optional(),
    extra: z.record(z.string(), z.unknown()).optional(),
  }),
);

/** A remark that many records share, told once with its count. */
const TallySchema = lazy(() =>
  z.record(
    z.string(),
    z.object({ count: z.int(), rejecting: z.int(), first: z.string(), detail: z.string() }),
  ),
);

const AuthorSchema = lazy(() => z.object({ principalId: z.string(), organisationId: idSchema("org") }));

/**
 * An import job as it is stored. `step` is the number of the message that may work on it next, `next` the first record that
 * is not answered yet in the present phase; `counts` are the sum of the stored results before `next`.
 */
export const ImportJobSchema = lazy(() =>
  z.object({
    id: idSchema("job"),
    ownerId: idSchema("org"),
    author: AuthorSchema(),
    kind: z.enum(IMPORT_KINDS),
    fileName: z.string().optional(),
    strict: z.boolean(),
    dryRun: z.boolean().default(false),
    /** Who had the file of a dry run recorded, and when. */
    applied: z.object({ by: AuthorSchema(), at: z.iso.datetime() }).optional(),
    /** What the dry run counted, once its file is recorded. */
    dryRunCounts: CountsSchema().optional(),
    options: z.union([CsvOptionsSchema(), TemplateOptionsSchema()]).optional(),
    status: z.enum(IMPORT_STATUSES),
    version: z.int(),
    phase: z.enum(PHASES),
    step: z.int(),
    next: z.int(),
    total: z.int().optional(),
    /** SHA-256 of the file as the first step found it, hex: all steps work on the same bytes. */
    fileHash: z.string().optional(),
    /** How far recorded figures were looked for that the file does not hold, once all its records are answered. */
    sweep: z
      .object({ slice: z.int(), page: z.int(), found: z.int(), after: z.string().optional() })
      .optional(),
    /** What the file was found to be. */
    form: FileFormSchema().optional(),
    counts: CountsSchema(),
    tally: TallySchema(),
    /** Remarks about the file as a whole. */
    fileFindings: z.array(FindingSchema()).optional(),
    problem: ProblemSchema().optional(),
    createdAt: z.iso.datetime(),
    changedAt: z.iso.datetime(),
    startedAt: z.iso.datetime().optional(),
    finishedAt: z.iso.datetime().optional(),
  }),
);
export type ImportJob = z.infer<ReturnType<typeof ImportJobSchema>>;

/** Whether work on a job goes on by itself. */
export function isActive(job: Pick<ImportJob, "status">): boolean {
  return job.status === "queued" || job.status === "running";
}

/** Whether a message is the one that a job waits for: any other step was done already, or was called off. */
export function isDue(job: ImportJob, step: number): boolean {
  return isActive(job) && job.step === step;
}

/** A job that was cut off (its messages failed too often, or a step never came back) goes on where it stood. */
const STALLED_AFTER_MS = 10 * 60_000;

export function isResumable(job: ImportJob, now: string): boolean {
  if (job.status === "failed") return job.problem?.code === "internal_error";
  return isActive(job) && Date.parse(now) - Date.parse(job.changedAt) > STALLED_AFTER_MS;
}

/** Whether a job is a dry run that is over and was not applied. */
export function isAppliable({ dryRun, phase, status }: ImportJob): boolean {
  return dryRun && phase === "check" && status === "done";
}

/** A dry run whose file is to be recorded: from its first record, with what was counted kept beside. */
export function applied(
  job: ImportJob,
  call: { by: ImportJob["author"]; reason?: string | undefined; at: string },
): ImportJob {
  const { by, reason, at } = call;
  const { finishedAt: _finishedAt, sweep: _sweep, ...rest } = job;
  const options = job.options && reason !== undefined ? { ...job.options, reason } : job.options;
  return {
    ...rest,
    ...(options ? { options } : {}),
    applied: { by, at },
    dryRunCounts: job.counts,
    status: "queued",
    phase: "record",
    step: job.step + 1,
    next: 0,
    counts: NO_COUNTS,
    tally: {},
    startedAt: at,
    changedAt: at,
  };
}

/** A job whose next step is called for. */
export function queued(job: ImportJob, now: string): ImportJob {
  const { problem: _problem, finishedAt: _finishedAt, ...rest } = job;
  const status = job.next > 0 || job.step > 0 ? "running" : "queued";
  return { ...rest, status, step: job.step + 1, startedAt: job.startedAt ?? now, changedAt: now };
}

/** A job that could not be done, and why. What was recorded before stays recorded. */
export function failed(job: ImportJob, problem: Problem, now: string): ImportJob {
  const { code, detail, errors, extra } = problem;
  const kept = {
    code,
    detail,
    ...(errors ? { errors: errors.slice(0, 50).map((place) => ({ ...place })) } : {}),
    ...(extra ? { extra: { ...extra } } : {}),
  };
  return { ...job, status: "failed", problem: kept, changedAt: now, finishedAt: now };
}

export function cancelled(job: ImportJob, now: string): ImportJob {
  return { ...job, status: "cancelled", changedAt: now, finishedAt: now };
}

/** Counts with more results added. */
export function addResults(counts: Counts, results: readonly CountedResult[]): Counts {
  const sum = { ...counts };
  for (const result of results) {
    sum[result.outcome] += 1;
    sum.findings += result.findings.length + (result.moreFindings ?? 0);
    sum.observations += result.observations ?? 0;
    sum.hidden += result.hidden ?? 0;
    sum.missing += result.missing ?? 0;
  }
  return sum;
}
