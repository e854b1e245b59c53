import { attributesOf, HEAD, type HeadFields, headFields, readCollection } from "../platform/aggregate.ts";
import { type Author, type PartWrite, writeAggregate } from "../platform/history.ts";
import type { IdempotentRequest } from "../platform/idempotency.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { type Item, type Page, type Position, queryPage, type Table } from "../platform/table.ts";
import { type Condition, checkedOnce, type Write } from "../platform/transaction.ts";
import { checkSize } from "./check-size.ts";
import { commitmentOf, differs, entryPart, fromParts, partsOf } from "./commitment.parts.ts";
import type { Commitment, CommitmentState } from "./commitment.ts";
import type { CommitmentStatus } from "./commitment-status.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import { type Tranche, TrancheSchema } from "./tranche.ts";

/** The partition of a commitment. */
export function commitmentPk(id: string): string {
  return `CMT#${id}`;
}

/** A commitment as it was read, with the stored items that a later write is compared against. */
export type LoadedCommitment = {
  readonly state: CommitmentState;
  readonly head: HeadFields;
  readonly items: readonly Item[];
};

/** A commitment with all parts of its collection: one Query, strongly consistent, bytes read / 4 KB. */
export async function loadCommitment(table: Table, id: string): Promise<LoadedCommitment | undefined> {
  return fromItems(await readCollection(table, commitmentPk(id)));
}

/** A commitment from the items of its collection, every one parsed; undefined where there is no head. */
export function fromItems(items: readonly Item[]): LoadedCommitment | undefined {
  const head = items.find((item) => item.sk === HEAD);
  const state = fromParts(new Map(items.map((item) => [item.sk, attributesOf(item)])));
  return head && state && { state, head: headFields(head), items };
}

/** A commitment's head alone, for lists. */
export function toCommitment(item: Item): { commitment: Commitment; version: number; recordedAt: string } {
  const { version, recordedAt } = headFields(item);
  return { commitment: commitmentOf(attributesOf(item)), version, recordedAt };
}

export type CommitmentWrite = {
  readonly loaded?: LoadedCommitment;
  readonly next: CommitmentState;
  readonly entries?: readonly LedgerEntry[];
  /** Parts beside the collection, for instance the record it was imported from. */
  readonly attached?: readonly PartWrite[];
  /** What the stored head must say beside its version: see `inStatus` and `payableOn`. */
  readonly guard?: Condition | undefined;
  readonly action: string;
  readonly reason?: string | undefined;
  readonly by: Author;
  readonly now: string;
  readonly idempotency?: IdempotentRequest | undefined;
  readonly others?: readonly Write[] | undefined;
};

/**
 * Writes a commitment's next state with new ledger entries in one transaction: only parts that differ are written, the head under
 * the version that was read and the guard, entries only where their key is free. About 2 write units per KB of head, each changed
 * part, each entry and the change. Refused with `amount_exceeded` where its sums would be too large to be kept.
 */
export async function saveCommitment(table: Table, write: CommitmentWrite): Promise<Result<HeadFields>> {
  const { loaded, next, guard, by, now, action, reason, idempotency, others } = write;
  const size = checkSize(next);
  if (!size.ok) return size;
  const before = new Map(loaded?.items.map((item) => [item.sk, item]));
  const after = partsOf(next);
  const kept = new Set(after.map((part) => part.sk));
  const changed = after.filter((part) => part.sk === HEAD || differs(before.get(part.sk), part));
  const removed = [...before.values()].filter((item) => !kept.has(item.sk));
  const head = before.get(HEAD);
  return writeAggregate(table, {
    pk: commitmentPk(next.commitment.id),
    ownerId: next.commitment.funder.organisationId,
    ...(head ? { previousHead: head } : {}),
    parts: [
      ...changed.map((part) => withBefore(before.get(part.sk), part)),
      ...removed.map((item) => ({ before: item })),
      ...(write.entries ?? []).map((entry) => ({ after: entryPart(next.commitment, entry), isNew: true })),
      ...(write.attached ?? []),
    ],
    ...(guard === undefined ? {} : { guard }),
    action,
    by,
    now,
    ...(reason === undefined ? {} : { reason }),
    ...(idempotency === undefined ? {} : { idempotency }),
    ...(others === undefined ? {} : { others: checkedOnce(others) }),
  });
}

function withBefore(before: Item | undefined, after: PartWrite["after"]): PartWrite {
  return { ...(before ? { before } : {}), ...(after ? { after } : {}) };
}

/** The guard of a transition: the table refuses it unless the stored commitment is in one of these statuses. */
export function inStatus(statuses: readonly CommitmentStatus[]): Condition {
  const values = Object.fromEntries(statuses.map((status, index) => [`:status${index}`, status]));
  return {
    expression: `#status IN (${Object.keys(values).join(", ")})`,
    names: { "#status": "status" },
    values,
  };
}

/** The guard of a payment: in one of these statuses, and not blocked by an overdue report on the day. */
export function payableOn(day: string, statuses: readonly CommitmentStatus[]): Condition {
  const status = inStatus(statuses);
  return {
    ...status,
    expression: `${status.expression} AND (attribute_not_exists(blockedFromOn) OR blockedFromOn > :day)`,
    values: { ...status.values, ":day": day },
  };
}

export type CommitmentList =
  | { readonly of: "funder"; readonly organisationId: string }
  | { readonly of: "partnership"; readonly partnershipId: string };

/** A page of the commitments of a funder, or of a partnership, newest last. One Query on an index, eventually consistent. */
export async function commitmentsPage(
  table: Table,
  list: CommitmentList,
  paging: { limit: number; from?: Position },
): Promise<Page> {
  if (list.of === "funder")
    return queryPage(table, { index: "byOwner", partition: `ORG#${list.organisationId}#CMT`, ...paging });
  return queryPage(table, { index: "byParty", partition: `PRT#${list.partnershipId}#CMT`, ...paging });
}

/** A tranche that falls due, with its commitment's id. */
export type DueTranche = { readonly commitmentId: string; readonly tranche: Tranche };

/** A page of the tranches of a funder that fall due in one month ("2026-09") and are still open. One Query. */
export async function duePage(
  table: Table,
  options: { organisationId: string; month: string; limit: number; from?: Position },
): Promise<{ due: DueTranche[]; next?: Item }> {
  const { organisationId, month, ...paging } = options;
  const page = await queryPage(table, {
    index: "byOwner",
    partition: `ORG#${organisationId}#DUE#${month}`,
    ...paging,
  });
  const due = page.items.map((item) => ({
    commitmentId: item.pk.slice("CMT#".length),
    tranche: TrancheSchema().parse(attributesOf(item)),
  }));
  return { due, ...(page.next ? { next: page.next } : {}) };
}

/** A commitment, or `not_found`: the same answer whether it does not exist or may not be seen. */
export function foundOr404<T>(value: T | undefined): Result<T> {
  return value === undefined
    ? fail({ code: "not_found", detail: "There is no such commitment." })
    : ok(value);
}
