import * as z from "zod";
import type { Principal } from "../identity/principal.ts";
import type { IdempotentRequest } from "../platform/idempotency.ts";
import { lazy } from "../platform/lazy.ts";
import { invalidAt } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { mayImport } from "./create-import.ts";
import { applied, type ImportJob, isActive, isAppliable } from "./import-job.ts";
import { lacksReason, NO_REASON } from "./import-options.ts";
import { changeImport } from "./start-import.ts";

/** What is said when the file of a dry run is recorded. */
export const ApplicationSchema = lazy(() =>
  z
    .strictObject({
      /** Why figures that are recorded already are replaced; left out, the reason that the import was made with. */
      reason: z.string().trim().min(1).max(1000).optional(),
    })
    .meta({ id: "ImportApplication", examples: [{ reason: "The state corrected its file" }] }),
);

/**
 * Has the file of a dry run recorded, in the name of who asks for it: the same bytes, by their hash. What was recorded since the
 * dry run is answered as recording finds it. Applying one that is being recorded changes nothing; refused with `conflict` where it
 * was no dry run, is not over, or was recorded already, with `validation_failed` where it withdraws figures and nobody says why. One GetItem, one put; the stream does the rest.
 */
export async function applyImport(
  deps: { readonly table: Table },
  call: {
    readonly principal: Principal;
    readonly importId: string;
    readonly input: z.infer<ReturnType<typeof ApplicationSchema>>;
    readonly now: string;
    readonly idempotency?: (status: number, location: string) => IdempotentRequest;
  },
): Promise<Result<ImportJob>> {
  const { principal, input, now, ...rest } = call;
  const { organisationId } = principal;
  const by = { principalId: principal.id, organisationId };
  return changeImport(deps, { ...rest, organisationId, now, status: 202 }, (job) => {
    const permitted = mayImport(principal, job.kind);
    if (!permitted.ok) return permitted;
    if (job.applied && isActive(job)) return ok(job);
    if (!isAppliable(job)) return fail({ code: "conflict", detail: notAppliable(job) });
    const next = applied(job, { by, at: now, ...input });
    return next.options && lacksReason(next.options) ? fail(invalidAt("/reason", NO_REASON)) : ok(next);
  });
}

function notAppliable({ dryRun, applied: recorded, status }: ImportJob): string {
  if (!dryRun) return "This import was no dry run: there is nothing to apply.";
  if (recorded) return "This dry run was applied already. Make a new import to record the file once more.";
  return `The dry run is ${status}: it can be applied once it is done.`;
}
