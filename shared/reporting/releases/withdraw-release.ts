import type { Principal } from "../../identity/principal.ts";
import { staleVersion } from "../../identity/stale-version.ts";
import { defined } from "../../platform/defined.ts";
import { type Author, writeAggregate } from "../../platform/history.ts";
import type { IdempotentRequest } from "../../platform/idempotency.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { blobOf } from "./compare.ts";
import { findOwn } from "./read-releases.ts";
import { type ReleaseView, releaseView } from "./release-view.ts";
import { dropBytes, findRelease, headPart, type LoadedRelease } from "./report-release.store.ts";
import type { ReportRelease } from "./report-release.ts";

export type WithdrawCall = {
  readonly releaseId: string;
  readonly principal: Principal;
  readonly author: Author;
  readonly ifMatch: number;
  readonly reason: string;
  readonly now: string;
  readonly origin: string;
  readonly idempotency?: IdempotentRequest | undefined;
};

/**
 * Withdraws a release for a reason: its bytes are dropped, and what its restatement says otherwise, which holds what it said; what it said
 * of itself, its hashes and the reason stay. One transaction, then a delete a chunk. Of one that is withdrawn already the first reason stays, and what was not dropped yet is dropped.
 */
export async function withdrawReportRelease(table: Table, call: WithdrawCall): Promise<Result<ReleaseView>> {
  const found = await findOwn(table, call);
  if (!found.ok) return found;
  const withdrawn = await markWithdrawn(table, call, found.value);
  if (!withdrawn.ok) return withdrawn;
  const { manifest, restatedBy } = found.value.release;
  await dropBytes(table, call.releaseId, manifest.blobs);
  if (restatedBy) await dropDifferences(table, restatedBy.id);
  return ok(releaseView(withdrawn.value, call.origin));
}

/** Drops what a restatement says otherwise than the release that it restates. A GetItem, then a delete a chunk. */
async function dropDifferences(table: Table, restatementId: string): Promise<void> {
  const restatement = await findRelease(table, restatementId);
  const blob = restatement && blobOf(restatement.release.manifest, "differences");
  if (blob) await dropBytes(table, restatementId, [blob]);
}

async function markWithdrawn(
  table: Table,
  { author: by, ifMatch, reason, now, idempotency }: WithdrawCall,
  loaded: LoadedRelease,
): Promise<Result<LoadedRelease>> {
  const { release, head, item, ownerId } = loaded;
  if (release.status === "withdrawn") return ok(loaded);
  if (head.version !== ifMatch) return fail(staleVersion(head.version));
  const next: ReportRelease = { ...release, status: "withdrawn", withdrawal: { at: now, reason } };
  const written = await writeAggregate(table, {
    pk: item.pk,
    ownerId,
    previousHead: item,
    parts: [{ before: item, after: headPart(next) }],
    action: "report-release.withdrawn",
    reason,
    by,
    now,
    ...defined({ idempotency }),
  });
  return written.ok ? ok({ ...loaded, release: next, head: written.value }) : written;
}
