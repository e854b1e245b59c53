import {
  attributesOf,
  HEAD,
  type HeadFields,
  HISTORY,
  headFields,
  type Part,
  recordable,
  toStoredItem,
} from "./aggregate.ts";
import { contentHash } from "./canonical-json.ts";
import { IdempotencyKeyTaken, type IdempotentRequest, idempotencyWrite } from "./idempotency.ts";
import type { Problem } from "./problem.ts";
import { fail, ok, type Result } from "./result.ts";
import type { Item, Table } from "./table.ts";
import { after } from "./time.ts";
import { type Condition, MOST_WRITES, NOT_EXISTS, transact, type Write } from "./transaction.ts";

/** Who did something, for whom. */
export type Author = { readonly principalId: string; readonly organisationId: string };

/** What one item was and became: changed attributes only, null where there was no item before or is none after. */
export type PartChange = {
  readonly sk: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
};

/** One immutable entry of an aggregate's history. `hash` covers all the rest, and through `previousHash` all before it. */
export type Change = {
  readonly version: number;
  readonly recordedAt: string;
  readonly by: Author;
  readonly action: string;
  readonly reason?: string;
  readonly parts: readonly PartChange[];
  readonly previousHash: string;
  readonly hash: string;
};

/** One part as it was read and as it shall be. `isNew`: the table itself refuses it where something with its key is stored. */
export type PartWrite = { readonly before?: Item; readonly after?: Part; readonly isNew?: boolean };

/** A write to an aggregate: the head as read (absent when it is created), and the parts as they shall be. */
export type AggregateWrite = {
  readonly pk: string;
  readonly ownerId: string;
  readonly previousHead?: Item;
  /** Every part that changes, with its stored item as read; the head is among them even where only its version moves. */
  readonly parts: readonly PartWrite[];
  /** What the stored head must say beside its version, for a transition that only some states allow. */
  readonly guard?: Condition;
  readonly action: string;
  readonly reason?: string;
  readonly by: Author;
  readonly now: string;
  readonly idempotency?: IdempotentRequest;
  /** Writes outside the aggregate that must happen with it (pointers), or facts elsewhere that must still hold. */
  readonly others?: readonly Write[];
};

/** What the first change of an aggregate names as the hash before it. */
export const GENESIS = "0".repeat(64);

/** The sort key of a change: ten digits, so that they sort as they were made. */
export function changeKey(version: number): string {
  return `${HISTORY}${String(version).padStart(10, "0")}`;
}

/**
 * Writes one change of an aggregate in one transaction: its parts, the head under a condition on the version that was read,
 * the change item, the idempotency record where the client sent a key, and `others`. Two write units per KB of each.
 * Refused with `version_conflict` (and the present version) where somebody else wrote first, with `already_exists` on
 * creating what is there, and with `conflict` where the guard or a condition of `others` does not hold: `extra.guarded`, or the
 * index in `extra.failedOther`; with `too_many_items` where one transaction cannot hold it.
 */
export async function writeAggregate(table: Table, write: AggregateWrite): Promise<Result<HeadFields>> {
  const { writes, head } = aggregateWrites(write);
  if (writes.length > MOST_WRITES) return fail(tooMany(writes.length));
  const outcome = await transact(table, writes);
  if (outcome.done) return ok(head);
  return refusal(write, outcome.failed, outcome.found);
}

/**
 * The writes of one change of an aggregate, and its head after them: for a transaction in which two aggregates change together, as the
 * `others` of the one that leads.
 */
export function aggregateWrites(write: AggregateWrite): { writes: readonly Write[]; head: HeadFields } {
  const previous = write.previousHead && headFields(write.previousHead);
  const change = nextChange(write, previous);
  const head: HeadFields = {
    version: change.version,
    recordedAt: change.recordedAt,
    historyHash: change.hash,
  };
  const writes = [
    ...write.parts.map((part) => partWrite(part, write, head, previous)),
    { put: changeItem(write, change), condition: NOT_EXISTS },
    ...(write.others ?? []),
    ...(write.idempotency ? [idempotencyWrite(write.idempotency, write.now)] : []),
  ];
  return { writes, head };
}

function tooMany(writes: number): Problem {
  const detail = `This would write ${writes} things at once, and ${MOST_WRITES} are kept together. Send fewer parts, and the others after them.`;
  return { code: "too_many_items", detail, extra: { limit: MOST_WRITES } };
}

