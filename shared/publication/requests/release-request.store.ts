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
import { getItem, type Item, type Key, type Position, queryPage, type Table } from "../../platform/table.ts";
import { NOT_EXISTS, type Write } from "../../platform/transaction.ts";
import { releasePk } from "../releases/release.store.ts";
import { type ReleaseRequest, ReleaseRequestSchema, type RequestStatus } from "./release-request.ts";

const KEPT_FOR_SECONDS = 3 * 24 * 60 * 60;

/** A request as it was read; its owner is the organisation that asked. */
export type LoadedRequest = LoadedHead & { readonly request: ReleaseRequest };
type RequestPage = { readonly items: readonly LoadedRequest[]; readonly next?: Position };
type Paging = { readonly limit: number; readonly from?: Position };

/** A request. One GetItem, strongly consistent. */
export async function findRequest(table: Table, id: string): Promise<LoadedRequest | undefined> {
  const item = await getItem(table, headKey(requestPk(id)));
  return item && toLoaded(item);
}

/** A page of what an organisation asked for, the latest first. One Query of byOwner. */
export async function askedPage(
  table: Table,
  { organisationId, ...paging }: Paging & { readonly organisationId: string },
): Promise<RequestPage> {
  const partition = askedBy(organisationId);
  const page = await queryPage(table, { index: "byOwner", partition, descending: true, ...paging });
  return { items: page.items.map(toLoaded), ...(page.next ? { next: page.next } : {}) };
}

/** A page of what a partnership is asked for in one state, the first request first: it is a queue. One Query of byParty. */
export async function queuePage(
  table: Table,
  list: Paging & { readonly partnershipId: string; readonly status: RequestStatus },
): Promise<RequestPage> {
  const { partnershipId, status, ...paging } = list;
  const partition = askedOf(partnershipId);
  const page = await queryPage(table, { index: "byParty", partition, prefix: `${status}#`, ...paging });
  return { items: page.items.map(toLoaded), ...(page.next ? { next: page.next } : {}) };
}

/** How many requests an organisation made on a day. One GetItem. */
export async function countOf(table: Table, organisationId: string, day: string): Promise<number> {
  const item = await getItem(table, countKey(organisationId, day));
  return item ? Number(item.count) : 0;
}

/** One more request of an organisation on a day, where it made as many before as was read. */
export function countOneMore(organisationId: string, day: string, before: number): Write {
  const put: Item = {
    ...countKey(organisationId, day),
    type: "release-request-count",
    ownerId: organisationId,
    count: before + 1,
    expiresAt: Math.floor(Date.parse(day) / 1000) + KEPT_FOR_SECONDS,
  };
  if (before === 0) return { put, condition: NOT_EXISTS };
  const condition = { expression: "#c = :before", names: { "#c": "count" }, values: { ":before": before } };
  return { put, condition };
}

/** What an answer rests on: that the release is the partnership's, and published. */
export function releasePublished(releaseId: string, partnershipId: string): Write {
  const condition = {
    expression: "partnershipId = :partnership AND #s = :published",
    names: { "#s": "status" },
    values: { ":partnership": partnershipId, ":published": "published" },
  };
  return { check: headKey(releasePk(releaseId)), condition };
}

/** Writes a request's next state, and in the same transaction what else goes with it. */
export function saveRequest(
  table: Table,
  write: {
    readonly previous?: LoadedRequest;
    readonly next: ReleaseRequest;
    readonly others?: readonly Write[];
    readonly action: string;
    readonly reason?: string | undefined;
    readonly by: Author;
    readonly now: string;
    readonly idempotency?: IdempotentRequest | undefined;
  },
): Promise<Result<HeadFields>> {
  const { previous, next, others = [], action, reason, by, now, idempotency } = write;
  const ownerId = next.askedBy.organisationId;
  const index = {
    ownerPk: askedBy(ownerId),
    ownerSk: next.id,
    partyPk: askedOf(next.partnershipId),
    partySk: `${next.status}#${next.id}`,
  };
  const after = { sk: HEAD, type: "release-request", attributes: next, index };
  return writeAggregate(table, {
    pk: requestPk(next.id),
    ownerId,
    ...(previous ? { previousHead: previous.item } : {}),
    parts: [previous ? { before: previous.item, after } : { after }],
    action,
    ...(reason === undefined ? {} : { reason }),
    by,
    now,
    others,
    ...(idempotency ? { idempotency } : {}),
  });
}

function toLoaded(item: Item): LoadedRequest {
  const request = ReleaseRequestSchema().parse(attributesOf(item));
  return { request, ...loadedHead(item) };
}

function requestPk(id: string): string {
  return `REQ#${id}`;
}

function countKey(organisationId: string, day: string): Key {
  return { pk: `REQDAY#${organisationId}`, sk: day };
}

function askedBy(organisationId: string): string {
  return `ORG#${organisationId}#REQ`;
}

function askedOf(partnershipId: string): string {
  return `PRT#${partnershipId}#REQ`;
}
