import { can } from "../identity/permissions.ts";
import type { Principal } from "../identity/principal.ts";
import type { Files, Upload } from "../platform/files.ts";
import type { NewId } from "../platform/id.ts";
import type { IdempotentRequest } from "../platform/idempotency.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { checkIndicators, type IndicatorLookUp } from "./check-indicators.ts";
import { saveJob, uploadKey } from "./import-job.store.ts";
import { type ImportJob, NO_COUNTS } from "./import-job.ts";
import type { CsvOptions, ImportKind, NewImport, TemplateOptions } from "./import-options.ts";
import { resolveOptions } from "./resolve-options.ts";

/** What an import is made with. `indicatorFacts` comes from measurement. */
export type CreateDeps = IndicatorLookUp & {
  readonly table: Table;
  readonly newId: NewId;
  readonly files: Pick<Files, "presignUpload">;
};

export type CreateImport = {
  readonly principal: Principal;
  readonly input: NewImport;
  readonly now: string;
  readonly idempotency?: (status: number, location: string) => IdempotentRequest;
};

/** Text or a workbook; said as bytes, so that nobody on the way changes them. */
const CONTENT_TYPE = "application/octet-stream";

/**
 * Makes a job that awaits its file, and an address to put the file. Grants are imported by a funder, for itself; observations
 * by who keeps the indicators (`forbidden`, or `validation_failed` with pointers). A GetItem for a saved mapping, one round for the indicators,
 * one put.
 */
export async function createImport(
  deps: CreateDeps,
  call: CreateImport,
): Promise<Result<{ job: ImportJob; upload: Upload }>> {
  const { principal, input, now } = call;
  const permitted = mayImport(principal, input.kind);
  if (!permitted.ok) return permitted;
  const resolved = await readyOptions(deps, principal, input);
  if (!resolved.ok) return resolved;
  const options = resolved.value;
  const job: ImportJob = {
    id: deps.newId("job"),
    ownerId: principal.organisationId,
    author: { principalId: principal.id, organisationId: principal.organisationId },
    kind: input.kind,
    ...(input.fileName === undefined ? {} : { fileName: input.fileName }),
    strict: input.strict,
    dryRun: input.dryRun,
    ...(options ? { options } : {}),
    status: "awaiting-upload",
    version: 0,
    phase: input.strict || input.dryRun ? "check" : "record",
    step: 0,
    next: 0,
    counts: NO_COUNTS,
    tally: {},
    createdAt: now,
    changedAt: now,
  };
  const idempotency = call.idempotency?.(201, `/v1/imports/${job.id}`);
  if (!(await saveJob(deps.table, job, { now, idempotency })))
    return fail({ code: "already_exists", detail: "There is already one with this id." });
  return ok({ job: { ...job, version: 1 }, upload: await presign(deps, job, now) });
}

/** An address to put a job's file, for fifteen minutes. */
export function presign(
  deps: Pick<CreateDeps, "files">,
  job: Pick<ImportJob, "id">,
  now: string,
): Promise<Upload> {
  return deps.files.presignUpload(uploadKey(job.id), { contentType: CONTENT_TYPE, now });
}

/** Whether somebody may import files of a kind: who imports is who records. */
export function mayImport(principal: Principal, kind: ImportKind): Result<undefined> {
  if (kind === "360giving" && principal.organisationKind !== "funder")
    return fail({ code: "forbidden", detail: "Grants are imported by the funder that made them." });
  const action = kind === "360giving" ? "commitment:write" : "observation:write";
  if (can(principal, action)) return ok(undefined);
  return fail({ code: "forbidden", detail: `Your role does not include "${action}".` });
}

/** What a job is read with: what a template is recorded with as it is said, what a mapping is made of with its saved parts. */
async function readyOptions(
  deps: CreateDeps,
  { organisationId }: Principal,
  input: NewImport,
): Promise<Result<CsvOptions | TemplateOptions | undefined>> {
  if (input.kind === "360giving") return ok(undefined);
  if (input.kind === "observations-template") return ok(input.options);
  const resolved = await resolveOptions(deps.table, organisationId, input.options);
  if (!resolved.ok) return resolved;
  const checked = await checkIndicators(deps, { organisationId, options: resolved.value, under: "/options" });
  return checked.ok ? resolved : checked;
}
