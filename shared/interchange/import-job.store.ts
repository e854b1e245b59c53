import { HEAD, headKey } from "../platform/aggregate.ts";
import { IdempotencyKeyTaken, type IdempotentRequest, idempotencyWrite } from "../platform/idempotency.ts";
import { getItem, type Item, type Position, queryPage, type Table } from "../platform/table.ts";
import { NOT_EXISTS, putIf, transact } from "../platform/transaction.ts";
import type { RemovedPage } from "./import-file.ts";
import { type ImportJob, ImportJobSchema } from "./import-job.ts";
import { type CountedResult, packResults, unpackResults } from "./import-result.ts";

export const JOB_TYPE = "import-job";

/** The partition of a job: its head, and the chunks of its results. */
export function jobPk(id: string): string {
  return `JOB#${id}`;
}

/** Where the file of a job lies in the files bucket. */
export function uploadKey(id: string): string {
  return `imports/${id}`;
}

/** A job. One GetItem, strongly consistent. */
export async function loadJob(table: Table, id: string): Promise<ImportJob | undefined> {
  const item = await getItem(table, headKey(jobPk(id)));
  return item && toJob(item);
}

/** A page of an organisation's jobs, newest first. One Query on an index, eventually consistent. */
export async function jobsPage(
  table: Table,
  list: { ownerId: string; limit: number; from?: Position },
): Promise<{ items: ImportJob[]; next?: Item }> {
  const { ownerId, ...paging } = list;
  const partition = listOf(ownerId);
  const page = await queryPage(table, { index: "byOwner", partition, descending: true, ...paging });
  return { items: page.items.map(toJob), ...(page.next ? { next: page.next } : {}) };
}

/**
 * Writes a job under the version that was read (0: it is new): one put, or a transaction with the idempotency record where
 * the client sent a key. False where somebody else wrote first.
 */
export async function saveJob(
  table: Table,
  job: ImportJob,
  write: { now: string; idempotency?: IdempotentRequest | undefined },
): Promise<boolean> {
  const next = toStored({ ...job, version: job.version + 1 });
  const condition =
    job.version === 0
      ? NOT_EXISTS
      : { expression: "version = :version", values: { ":version": job.version } };
  if (!write.idempotency) return (await putIf(table, next, condition)).done;
  const outcome = await transact(table, [
    { put: next, condition },
    idempotencyWrite(write.idempotency, write.now),
  ]);
  if (!outcome.done && outcome.failed === 1) throw new IdempotencyKeyTaken(outcome.found);
  return outcome.done;
}

/** What is nested is one JSON string each: nested attributes cost more and are never searched. */
function toStored(job: ImportJob): Item {
  const { options, tally, problem, fileFindings, applied, dryRunCounts, sweep, form, ...rest } = job;
  return {
    ...rest,
    ...(options ? { options: JSON.stringify(options) } : {}),
    ...(form ? { form: JSON.stringify(form) } : {}),
    ...(problem ? { problem: JSON.stringify(problem) } : {}),
    ...(fileFindings ? { fileFindings: JSON.stringify(fileFindings) } : {}),
    ...(sweep ? { sweep: JSON.stringify(sweep) } : {}),
    ...(applied ? { applied: JSON.stringify(applied) } : {}),
    ...(dryRunCounts ? { dryRunCounts: JSON.stringify(dryRunCounts) } : {}),
    tally: JSON.stringify(tally),
    pk: jobPk(job.id),
    sk: HEAD,
    type: JOB_TYPE,
    schemaVersion: 1,
    ownerPk: listOf(job.ownerId),
    ownerSk: job.id,
  };
}

function toJob(item: Item): ImportJob {
  return ImportJobSchema().parse({
    ...item,
    tally: parsed(item.tally),
    options: parsed(item.options),
    form: parsed(item.form),
    problem: parsed(item.problem),
    fileFindings: parsed(item.fileFindings),
    sweep: parsed(item.sweep),
    applied: parsed(item.applied),
    dryRunCounts: parsed(item.dryRunCounts),
  });
}

