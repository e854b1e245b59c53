import { attributesOf, HEAD, headFields, type Part, readCollection } from "../platform/aggregate.ts";
import { getItems, type Item, type Position, queryPage, type Table } from "../platform/table.ts";
import type { Write } from "../platform/transaction.ts";
import { partnershipPk, shareKey } from "./partnership.store.ts";
import type { PartnershipState } from "./partnership.ts";
import { isForReaders, type Recorded, type RecordKind, type RecordView } from "./record-kind.ts";

type Kind<F extends object, R extends object> = RecordKind<F, R>;
export type Access = "owner" | "shared";

/** The partition of a record: `SYS#sys_…`. */
export function recordPk(id: string): string {
  return `${id.slice(0, id.indexOf("_")).toUpperCase()}#${id}`;
}

/** A record as it was read, with the stored items that a later write is compared against. */
export type LoadedRecord<R> = {
  readonly view: RecordView<R>;
  readonly value: Recorded<R>;
  readonly ownerId: string;
  readonly version: number;
  readonly head: Item;
  readonly items: readonly Item[];
};

/** One record of a partnership with its parts: one Query, strongly consistent. Undefined where it is another partnership's. */
export async function findRecord<F extends object, R extends object>(
  table: Table,
  kind: Kind<F, R>,
  at: { readonly partnershipId: string; readonly recordId: string },
): Promise<LoadedRecord<R> | undefined> {
  const items = await readCollection(table, recordPk(at.recordId));
  const head = items.find(({ sk }) => sk === HEAD);
  if (!head || head.partnershipId !== at.partnershipId) return undefined;
  const { version } = headFields(head);
  const view = toView(kind, head);
  const value = kind.stored().parse(attributesOf(head));
  return { view, value, ownerId: String(head.ownerId), version, head, items };
}

/** The head of a record, listed under its partnership: for its backbone, and where readers may see it for them too. */
export function recordHead<F extends object, R extends object>(kind: Kind<F, R>, value: Recorded<R>): Part {
  const list = listOf(kind, value.partnershipId);
  const sort = `${kind.listedBy(value)}#${value.id}`;
  return {
    sk: HEAD,
    type: kind.noun.replaceAll(" ", "-"),
    attributes: value as unknown as Record<string, unknown>,
    index: {
      ownerPk: list,
      ownerSk: sort,
      ...(isForReaders(value) ? { partyPk: list, partySk: sort } : {}),
    },
  };
}

export type RecordsQuery = {
  readonly partnershipId: string;
  readonly access: Access;
  readonly state?: string | undefined;
  /** Sort keys between these two, as `listedBy` writes them. */
  readonly between?: readonly [string, string];
  readonly ascending?: boolean;
  readonly limit: number;
  readonly from?: Position;
};

/**
 * A page of a partnership's records of a kind, in the order of its list. One Query of byOwner for the backbone, of byParty for
 * readers, so that nothing is read which is not shown; eventually consistent.
 */
export async function recordsPage<F extends object, R extends object>(
  table: Table,
  kind: Kind<F, R>,
  asked: RecordsQuery,
): Promise<{ items: RecordView<R>[]; next?: Item }> {
  const { partnershipId, access, state, between, limit, from, ascending = kind.ascending === true } = asked;
  const page = await queryPage(table, {
    index: access === "owner" ? "byOwner" : "byParty",
    partition: listOf(kind, partnershipId),
    ...(state === undefined ? {} : { prefix: `${state}#` }),
    ...(between ? { between } : {}),
    descending: !ascending,
    limit,
    ...(from ? { from } : {}),
  });
  return { items: page.items.map((item) => toView(kind, item)), ...(page.next ? { next: page.next } : {}) };
}

/** The stored head of a record as it is shown. */
export function toView<F extends object, R extends object>(kind: Kind<F, R>, item: Item): RecordView<R> {
  const { version, recordedAt } = headFields(item);
  return { ...kind.stored().parse(attributesOf(item)), version, recordedAt };
}

/** Checked in the transaction that makes a record: the partnership is there, and kept by this organisation. */
export function ownPartnershipCheck(partnershipId: string, ownerId: string): Write {
  return {
    check: { pk: partnershipPk(partnershipId), sk: HEAD },
    condition: { expression: "ownerId = :owner", values: { ":owner": ownerId } },
  };
}

/**
 * How an organisation may see what belongs to a partnership, or not at all. One BatchGet of two small items, strongly consistent: a
 * share that was ended opens nothing.
 */
export async function findAccess(
  table: Table,
  partnershipId: string,
  organisationId: string,
): Promise<Access | undefined> {
  const pk = partnershipPk(partnershipId);
  const share = shareKey(organisationId);
  const keys = [
    { pk, sk: HEAD },
    { pk, sk: share },
  ];
  const items = await getItems(table, keys, { consistent: true });
  if (items.some((item) => item.sk === HEAD && item.ownerId === organisationId)) return "owner";
  return items.some((item) => item.sk === share) ? "shared" : undefined;
}

/** How somebody who may read a partnership does so. */
export function accessIn(partnership: Pick<PartnershipState, "head">, organisationId: string): Access {
  return partnership.head.backboneId === organisationId ? "owner" : "shared";
}

function listOf(kind: { readonly prefix: string }, partnershipId: string): string {
  return `${partnershipPk(partnershipId)}#${kind.prefix.toUpperCase()}`;
}