function partWrite(
  part: PartWrite,
  write: AggregateWrite,
  head: HeadFields,
  previous: HeadFields | undefined,
): Write {
  const isHead = (part.after?.sk ?? part.before?.sk) === HEAD;
  const condition = isHead ? headCondition(write.guard, previous) : part.isNew ? NOT_EXISTS : undefined;
  const shared = condition ? { condition } : {};
  if (part.after)
    return { put: toStoredItem(part.after, { pk: write.pk, ownerId: write.ownerId, head }), ...shared };
  if (!part.before) throw new Error("A part of a change has neither a state before nor one after.");
  return { delete: { pk: part.before.pk, sk: part.before.sk }, ...shared };
}

function headCondition(guard: Condition | undefined, previous: HeadFields | undefined): Condition {
  if (!previous) return NOT_EXISTS;
  const isAsRead = { expression: "version = :version", values: { ":version": previous.version } };
  if (!guard) return isAsRead;
  return {
    ...guard,
    expression: `${isAsRead.expression} AND (${guard.expression})`,
    values: { ...guard.values, ...isAsRead.values },
  };
}

function nextChange(write: AggregateWrite, previous: HeadFields | undefined): Change {
  const unsealed = {
    version: (previous?.version ?? 0) + 1,
    recordedAt: after(previous?.recordedAt, write.now),
    by: write.by,
    action: write.action,
    ...(write.reason === undefined ? {} : { reason: write.reason }),
    parts: write.parts.flatMap(partChange),
    previousHash: previous?.historyHash ?? GENESIS,
  };
  return { ...unsealed, hash: contentHash(unsealed) };
}

/** The difference of one part, attribute by attribute; nothing where nothing differs. */
function partChange(part: PartWrite): PartChange[] {
  const sk = part.after?.sk ?? part.before?.sk ?? HEAD;
  const before = part.before ? recordable(asPart(part.before)) : null;
  const next = part.after ? recordable(part.after) : null;
  if (!before || !next) return [{ sk, before, after: next }];
  const names = [...new Set([...Object.keys(before), ...Object.keys(next)])].filter(
    (name) => contentHash([before[name]]) !== contentHash([next[name]]),
  );
  if (names.length === 0) return [];
  const pick = (from: Record<string, unknown>) =>
    Object.fromEntries(names.map((name) => [name, from[name] ?? null]));
  return [{ sk, before: pick(before), after: pick(next) }];
}

function asPart(item: Item): Part {
  const personal = item.personal === true;
  return { sk: item.sk, type: String(item.type), attributes: attributesOf(item), personal };
}

/** A change is stored with its parts as one JSON string: nested attributes cost more units and far more time. */
function changeItem(write: AggregateWrite, change: Change): Item {
  const { parts, ...rest } = change;
  return {
    ...rest,
    parts: JSON.stringify(parts),
    pk: write.pk,
    sk: changeKey(change.version),
    type: "change",
    ownerId: write.ownerId,
    schemaVersion: 1,
  };
}

function refusal(write: AggregateWrite, failed: number, found: Item | undefined): Result<never> {
  const othersStart = write.parts.length + 1;
  const idempotencyAt = othersStart + (write.others?.length ?? 0);
  if (failed === idempotencyAt) throw new IdempotencyKeyTaken(found);
  if (failed >= othersStart) {
    const detail = "Something this depends on has changed, or is taken. Read it again and decide anew.";
    return fail({ code: "conflict", detail, extra: { failedOther: failed - othersStart } });
  }
  if (!write.previousHead)
    return fail({ code: "already_exists", detail: "There is already one with this id." });
  const currentVersion = typeof found?.version === "number" ? found.version : undefined;
  const failedPart = write.parts[failed];
  const isHead = (failedPart?.after?.sk ?? failedPart?.before?.sk) === HEAD;
  if (!isHead) {
    const taken = "Something with this key is recorded already.";
    return fail({ code: "conflict", detail: taken });
  }
  if (write.guard && currentVersion === headFields(write.previousHead).version) {
    const refused = "The state it is in does not allow this.";
    return fail({ code: "conflict", detail: refused, extra: { guarded: true } });
  }
  const detail =
    "Somebody changed this since you read it. Read it again, then send your change with the new version.";
  return fail({
    code: "version_conflict",
    detail,
    ...(currentVersion === undefined ? {} : { extra: { currentVersion } }),
  });
}