function parsed(json: unknown): unknown {
  return typeof json === "string" ? JSON.parse(json) : undefined;
}

function listOf(ownerId: string): string {
  return `ORG#${ownerId}#JOB`;
}

/** The results of a check, of a strict import or a dry run, lie apart from those of the recording. */
const PREFIX = { check: "V#", record: "R#" } as const;
type Phase = keyof typeof PREFIX;

function planKey({ id, phase }: Pick<ImportJob, "id" | "phase">, page: number) {
  return { pk: jobPk(id), sk: `W#${PREFIX[phase]}${String(page).padStart(8, "0")}` };
}

/** A page of removed figures that was written down before, if there is one. One GetItem. */
export async function findPlan(
  table: Table,
  job: Pick<ImportJob, "id" | "phase">,
  page: number,
): Promise<RemovedPage | undefined> {
  const item = await getItem(table, planKey(job, page));
  return item && JSON.parse(String(item.plan));
}

/** Writes a page of removed figures down before they are withdrawn, unless it is there. Gives it as it is stored. One put. */
export async function keepPlan(
  table: Table,
  job: Pick<ImportJob, "id" | "ownerId" | "phase">,
  { page, plan }: { page: number; plan: RemovedPage },
): Promise<RemovedPage> {
  const key = planKey(job, page);
  const stored = { ownerId: job.ownerId, schemaVersion: 1, plan: JSON.stringify(plan) };
  const kept = await putIf(table, { ...key, type: "import-plan", ...stored }, NOT_EXISTS);
  return kept.done ? plan : ((await findPlan(table, job, page)) ?? plan);
}

/** One chunk of results: `at` is the place of its first record in the file. */
export type Chunk = { readonly at: number; readonly results: readonly CountedResult[] };

function chunkKey(jobId: string, phase: Phase, at: number) {
  return { pk: jobPk(jobId), sk: `${PREFIX[phase]}${String(at).padStart(8, "0")}` };
}

/**
 * Stores a chunk under a key that follows from its first record, unless it is there: a step that is done again finds what the
 * lost attempt answered, and answers the same. Gives the chunk as it is stored. One put, and a read where it was there.
 */
export async function keepChunk(
  table: Table,
  job: Pick<ImportJob, "id" | "ownerId" | "phase">,
  chunk: Chunk,
): Promise<readonly CountedResult[]> {
  const key = chunkKey(job.id, job.phase, chunk.at);
  const results = packResults(chunk.results);
  const item = { ...key, type: "import-results", ownerId: job.ownerId, schemaVersion: 1, results };
  const kept = await putIf(table, item, NOT_EXISTS);
  if (kept.done) return unpackResults(results);
  return (await findChunk(table, job, chunk.at)) ?? [];
}

/** A chunk that was stored before, if there is one. One GetItem. */
export async function findChunk(
  table: Table,
  job: Pick<ImportJob, "id" | "phase">,
  at: number,
): Promise<readonly CountedResult[] | undefined> {
  const item = await getItem(table, chunkKey(job.id, job.phase, at));
  return item && unpackResults(String(item.results));
}

/** Some chunks of a job from the record `from` on, in order, and whether there are more. One Query. */
export async function chunksFrom(
  table: Table,
  job: Pick<ImportJob, "id" | "phase">,
  range: { from: number; limit: number },
): Promise<{ chunks: Chunk[]; more: boolean }> {
  const between = [chunkKey(job.id, job.phase, range.from).sk, `${PREFIX[job.phase]}~`] as const;
  const page = await queryPage(table, { partition: jobPk(job.id), between, limit: range.limit });
  const chunks = page.items.map((item) => ({
    at: Number(item.sk.slice(PREFIX[job.phase].length)),
    results: unpackResults(String(item.results)),
  }));
  return { chunks, more: page.next !== undefined };
}
