import { createHash } from "node:crypto";
import { contentHash } from "../platform/canonical-json.ts";
import type { Files } from "../platform/files.ts";
import { inOrder } from "../platform/in-order.ts";
import { inParallel } from "../platform/in-parallel.ts";
import type { Problem } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { pause, type Table } from "../platform/table.ts";
import { after, type Clock } from "../platform/time.ts";
import { tallyFindings } from "./finding.ts";
import type { Batch, BatchContext, GrantPorts, ImportFile, ObservationPorts } from "./import-file.ts";
import { findChunk, keepChunk, loadJob, saveJob, uploadKey } from "./import-job.store.ts";
import { addResults, failed, type ImportJob, isDue, NO_COUNTS } from "./import-job.ts";
import { type CountedResult, RESULTS_A_CHUNK } from "./import-result.ts";
import { openImportFile } from "./open-import-file.ts";
import type { OpenedFile } from "./opened-file.ts";
import { isSwept, sweepFindings, sweepRemoved } from "./sweep-removed.ts";

/**
 * What a step stands on. `stepMs`: how long it takes up further batches, well under the function's time-out. `opened`: what the
 * container keeps of the file between two steps.
 */
export type StepDeps = GrantPorts &
  ObservationPorts & {
    readonly table: Table;
    readonly files: Pick<Files, "read">;
    readonly clock: Clock;
    readonly stepMs?: number;
    readonly opened?: OpenedFile;
  };

export type StepMessage = { readonly jobId: string; readonly step: number };
export type StepOutcome = "dropped" | "advanced" | "finished";

const STEP_MS = 20_000;
const LARGEST_FILE = 64 * 1024 * 1024;
/** How many chunks of results are read or put at once. */
const CHUNKS_AT_ONCE = 10;

/**
 * Does one step of an import: batch after batch for about twenty seconds, then writes where it stands; that write calls for
 * the next step through the table's stream. A message that the job does not wait for is dropped. A step that was cut off is
 * done again from its first batch: batches that it finished are found answered, others are recorded anew, harmlessly.
 */
export async function runImportStep(deps: StepDeps, message: StepMessage): Promise<StepOutcome> {
  const job = await loadJob(deps.table, message.jobId);
  if (!job || !isDue(job, message.step)) return "dropped";
  const opened = await openFile(deps, job);
  if (!opened.ok) return finish(deps, failed(job, opened.problem, now(deps, job)));
  const { file, fileHash } = opened.value;
  const found = { ...job, total: file.total, form: file.form, fileHash };
  const worked = await (job.next < file.total ? workOn(deps, found, file) : sweep(deps, found, file));
  const outcome = await finish(deps, advance(worked, file, now(deps, job)));
  if (outcome !== "advanced") deps.opened?.forget();
  return outcome;
}

/** Says of a job whose messages failed too often that it was cut off; starting it again goes on where it stood. */
export async function giveUpStep(
  deps: Pick<StepDeps, "table" | "clock">,
  message: StepMessage,
): Promise<void> {
  const job = await loadJob(deps.table, message.jobId);
  if (!job || !isDue(job, message.step)) return;
  const detail = "The import was cut off by an error on our side. Start it again to go on where it stood.";
  const problem: Problem = { code: "internal_error", detail };
  await saveJob(deps.table, failed(job, problem, now(deps, job)), { now: now(deps, job) });
}

type Opened = { readonly file: ImportFile; readonly fileHash: string };

async function openFile(deps: StepDeps, job: ImportJob): Promise<Result<Opened>> {
  const bytes = await deps.files.read(uploadKey(job.id));
  if (!bytes)
    return refuse("No file was put at the upload address before the import was started. Make a new import.");
  if (bytes.byteLength > LARGEST_FILE)
    return fail({ code: "body_too_large", detail: "A file may hold 64 MB. Cut it into several." });
  const fileHash = createHash("sha256").update(bytes).digest("hex");
  if (job.fileHash !== undefined && job.fileHash !== fileHash)
    return refuse("The file was replaced while it was imported. Make a new import of the one that is right.");
  const open = () => openImportFile(deps, job, bytes);
  const name = [job.id, fileHash, contentHash(job.options ?? {})].join(" ");
  const file = await (deps.opened ? deps.opened.of(name, open) : open());
  return file.ok ? ok({ file: file.value, fileHash }) : file;
}

function refuse(detail: string): Result<never> {
  return fail({ code: "conflict", detail });
}

