import { revisionsBetween } from "../../../measurement/index.ts";
import { inParallel } from "../../../platform/in-parallel.ts";
import { changesOf } from "../../../platform/read-history.ts";
import { fail, ok, type Result } from "../../../platform/result.ts";
import type { Table } from "../../../platform/table.ts";
import type { Cause, MovedRecord, MovedSet, Placed } from "./causes.ts";

/** The most records and sets of figures whose changes are read to tell why two reports differ. */
const MOST_MOVED = 300;
const WIDTH = 25;

/** What the ledger of a commitment calls money that went to and fro. */
const PAYMENTS = new Set(["commitment.payment", "commitment.advance", "commitment.refund"]);

/** The records and sets of figures that moved between two reports, the first of which is as of the instant `since`. */
export type Moved = {
  readonly records: readonly MovedRecord[];
  readonly sets: readonly MovedSet[];
  readonly since: string;
};

/**
 * What was recorded between two reports of the same, and nothing that was recorded before the first. A Query for each record that moved (its changes between, at most a hundred) and one
 * for each set of figures. Who and why is for the organisation that keeps a record. Refused with `too_many_items` beyond 300 of them.
 */
export async function readCauses(
  table: Table,
  { records, sets, since }: Moved,
  organisationId: string,
): Promise<Result<Placed[]>> {
  if (records.length + sets.length > MOST_MOVED) {
    const detail = `${records.length + sets.length} records and sets of figures moved between the two, and the changes of ${MOST_MOVED} are told at once. Name fewer sections, or instants that are nearer.`;
    return fail({ code: "too_many_items", detail, extra: { limit: MOST_MOVED } });
  }
  const [ofRecords, ofSets] = [
    await inParallel(records, WIDTH, (moved) => recordCauses(table, moved, organisationId)),
    await inParallel(sets, WIDTH, (moved) => setCauses(table, moved, organisationId)),
  ];
  const between = [...ofRecords, ...ofSets].flat();
  return ok(between.filter(({ cause: { recordedAt } }) => recordedAt !== undefined && recordedAt > since));
}

async function recordCauses(table: Table, moved: MovedRecord, organisationId: string): Promise<Placed[]> {
  const { id, ownerId, before, after } = moved;
  const changes = await changesOf(table, { id, after: before, through: after });
  return changes.map(({ version, recordedAt, action, by, reason }) => {
    const cause = { kind: kindOf({ version, action }), of: id, recordedAt, version, action };
    return { cause: forReader(cause, { by, reason }, ownerId === organisationId), about: [id] };
  });
}

function kindOf({ version, action }: { readonly version: number; readonly action: string }): Cause["kind"] {
  if (version === 1) return "new-data";
  return PAYMENTS.has(action) ? "payment" : "amendment";
}

async function setCauses(table: Table, moved: MovedSet, organisationId: string): Promise<Placed[]> {
  const { indicatorId, dimensionKey, ref, ownerId, before } = moved;
  const revisions = await revisionsBetween(table, { ref, after: before });
  return revisions.map(({ revision, ref: own, recordedAt, by, reason }) => {
    const kind = revision === 1 ? ("new-data" as const) : ("restatement" as const);
    const cause = { kind, of: own, recordedAt, version: revision };
    return {
      cause: forReader(cause, { by, reason }, ownerId === organisationId),
      about: dimensionKey === "all" ? [indicatorId] : [indicatorId, dimensionKey],
    };
  });
}

type Who = { readonly by: NonNullable<Cause["by"]>; readonly reason?: string | undefined };

function forReader(cause: Cause, { by, reason }: Who, isOwn: boolean): Cause {
  if (!isOwn) return cause;
  return { ...cause, by, ...(reason === undefined ? {} : { reason }) };
}
