import { contentHash } from "./canonical-json.ts";
import { defined } from "./defined.ts";
import { type Item, type Key, queryAll, type Table } from "./table.ts";

/**
 * An aggregate is what one version number guards: the items of one partition whose sort keys begin with `C#`, led by the
 * head, `C#HEAD`. Its changes lie in the same partition under `H#`, ledger entries under `L#`: out of the head's Query.
 */
export const HEAD = "C#HEAD";
export const COLLECTION = "C#";
export const LEDGER = "L#";
/** Parts that belong to an aggregate and its history, and that its head's Query need not bring. */
export const ATTACHED = "X#";
export const HISTORY = "H#";

/** What the head of every aggregate holds beside its own attributes. */
export type HeadFields = {
  readonly version: number;
  readonly recordedAt: string;
  readonly historyHash: string;
};

/** Where an item is listed beside its own partition. */
export type IndexKeys = {
  readonly ownerPk?: string;
  readonly ownerSk?: string;
  readonly partyPk?: string;
  readonly partySk?: string;
};

/** One item of an aggregate as a change leaves it: its type, its own attributes, and its places in the indexes. */
export type Part = {
  readonly sk: string;
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly index?: IndexKeys;
  /** Personal data: the change item holds a salted digest instead, so that the item can be erased. */
  readonly personal?: boolean;
  /** Written once and never changed, and read by itself: the change item holds its digest, not all of it a second time. */
  readonly sealed?: boolean;
};

/** The attributes that the platform adds to an item and that are no part of what was recorded. */
const ENVELOPE = [
  "pk",
  "sk",
  "type",
  "ownerId",
  "schemaVersion",
  "personal",
  "ownerPk",
  "ownerSk",
  "partyPk",
  "partySk",
] as const;
const HEAD_ENVELOPE = ["version", "recordedAt", "historyHash"] as const;

/** The recorded attributes of a stored item, without what the platform added. */
export function attributesOf(item: Item): Record<string, unknown> {
  const dropped: readonly string[] = item.sk === HEAD ? [...ENVELOPE, ...HEAD_ENVELOPE] : ENVELOPE;
  return Object.fromEntries(Object.entries(item).filter(([name]) => !dropped.includes(name)));
}

/** The stored item of a part. `schemaVersion` says which shape it was written in, for upcasting on read. */
export function toStoredItem(part: Part, envelope: { pk: string; ownerId: string; head?: HeadFields }): Item {
  return {
    ...defined(part.attributes),
    ...part.index,
    ...(part.sk === HEAD ? envelope.head : {}),
    ...(part.personal ? { personal: true } : {}),
    pk: envelope.pk,
    sk: part.sk,
    type: part.type,
    ownerId: envelope.ownerId,
    schemaVersion: 1,
  };
}

/** A part's attributes as the history holds them: themselves, or a digest of what is personal (salted) or sealed. */
export function recordable(part: Part): Record<string, unknown> {
  const attributes = defined(part.attributes);
  return part.personal || part.sealed ? { digest: contentHash(attributes) } : attributes;
}

/** The head's own fields, from a stored head. */
export function headFields(item: Item): HeadFields {
  const { version, recordedAt, historyHash } = item;
  if (typeof version !== "number" || typeof recordedAt !== "string" || typeof historyHash !== "string")
    throw new Error(`The stored item ${item.pk} ${item.sk} is not the head of an aggregate.`);
  return { version, recordedAt, historyHash };
}

/** The head of an aggregate as it was read: whose it is, what it holds beside its own attributes, and its stored item. */
export type LoadedHead = { readonly ownerId: string; readonly head: HeadFields; readonly item: Item };

/** What is said of an aggregate by its stored head, beside what it is. */
export function loadedHead(item: Item): LoadedHead {
  return { ownerId: String(item.ownerId), head: headFields(item), item };
}

/** Attributes of which the named ones, where they are there, are one JSON string each: nested, they would cost more units. */
export function withJson(attributes: object, names: readonly string[]): Record<string, unknown> {
  return changed(attributes, names, (value) => JSON.stringify(value));
}

/** The attributes that `withJson` was given. */
export function withoutJson(attributes: object, names: readonly string[]): Record<string, unknown> {
  return changed(attributes, names, (value) => (typeof value === "string" ? JSON.parse(value) : value));
}

function changed(attributes: object, names: readonly string[], change: (value: unknown) => unknown) {
  const result: Record<string, unknown> = { ...attributes };
  for (const name of names) if (name in result) result[name] = change(result[name]);
  return result;
}

/**
 * The items that an aggregate's head collection holds, head first. One Query, strongly consistent: bytes read / 4 KB.
 */
export async function readCollection(table: Table, pk: string): Promise<Item[]> {
  const items = await queryAll(table, { partition: pk, prefix: COLLECTION });
  return items.sort((a, b) => Number(b.sk === HEAD) - Number(a.sk === HEAD));
}

/** The key of an aggregate's head. */
export function headKey(pk: string): Key {
  return { pk, sk: HEAD };
}
