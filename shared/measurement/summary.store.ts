import { contentHash } from "../platform/canonical-json.ts";
import {
  getItem,
  getItems,
  type Item,
  type Key,
  type Position,
  pause,
  queryPage,
  type Table,
  TableBusy,
} from "../platform/table.ts";
import { NOT_EXISTS, putIf } from "../platform/transaction.ts";
import { findHeldBack, heldBackIds, heldBackKey } from "./agreements/agreements.store.ts";
import type { Summary, SummarySet } from "./summary.ts";
import { packSummary, summaryJson, unpackSummary } from "./summary-format.ts";

export const SUMMARY_TYPE = "summary";
const ATTEMPTS = 8;

/** Where a summary lies: in its partnership's partition, under S# for the indicator's own place and P# for another. */
export type SummaryKey = {
  readonly partnershipId: string;
  readonly indicatorId: string;
  /** Left out for the indicator's own place. */
  readonly placeCode?: string;
};

/** The key of a summary. */
export function summaryKey(key: SummaryKey): Key {
  const pk = `PRT#${key.partnershipId}`;
  if (key.placeCode === undefined) return { pk, sk: `S#${key.indicatorId}` };
  return { pk, sk: `P#${key.indicatorId}#${key.placeCode}` };
}

/** The summary of one indicator in one place. One BatchGet, at most 5 KB for 30 subgroups over 20 years. */
export async function findSummary(table: Table, key: SummaryKey): Promise<Summary | undefined> {
  return (await findSummaries(table, [key]))[0];
}

/** The summaries of some indicators of a partnership in their own places; those that have none are left out. One BatchGet. */
export async function findOwnSummaries(
  table: Table,
  partnershipId: string,
  indicatorIds: readonly string[],
): Promise<Summary[]> {
  return findSummaries(
    table,
    indicatorIds.map((indicatorId) => ({ partnershipId, indicatorId })),
  );
}

/**
 * Summaries by their keys; those that there are none of are left out. Sets under an agreement that forbids to publish them are marked as
 * held back. One round: BatchGets of 100 keys side by side, the heads of the partnerships' agreements among them.
 */
export async function findSummaries(table: Table, keys: readonly SummaryKey[]): Promise<Summary[]> {
  const partnershipIds = [...new Set(keys.map(({ partnershipId }) => partnershipId))];
  const items = await getItems(table, [...keys.map(summaryKey), ...partnershipIds.map(heldBackKey)]);
  const heldBack = new Map(items.map((item) => [item.pk, heldBackIds(item)]));
  return items
    .filter(({ type }) => type === SUMMARY_TYPE)
    .map(toSummary)
    .map((summary) => markHeldBack(summary, heldBack.get(heldBackKey(summary.partnershipId).pk) ?? []));
}

/** The first summaries of a partnership, and which are looked for elsewhere because they lie beyond them. */
export type FirstSummaries = {
  readonly summaries: readonly Summary[];
  /** The ids among these that the page did not reach. */
  readonly beyond: (indicatorIds: readonly string[]) => string[];
};

/**
 * The summaries of a partnership's indicators in their own places, as many as one page brings (a megabyte, some 250): for a report of most
 * of them, at half the units of as many reads by key. One round: a Query, eventually consistent, beside a GetItem of what agreements hold
 * back. What lies beyond is fetched by key.
 */
export async function firstOwnSummaries(table: Table, partnershipId: string): Promise<FirstSummaries> {
  const { pk: partition, sk: prefix } = summaryKey({ partnershipId, indicatorId: "" });
  const [page, heldBack] = await Promise.all([
    queryPage(table, { partition, prefix, consistent: false }),
    findHeldBack(table, partnershipId),
  ]);
  const last = page.next?.sk;
  return {
    summaries: page.items.map((item) => markHeldBack(toSummary(item), heldBack)),
    beyond: (indicatorIds) => indicatorIds.filter((id) => last !== undefined && prefix + id > last),
  };
}

/** The most summaries of a partnership that are read to say how all of it stands. */
export const MOST_OWN_SUMMARIES = 1_000;

/**
 * The summaries of all indicators of a partnership in their own places; undefined where there are more than a thousand. A Query by the
 * megabyte (some 250 summaries), beside a GetItem of what its agreements hold back.
 */
export async function allOwnSummaries(table: Table, partnershipId: string): Promise<Summary[] | undefined> {
  const [items, ids] = await Promise.all([
    queryOwnSummaries(table, partnershipId),
    findHeldBack(table, partnershipId),
  ]);
  if (items.length > MOST_OWN_SUMMARIES) return undefined;
  return items.map((item) => markHeldBack(toSummary(item), ids));
}

/** The stored summaries, and one more than are read where there are so many. */
async function queryOwnSummaries(table: Table, partnershipId: string): Promise<Item[]> {
  const { pk: partition, sk: prefix } = summaryKey({ partnershipId, indicatorId: "" });
  const items: Item[] = [];
  let from: Position | undefined;
  do {
    const limit = MOST_OWN_SUMMARIES + 1 - items.length;
    const options = { partition, prefix, limit, consistent: false };
    const page = await queryPage(table, from ? { ...options, from } : options);
    items.push(...page.items);
    from = page.next;
  } while (from && items.length <= MOST_OWN_SUMMARIES);
  return items;
}

/** A summary whose sets under one of these agreements are marked as held back. */
export function markHeldBack(summary: Summary, agreementIds: readonly string[]): Summary {
  if (agreementIds.length === 0) return summary;
  const mark = (set: SummarySet): SummarySet =>
    set.agreementIds?.some((id) => agreementIds.includes(id)) ? { ...set, heldBack: true } : set;
  const sets = Object.entries(summary.sets).map(([dimensionKey, periods]) => {
    const marked = Object.entries(periods).map(([periodKey, set]) => [periodKey, mark(set)] as const);
    return [dimensionKey, Object.fromEntries(marked)] as const;
  });
  return { ...summary, sets: Object.fromEntries(sets) };
}

/** A summary from its stored item. */
export function toSummary(item: Item): Summary {
  if (!(item.data instanceof Uint8Array))
    throw new Error(`The stored item ${item.pk} ${item.sk} is not a summary.`);
  return unpackSummary(item.data);
}

/**
 * Reads a summary, merges into it, and writes it where that changed it: a GetItem and at most one PutItem however many
 * records are merged. Written only over what was read (`token` is the hash of its content); else read and merged again.
 */
export async function updateSummary(
  table: Table,
  key: SummaryKey,
  merge: (summary: Summary | undefined) => Summary,
): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const stored = await getItem(table, summaryKey(key));
    const next = merge(stored && toSummary(stored));
    const json = summaryJson(next);
    const token = contentHash(json);
    if (stored?.token === token) return;
    const condition = stored
      ? { expression: "#t = :t", names: { "#t": "token" }, values: { ":t": stored.token } }
      : NOT_EXISTS;
    const item = {
      ...summaryKey(key),
      type: SUMMARY_TYPE,
      ownerId: next.ownerId,
      indicatorId: key.indicatorId,
    };
    const written = await putIf(
      table,
      { ...item, token, schemaVersion: 1, data: packSummary(json) },
      condition,
    );
    if (written.done) return;
    await pause(attempt);
  }
  throw new TableBusy("A summary kept changing while it was merged.");
}
