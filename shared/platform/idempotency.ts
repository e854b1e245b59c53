import { getItem, type Item, type Table } from "./table.ts";
import { type Condition, putIf } from "./transaction.ts";

/** A POST that carried an `Idempotency-Key`: repeated, it answers what the first one made. */
export type IdempotentRequest = {
  readonly organisationId: string;
  readonly key: string;
  /** Hash of method, path and body: the same key with another request is refused. */
  readonly requestHash: string;
  /** What the record points to: the status and the address of what was made. Never a body. */
  readonly status: number;
  readonly location: string;
};

export type IdempotencyRecord = Pick<IdempotentRequest, "requestHash" | "status" | "location">;

const KEPT_FOR_SECONDS = 24 * 60 * 60;

/** Two requests with one key were written at once and this one came second: the caller answers from the record. */
export class IdempotencyKeyTaken extends Error {
  override name = "IdempotencyKeyTaken";
  readonly record: IdempotencyRecord | undefined;
  constructor(found: Item | undefined) {
    super("Another request with this idempotency key was recorded first.");
    this.record = found && toRecord(found);
  }
}

/** The write that claims a key, in the transaction of what it guards; a key that expired may be claimed again. */
export function idempotencyWrite(
  request: IdempotentRequest,
  now: string,
): { readonly put: Item; readonly condition: Condition } {
  const seconds = Math.floor(Date.parse(now) / 1000);
  return {
    put: {
      ...keyOf(request.organisationId, request.key),
      type: "idempotency",
      ownerId: request.organisationId,
      requestHash: request.requestHash,
      status: request.status,
      location: request.location,
      expiresAt: seconds + KEPT_FOR_SECONDS,
    },
    condition: { expression: "attribute_not_exists(pk) OR expiresAt < :now", values: { ":now": seconds } },
  };
}

/**
 * Claims a key outside a transaction, for a request that can be repeated without harm. Whether the key is the request's: false
 * where it stands for another one. One conditional put.
 */
export async function claimIdempotencyKey(
  table: Table,
  request: IdempotentRequest,
  now: string,
): Promise<boolean> {
  const write = idempotencyWrite(request, now);
  const claimed = await putIf(table, write.put, write.condition);
  return claimed.done || claimed.found?.requestHash === request.requestHash;
}

/** What an idempotency key of an organisation stands for, if it was used in the last 24 hours. One GetItem. */
export async function findIdempotencyRecord(
  table: Table,
  request: { organisationId: string; key: string; now: string },
): Promise<IdempotencyRecord | undefined> {
  const item = await getItem(table, keyOf(request.organisationId, request.key));
  if (!item || Number(item.expiresAt) < Date.parse(request.now) / 1000) return undefined;
  return toRecord(item);
}

function keyOf(organisationId: string, key: string) {
  return { pk: `IDEM#${organisationId}#${key}`, sk: "IDEM" };
}

function toRecord(item: Item): IdempotencyRecord {
  return {
    requestHash: String(item.requestHash),
    status: Number(item.status),
    location: String(item.location),
  };
}
