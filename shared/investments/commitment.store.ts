import {
  attributesOf,
  HEAD,
  type HeadFields,
  headFields,
  LEDGER,
  type Part,
  readCollection,
} from "../platform/aggregate.ts";
import { canonicalJson } from "../platform/canonical-json.ts";
import { type AggregateWrite, type Author, writeAggregate } from "../platform/history.ts";
import type { IdempotentRequest } from "../platform/idempotency.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { getItem, type Item, type Page, type Position, queryPage, type Table } from "../platform/table.ts";
import type { Write } from "../platform/transaction.ts";
import {
  type Allocation,
  AllocationSchema,
  type Commitment,
  CommitmentSchema,
  type CommitmentState,
  isBinding,
} from "./commitment.ts";
import { type LedgerEntry, LedgerEntrySchema } from "./ledger-entry.ts";
import { openMinor, type Tranche, TrancheSchema } from "./tranche.ts";

const TRANCHE = "C#TRANCHE#";
const ALLOCATION = "C#ALLOC#";

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

/** A commitment with its tranches and allocations: one Query, strongly consistent, bytes read / 4 KB. */
export async function loadCommitment(table: Table, id: string): Promise<LoadedCommitment | undefined> {
  return fromItems(await readCollection(table, commitmentPk(id)));
}

/** A commitment from the items of its collection, every one parsed; undefined where there is no head. */
export function fromItems(items: readonly Item[]): LoadedCommitment | undefined {
  const head = items.find((item) => item.sk === HEAD);
  if (!head) return undefined;
  const parts = (prefix: string) => items.filter((item) => item.sk.startsWith(prefix));
  return {
    state: {
      commitment: CommitmentSchema().parse(attributesOf(head)),
      tranches: parts(TRANCHE).map((item) => TrancheSchema().parse(attributesOf(item))),
      allocations: parts(ALLOCATION).map((item) => AllocationSchema().parse(attributesOf(item))),
    },
    head: headFields(head),
    items,
  };
}

/** A commitment's head alone, for lists. */
export function toCommitment(item: Item): { commitment: Commitment; version: number; recordedAt: string } {
  const { version, recordedAt } = headFields(item);
  return { commitment: CommitmentSchema().parse(attributesOf(item)), version, recordedAt };
}

export type CommitmentWrite = {
  readonly loaded?: LoadedCommitment;
  readonly next: CommitmentState;
  readonly entries?: readonly LedgerEntry[];
  /** Parts beside the collection, for instance the record it was imported from. */
  readonly attached?: AggregateWrite["parts"];
  readonly action: string;
  readonly reason?: string | undefined;
  readonly by: Author;
  readonly now: string;
  readonly idempotency?: IdempotentRequest | undefined;
  readonly others?: readonly Write[];
};

/**
 * Writes a commitment's next state with new ledger entries in one transaction: only parts that differ are written, and the
 * head under the version that was read. About 2 write units per KB of head, each changed part, each entry and the change.
 */
export async function saveCommitment(table: Table, write: CommitmentWrite): Promise<Result<HeadFields>> {
  const { loaded, next, by, now, action, reason, idempotency } = write;
  const id = next.commitment.id;
  const before = new Map(loaded?.items.map((item) => [item.sk, item]));
  const after = [
    headPart(next.commitment),
    ...next.tranches.map((tranche) => tranchePart(next.commitment, tranche)),
  ];
  after.push(...next.allocations.map(allocationPart));
  const kept = new Set(after.map((part) => part.sk));
  const changed = after.filter((part) => part.sk === HEAD || differs(before.get(part.sk), part));
  const removed = [...before.values()].filter((item) => !kept.has(item.sk));
  const head = before.get(HEAD);
  return writeAggregate(table, {
    pk: commitmentPk(id),
    ownerId: next.commitment.funder.organisationId,
    ...(head ? { previousHead: head } : {}),
    parts: [
      ...changed.map((part) => withBefore(before.get(part.sk), part)),
      ...removed.map((item) => ({ before: item })),
      ...(write.entries ?? []).map((entry) => ({ after: entryPart(entry) })),
      ...(write.attached ?? []),
    ],
    action,
    by,
    now,
    ...(reason === undefined ? {} : { reason }),
    ...(idempotency === undefined ? {} : { idempotency }),
    ...(write.others === undefined ? {} : { others: write.others }),
  });
}

