import type { Files, Upload } from "../platform/files.ts";
import type { IdempotentRequest } from "../platform/idempotency.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { pause, type Table } from "../platform/table.ts";
import { presign } from "./create-import.ts";
import { loadJob, saveJob } from "./import-job.store.ts";
import { cancelled, type ImportJob, isActive, isResumable, queued } from "./import-job.ts";

/** Whose import, and which. What another organisation imports does not exist for one. */
export type ImportCall = {
  readonly organisationId: string;
  readonly importId: string;
  readonly now: string;
  readonly idempotency?: (status: number, location: string) => IdempotentRequest;
};

/**
 * Starts an import whose file was put, by calling for its first step; or one that was cut off, where it stood. Starting one
 * that runs changes nothing. Refused with `conflict` where it is over. One GetItem, one put; the stream does the rest.
 */
export function startImport(deps: { table: Table }, call: ImportCall): Promise<Result<ImportJob>> {
  return changeImport(deps, { ...call, status: 202 }, (job) => {
    if (job.status === "awaiting-upload" || isResumable(job, call.now)) return ok(queued(job, call.now));
    return isActive(job) ? ok(job) : fail(isOver(job));
  });
}

/** Calls an import off: nothing more is recorded once the step at work has ended. What was recorded stays. */
export function cancelImport(deps: { table: Table }, call: ImportCall): Promise<Result<ImportJob>> {
  return changeImport(deps, { ...call, status: 200 }, (job) => {
    if (job.status === "cancelled") return ok(job);
    const open = job.status === "awaiting-upload" || isActive(job);
    return open ? ok(cancelled(job, call.now)) : fail(isOver(job));
  });
}

/** Another upload address for an import that awaits its file. One GetItem. */
export async function reissueUpload(
  deps: { table: Table; files: Pick<Files, "presignUpload"> },
  call: ImportCall,
): Promise<Result<{ job: ImportJob; upload: Upload }>> {
  const job = await ownImport(deps.table, call);
  if (!job.ok) return job;
  if (job.value.status !== "awaiting-upload")
    return fail({ code: "conflict", detail: "The import was started already. Make a new one." });
  return ok({ job: job.value, upload: await presign(deps, job.value, call.now) });
}

/** An import of one's own organisation; any other is `not_found`. */
export async function ownImport(
  table: Table,
  call: Pick<ImportCall, "organisationId" | "importId">,
): Promise<Result<ImportJob>> {
  const job = await loadJob(table, call.importId);
  if (job?.ownerId === call.organisationId) return ok(job);
  return fail({ code: "not_found", detail: "There is no such import." });
}

function isOver(job: ImportJob) {
  return { code: "conflict", detail: `The import is ${job.status}. Make a new one.` } as const;
}

const ATTEMPTS = 5;

/** Reads an import of one's own, decides what it becomes, and does so again where a step wrote in between. */
export async function changeImport(
  deps: { table: Table },
  call: ImportCall & { readonly status: 200 | 202 },
  decide: (job: ImportJob) => Result<ImportJob>,
): Promise<Result<ImportJob>> {
  const idempotency = call.idempotency?.(call.status, `/v1/imports/${call.importId}`);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const read = await ownImport(deps.table, call);
    if (!read.ok) return read;
    const next = decide(read.value);
    if (!next.ok || next.value === read.value) return next;
    const saved = await saveJob(deps.table, next.value, { now: call.now, idempotency });
    if (saved) return ok({ ...next.value, version: next.value.version + 1 });
    await pause(attempt);
  }
  return fail({ code: "busy", detail: "The import is changing. Try again after a moment." });
}
