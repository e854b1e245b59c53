import { organisationPk } from "../../identity/organisation.store.ts";
import { ownPartnership } from "../../measurement/index.ts";
import {
  attributesOf,
  HEAD,
  type HeadFields,
  headKey,
  type LoadedHead,
  loadedHead,
} from "../../platform/aggregate.ts";
import { type Author, writeAggregate } from "../../platform/history.ts";
import type { IdempotentRequest } from "../../platform/idempotency.ts";
import type { Result } from "../../platform/result.ts";
import {
  getItem,
  getItems,
  type Item,
  type Key,
  type Position,
  queryPage,
  type Table,
} from "../../platform/table.ts";
import type { Write } from "../../platform/transaction.ts";
import {
  type DataUseAgreement,
  DataUseAgreementSchema,
  names,
  type OpenAgreement,
  standingAt,
} from "./data-use-agreement.ts";

/** The most agreements in force that are looked at for one organisation and partnership: those that end first. */
const MOST_IN_FORCE = 50;

/** The partition of an agreement: its head, its history, and the log of what was read under it. */
export function dataUseAgreementPk(id: string): string {
  return `DUA#${id}`;
}

export type LoadedAgreement = LoadedHead & { readonly agreement: DataUseAgreement };

/** An agreement's head. One GetItem, strongly consistent. */
export async function findAgreement(table: Table, id: string): Promise<LoadedAgreement | undefined> {
  const item = await getItem(table, headKey(dataUseAgreementPk(id)));
  return item && toLoaded(item);
}

/** A page of a partnership's agreements, ended ones too, the latest first. One Query of byOwner. */
export async function agreementsPage(
  table: Table,
  list: { readonly partnershipId: string; readonly limit: number; readonly from?: Position },
): Promise<{ readonly items: readonly LoadedAgreement[]; readonly next?: Position }> {
  const { partnershipId, ...paging } = list;
  const partition = listOf(partnershipId);
  const page = await queryPage(table, { index: "byOwner", partition, descending: true, ...paging });
  return { items: page.items.map(toLoaded), ...(page.next ? { next: page.next } : {}) };
}

/**
 * A page of the agreements of which an organisation is a party, the latest first. Two rounds: the Query of byParty says where to look,
 * the heads, read consistently, who is a party: who is none any more sees nothing, however late the index is.
 */
export async function openedPage(
  table: Table,
  list: { readonly organisationId: string; readonly limit: number; readonly from?: Position },
): Promise<{ readonly items: readonly LoadedAgreement[]; readonly next?: Position }> {
  const { organisationId, ...paging } = list;
  const partition = openedTo(organisationId);
  const page = await queryPage(table, { index: "byParty", partition, descending: true, ...paging });
  const keys = page.items.map(({ partySk }) => headKey(dataUseAgreementPk(String(partySk))));
  const heads = keys.length === 0 ? [] : await getItems(table, keys, { consistent: true });
  const items = heads
    .map(toLoaded)
    .filter(({ agreement }) => isParty(agreement, organisationId))
    .sort((a, b) => (a.agreement.id < b.agreement.id ? 1 : -1));
  return { items, ...(page.next ? { next: page.next } : {}) };
}

/**
 * The agreements in force by which a partnership opens figures to somebody by name. One Query, strongly consistent, of those that have
 * not ended for the organisation: what is read under them is seen in the round that reads the partnership.
 */
export async function findOpenTo(
  table: Table,
  asked: {
    readonly partnershipId: string;
    readonly reader: { readonly id: string; readonly organisationId: string };
    readonly now: string;
  },
): Promise<OpenAgreement[]> {
  const { partnershipId, reader, now } = asked;
  const { items } = await queryPage(table, {
    partition: openedPk(partnershipId, reader.organisationId),
    between: [now.slice(0, 10), "9999"],
    limit: MOST_IN_FORCE,
  });
  return items
    .map((item) => ({
      agreement: DataUseAgreementSchema().parse(JSON.parse(String(item.agreement))),
      ownerId: String(item.ownerId),
      version: Number(item.version),
    }))
    .filter(({ agreement }) => standingAt(agreement, now) === "in-force" && names(agreement, reader));
}