function withBefore(before: Item | undefined, after: Part) {
  return before ? { before, after } : { after };
}

/** The stored form is compared as canonical JSON, its places in the indexes included. */
function differs(before: Item | undefined, part: Part): boolean {
  if (!before) return true;
  const { ownerPk, ownerSk, partyPk, partySk } = before;
  const stored = { ...attributesOf(before), ownerPk, ownerSk, partyPk, partySk };
  return canonicalJson(stored) !== canonicalJson({ ...part.attributes, ...part.index });
}

function headPart(commitment: Commitment): Part {
  const { id, funder, partnershipId } = commitment;
  return {
    sk: HEAD,
    type: "commitment",
    attributes: commitment,
    index: {
      ownerPk: `ORG#${funder.organisationId}#CMT`,
      ownerSk: id,
      ...(partnershipId ? { partyPk: `PRT#${partnershipId}#CMT`, partySk: id } : {}),
    },
  };
}

/** A tranche is listed by the month in which it falls due, for as long as money of a binding commitment is open in it. */
function tranchePart(commitment: Commitment, tranche: Tranche): Part {
  const number = String(tranche.number).padStart(3, "0");
  const isDue = isBinding(commitment.status) && openMinor(tranche) > 0;
  const index = {
    ownerPk: `ORG#${commitment.funder.organisationId}#DUE#${tranche.dueOn.slice(0, 7)}`,
    ownerSk: `${tranche.dueOn}#${commitment.id}#${number}`,
  };
  return { sk: `${TRANCHE}${number}`, type: "tranche", attributes: tranche, ...(isDue ? { index } : {}) };
}

function allocationPart(allocation: Allocation): Part {
  return { sk: `${ALLOCATION}${allocation.strategyId}`, type: "allocation", attributes: allocation };
}

function entryPart(entry: LedgerEntry): Part {
  return { sk: `${LEDGER}${entry.id}`, type: "ledger-entry", attributes: entry };
}

/** A page of a commitment's ledger, as they were recorded. One Query. */
export async function ledgerPage(
  table: Table,
  options: { id: string; limit: number; from?: Position },
): Promise<{ entries: LedgerEntry[]; next?: Item }> {
  const { id, ...paging } = options;
  const page = await queryPage(table, { partition: commitmentPk(id), prefix: LEDGER, ...paging });
  const entries = page.items.map((item) => LedgerEntrySchema().parse(attributesOf(item)));
  return { entries, ...(page.next ? { next: page.next } : {}) };
}

/** One entry of a commitment's ledger. One GetItem. */
export async function loadEntry(table: Table, id: string, entryId: string): Promise<LedgerEntry | undefined> {
  const item = await getItem(table, { pk: commitmentPk(id), sk: `${LEDGER}${entryId}` });
  return item && LedgerEntrySchema().parse(attributesOf(item));
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

/** The commitment that carries an external id of a funder's. One GetItem. */
export async function findByExternalId(
  table: Table,
  external: { ownerId: string; scheme: string; value: string },
): Promise<string | undefined> {
  const item = await getItem(table, externalIdKey(external));
  return typeof item?.commitmentId === "string" ? item.commitmentId : undefined;
}

/** The key of the pointer from an external id to its commitment: it makes the external id unique for the funder. */
export function externalIdKey(external: { ownerId: string; scheme: string; value: string }) {
  return { pk: `EXT#${external.ownerId}#${external.scheme}#${external.value}`, sk: "PTR" };
}

/** The pointer from an external id to its commitment, refused where the id is taken. */
export function externalIdWrite(
  external: { ownerId: string; scheme: string; value: string },
  commitmentId: string,
): Write {
  return {
    put: { ...externalIdKey(external), type: "external-id", ownerId: external.ownerId, commitmentId },
    condition: { expression: "attribute_not_exists(pk)" },
  };
}

/** A commitment, or `not_found`: the same answer whether it does not exist or may not be seen. */
export function foundOr404<T>(value: T | undefined): Result<T> {
  return value === undefined
    ? fail({ code: "not_found", detail: "There is no such commitment." })
    : ok(value);
}