/** Works on batches from `next` on until the time of a step is over or the file ends. */
async function workOn(deps: StepDeps, job: ImportJob, file: ImportFile): Promise<ImportJob> {
  let state: ImportJob = { ...job, status: "running" };
  const answer = async (batch: Batch) => ({ batch, results: await answerBatch(deps, job, { batch, file }) });
  for await (const { batch, results } of inOrder(batchesInTime(deps, job, file), file.width, answer)) {
    const findings = results.flatMap((result) => result.findings);
    state = {
      ...state,
      next: batch.from + batch.count,
      counts: addResults(state.counts, results),
      tally: { ...tallyFindings(findings, state.tally) },
    };
  }
  return state;
}

/** The batches of a step: the first whatever the time, further ones while there is some left. */
function* batchesInTime(deps: StepDeps, job: ImportJob, file: ImportFile): Generator<Batch> {
  const until = Date.parse(deps.clock()) + (deps.stepMs ?? STEP_MS);
  for (const batch of file.batches) {
    if (batch.from < job.next) continue;
    if (batch.from > job.next && Date.parse(deps.clock()) >= until) return;
    yield batch;
  }
}

/** Once all records are answered: what is recorded and not in the file. */
function sweep(deps: StepDeps, job: ImportJob, file: ImportFile): Promise<ImportJob> {
  const { table, clock, stepMs = STEP_MS } = deps;
  const answer = (at: ImportJob, work: Parameters<typeof answerBatch>[2]) => answerBatch(deps, at, work);
  return sweepRemoved({ table, clock, stepMs, answerBatch: answer }, job, file);
}

/**
 * The results of a batch: as an earlier attempt stored them, or worked out now and stored. Its last chunk is put after all others,
 * so that where it is there, all are.
 */
async function answerBatch(
  deps: StepDeps,
  job: ImportJob,
  { batch, file }: { batch: Batch; file: Pick<ImportFile, "check" | "record"> },
): Promise<CountedResult[]> {
  const starts: number[] = [];
  for (let at = batch.from; at < batch.from + batch.count; at += RESULTS_A_CHUNK) starts.push(at);
  const last = starts.pop() ?? batch.from;
  const found = await findChunk(deps.table, job, last);
  const others = (one: (at: number) => Promise<readonly CountedResult[] | undefined>) =>
    inParallel(starts, CHUNKS_AT_ONCE, one);
  if (found) return inOne(await others((at) => findChunk(deps.table, job, at)), found);
  const answers = await file[job.phase](batch, contextOf(deps, job));
  const keep = (at: number) => {
    const start = at - batch.from;
    return keepChunk(deps.table, job, { at, results: answers.slice(start, start + RESULTS_A_CHUNK) });
  };
  return inOne(await others(keep), await keep(last));
}

function inOne(
  chunks: readonly (readonly CountedResult[] | undefined)[],
  last: readonly CountedResult[],
): CountedResult[] {
  return [...chunks.flatMap((chunk) => chunk ?? []), ...last];
}

function contextOf(deps: StepDeps, job: ImportJob): BatchContext {
  return {
    ownerId: job.ownerId,
    author: job.applied?.by ?? job.author,
    now: deps.clock(),
    dryRun: job.phase === "check" && job.dryRun,
    reason: job.options?.reason,
  };
}

/** Where a job stands after a step: at the end, past the check of a strict one, or in the middle. A dry run ends with its check. */
function advance(job: ImportJob, file: ImportFile, at: string): ImportJob {
  const next = { ...job, step: job.step + 1, changedAt: at };
  if (job.next < file.total || !isSwept(job, file)) return next;
  const fileFindings = [...sweepFindings(job, file), ...file.findings()]
    .slice(0, 50)
    .map((one) => ({ ...one }));
  if (job.phase === "record" || job.dryRun) return { ...next, fileFindings, status: "done", finishedAt: at };
  const { rejected } = job.counts;
  if (rejected === 0) return { ...next, phase: "record", next: 0, counts: NO_COUNTS, tally: {} };
  const detail = `Nothing was recorded: ${rejected} of ${file.total} records would be rejected, and the import is strict.`;
  return failed({ ...next, fileFindings }, { code: "validation_failed", detail }, at);
}

/** Writes where a job stands. Where it was called off meanwhile, what was done still counts, and the job stays cancelled. */
async function finish(deps: StepDeps, job: ImportJob): Promise<StepOutcome> {
  let next = job;
  for (let attempt = 1; attempt <= 5; attempt++) {
    if (await saveJob(deps.table, next, { now: next.changedAt }))
      return next.status === "running" ? "advanced" : "finished";
    const found = await loadJob(deps.table, job.id);
    if (found?.status !== "cancelled" || found.next > job.next || found.phase !== job.phase) return "dropped";
    const { next: reached, counts, tally, total } = job;
    next = { ...found, next: reached, counts, tally, total };
    await pause(attempt);
  }
  return "dropped";
}

/** Clocks of several machines differ; a job's own times never go back. */
function now(deps: Pick<StepDeps, "clock">, job: ImportJob): string {
  return after(job.changedAt, deps.clock());
}