/** Whether an organisation is a party of an agreement. */
export function isParty({ parties }: Pick<DataUseAgreement, "parties">, organisationId: string): boolean {
  return parties.some((party) => party.organisationId === organisationId);
}

/**
 * Writes an agreement's next state, and where each party finds it, in one transaction. It rests on the partnership being the author's
 * (`extra.failedOther` 0 otherwise), and on every party being there (1 and more, in their order).
 */
export function saveAgreement(
  table: Table,
  write: {
    readonly previous?: LoadedAgreement;
    readonly next: DataUseAgreement;
    readonly action: string;
    readonly reason?: string;
    readonly by: Author;
    readonly now: string;
    readonly idempotency?: IdempotentRequest | undefined;
  },
): Promise<Result<HeadFields>> {
  const { previous, next, action, reason, by, now, idempotency } = write;
  const index = { ownerPk: listOf(next.partnershipId), ownerSk: next.id };
  const after = { sk: HEAD, type: "data-use-agreement", attributes: next, index };
  const ownerId = by.organisationId;
  const version = (previous?.head.version ?? 0) + 1;
  return writeAggregate(table, {
    pk: dataUseAgreementPk(next.id),
    ownerId,
    ...(previous ? { previousHead: previous.item } : {}),
    parts: [previous ? { before: previous.item, after } : { after }],
    action,
    ...(reason === undefined ? {} : { reason }),
    by,
    now,
    others: [
      ownPartnership(next.partnershipId, ownerId),
      ...next.parties.map(({ organisationId }) => organisationThere(organisationId)),
      ...moveOpenings(previous?.agreement, { agreement: next, ownerId, version }),
    ],
    ...(idempotency ? { idempotency } : {}),
  });
}

/** Where a party finds an agreement is put anew; where it found it before and does no more is taken away. */
function moveOpenings(
  previous: DataUseAgreement | undefined,
  { agreement, ownerId, version }: OpenAgreement,
): Write[] {
  const puts = agreement.parties.map(({ organisationId }) => ({
    put: {
      ...openingKey(agreement, organisationId),
      type: "data-use-opening",
      ownerId,
      schemaVersion: 1,
      agreement: JSON.stringify(agreement),
      version,
      partyPk: openedTo(organisationId),
      partySk: agreement.id,
    },
  }));
  const kept = new Set(puts.map(({ put }) => `${put.pk} ${put.sk}`));
  const before = previous?.parties.map(({ organisationId }) => openingKey(previous, organisationId)) ?? [];
  const gone = before.filter(({ pk, sk }) => !kept.has(`${pk} ${sk}`));
  return [...puts, ...gone.map((key) => ({ delete: key }))];
}

/** By its last day, so that those which have ended are not read. */
function openingKey({ id, partnershipId, through }: DataUseAgreement, organisationId: string): Key {
  return { pk: openedPk(partnershipId, organisationId), sk: `${through}#${id}` };
}

function organisationThere(id: string): Write {
  const condition = { expression: "attribute_exists(pk)" };
  return { check: headKey(organisationPk(id)), condition };
}

function toLoaded(item: Item): LoadedAgreement {
  const agreement = DataUseAgreementSchema().parse(attributesOf(item));
  return { agreement, ...loadedHead(item) };
}

function listOf(partnershipId: string): string {
  return `PRT#${partnershipId}#DUA`;
}

function openedTo(organisationId: string): string {
  return `ORG#${organisationId}#DUA`;
}

function openedPk(partnershipId: string, organisationId: string): string {
  return `${listOf(partnershipId)}#${organisationId}`;
}
