import type { Principal } from "../identity/principal.ts";
import { changesUntil, settledInstant } from "../platform/as-of.ts";
import { foldChanges } from "../platform/read-history.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { visibleProposals } from "./amendments/visible-proposals.ts";
import { fromParts } from "./commitment.parts.ts";
import { commitmentPk, foundOr404, type LoadedCommitment, loadCommitment } from "./commitment.store.ts";
import type { Commitment, CommitmentState } from "./commitment.ts";

/** Whether a commitment may be read: by its funder, and by who owns the partnership it is linked to. */
export function mayRead(commitment: Commitment, principal: Principal): boolean {
  const { funder, partnershipOwnerId } = commitment;
  return [funder.organisationId, partnershipOwnerId].includes(principal.organisationId);
}

/** A commitment the principal may read, with as much of it as it may see, or `not_found`. One Query. */
export async function readCommitment(
  table: Table,
  id: string,
  principal: Principal,
): Promise<Result<LoadedCommitment>> {
  const loaded = await loadCommitment(table, id);
  const readable = foundOr404(loaded && mayRead(loaded.state.commitment, principal) ? loaded : undefined);
  if (!readable.ok) return readable;
  return ok({ ...readable.value, state: visibleProposals(readable.value.state, principal) });
}

/** A commitment as it was, with the version and the instant of its last change by then. */
export type PastCommitment = {
  readonly state: CommitmentState;
  readonly version: number;
  readonly recordedAt: string;
};

/**
 * A commitment as it was recorded by an instant, folded from its history: linear in its changes, 100 a round. Who may read it is
 * decided by how it stands now. Refused with `not_found` where nothing was recorded by then.
 */
export async function readCommitmentAsOf(
  table: Table,
  asked: { id: string; principal: Principal; asOf: string; now: string },
): Promise<Result<PastCommitment>> {
  const present = await readCommitment(table, asked.id, asked.principal);
  if (!present.ok) return present;
  const instant = settledInstant(asked.asOf, asked.now);
  if (!instant.ok) return instant;
  const changes = await changesUntil(table, commitmentPk(asked.id), instant.value);
  const last = changes.at(-1);
  if (!last) return fail({ code: "not_found", detail: "Nothing of this commitment was recorded by then." });
  const state = fromParts(foldChanges(changes));
  if (!state) throw new Error(`The history of ${asked.id} holds no head.`);
  return ok({
    state: visibleProposals(state, asked.principal),
    version: last.version,
    recordedAt: last.recordedAt,
  });
}
