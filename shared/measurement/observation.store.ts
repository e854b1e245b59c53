import * as z from "zod";
import { defined } from "../platform/defined.ts";
import { lazy } from "../platform/lazy.ts";
import {
  getItem,
  type Item,
  type Key,
  type Page,
  type Position,
  queryPage,
  type Table,
} from "../platform/table.ts";
import { PERIOD_KINDS } from "../platform/time.ts";
import { NOT_EXISTS, type Outcome, putIf, transact, type Write } from "../platform/transaction.ts";
import { indicatorPk } from "./indicator.store.ts";
import { UNITS } from "./indicator-words.ts";
import type { Cells } from "./observation.ts";
import { parseRef, type SetKey, toRef } from "./observation-ref.ts";
import type { SetRecord } from "./observation-set.ts";
import { packCells, unpackCells } from "./packed-cells.ts";

export const SET_TYPE = "observation-set";
const SETS = "O#";
const HIGHEST = 99_999_999;

/** The sort key of every revision of a set begins with this; the latest sorts first, because the number is inverted. */
function setPrefix(key: SetKey): string {
  return `${SETS}${key.periodKey}#${key.placeCode}#${key.dimensionKey}#R`;
}

/**
 * The first and the last sort key that a revision of a set can have. Not `begins_with`, which the embedded engine answers without
 * regard to case: "Cove" and "cove" are two places.
 */
export function revisionRange(key: SetKey): readonly [string, string] {
  return [setPrefix(key), `${setPrefix(key)}~`];
}

/** The key of one revision. */
export function revisionKey(key: SetKey, revision: number): Key {
  const inverted = String(HIGHEST - revision).padStart(8, "0");
  return { pk: indicatorPk(key.indicatorId), sk: `${setPrefix(key)}${inverted}` };
}

/** The position after all revisions of a set, wherever a page ended among them. */
export function positionAfter(key: SetKey): Position {
  return revisionKey(key, 0);
}

/** The latest revision of a set: a Query for one item, strongly consistent, its bytes / 4 KB. */
export async function findLatestSet(table: Table, key: SetKey): Promise<SetRecord | undefined> {
  const options = { partition: indicatorPk(key.indicatorId), between: revisionRange(key), limit: 1 };
  const [item] = (await queryPage(table, options)).items;
  return item && toSet(item);
}

/** One revision by its key. A GetItem. */
export async function findSet(table: Table, key: SetKey, revision: number): Promise<SetRecord | undefined> {
  const item = await getItem(table, revisionKey(key, revision));
  return item && toSet(item);
}

/** Revisions of a set before one, the latest first, and whether there are more. One Query, its bytes / 4 KB. */
export async function revisionsBefore(
  table: Table,
  at: { key: SetKey; revision: number },
  limit: number,
): Promise<{ sets: SetRecord[]; more: boolean }> {
  const { key, revision } = at;
  if (revision <= 1) return { sets: [], more: false };
  const between = [revisionKey(key, revision - 1).sk, revisionKey(key, 0).sk] as const;
  const page = await queryPage(table, { partition: indicatorPk(key.indicatorId), between, limit });
  return { sets: page.items.map(toSet), more: page.next !== undefined };
}

/**
 * The revisions of the set that a reference names, after one and up to the one that is named, oldest first, at most a hundred; none
 * where this is no reference. One Query.
 */
export async function revisionsBetween(
  table: Table,
  asked: { readonly ref: string; readonly after: number },
): Promise<(SetRecord & { readonly ref: string })[]> {
  const named = parseRef(asked.ref);
  if (!named) return [];
  const { key, revision } = named;
  const between = [revisionKey(key, revision).sk, revisionKey(key, asked.after + 1).sk] as const;
  const page = await queryPage(table, { partition: indicatorPk(key.indicatorId), between, limit: 100 });
  return page.items
    .map(toSet)
    .map((set) => ({ ...set, ref: toRef(key, set.revision) }))
    .reverse();
}

/**
 * The revision of a set that was its latest at an instant, undefined where none was recorded by then. A Query for the latest one, and
 * where that is younger, as many GetItems one after the other as halving its number takes: instants only grow along a set's revisions.
 */
export async function findSetAsOf(
  table: Table,
  key: SetKey,
  instant: string,
): Promise<SetRecord | undefined> {
  const latest = await findLatestSet(table, key);
  if (!latest || latest.recordedAt <= instant) return latest;
  let found: SetRecord | undefined;
  let [low, high] = [1, latest.revision - 1];
  while (low <= high) {
    const middle = Math.ceil((low + high) / 2);
    const set = await findSet(table, key, middle);
    if (set && set.recordedAt <= instant) {
      found = set;
      low = middle + 1;
    } else high = middle - 1;
  }
  return found;
}

/** A page of a set's revisions, the latest first. One Query: bytes read / 4 KB. */
export async function revisionsPage(
  table: Table,
  options: { readonly key: SetKey; readonly limit: number; readonly from?: Position },
): Promise<{ readonly sets: readonly SetRecord[]; readonly isLast: boolean }> {
  const { key, ...paging } = options;
  const page = await queryPage(table, {
    partition: indicatorPk(key.indicatorId),
    prefix: setPrefix(key),
    ...paging,
  });
  return { sets: page.items.map(toSet), isLast: page.next === undefined };
}

/**
 * The condition that no later revision of a set exists than the one that a reference names, for a transaction that rests on it:
 * revisions are numbered without gaps, so it is that the next one is not there. Undefined where this is no reference.
 */
export function stillLatest(ref: string): Write | undefined {
  const named = parseRef(ref);
  return named && { check: revisionKey(named.key, named.revision + 1), condition: NOT_EXISTS };
}

/** What a reference names, if it is one: the indicator, and the check, for another's transaction, that the revision is recorded. */
export function recordedRevision(
  ref: string,
): { readonly indicatorId: string; readonly write: Write } | undefined {
  const named = parseRef(ref);
  if (!named) return undefined;
  const check = revisionKey(named.key, named.revision);
  const condition = { expression: "attribute_exists(pk)" };
  return { indicatorId: named.key.indicatorId, write: { check, condition } };
}

/**
 * A page of an indicator's sets in order of period, place and dimensions, all revisions of each, the latest first.
 * `from` and `to` are days between which periods start. One Query.
 */
export function setsPage(
  table: Table,
  options: { indicatorId: string; from?: string; to?: string; limit: number; position?: Position },
): Promise<Page> {
  const { from, to, position } = options;
  return queryPage(table, {
    partition: indicatorPk(options.indicatorId),
    // "~" sorts after the "_" that follows the first day.
    between: [`${SETS}${from ?? ""}`, `${SETS}${to ?? ""}~`],
    limit: options.limit,
    ...(position ? { from: position } : {}),
  });
}

/** Puts a revision unless somebody wrote one of this number first: one conditional put, ceil(item / 1 KB) write units. */
export function putSet(table: Table, set: SetRecord): Promise<Outcome> {
  return putIf(table, toStored(set), NOT_EXISTS);
}

/** Puts revisions of several sets or none: one transaction, twice the units of `putSet`. */
export function putSetsTogether(table: Table, sets: readonly SetRecord[]): Promise<Outcome> {
  return transact(table, sets.map(setWrite));
}

/** The write that puts a revision, for a transaction that holds more than sets. */
export function setWrite(set: SetRecord): Write {
  return { put: toStored(set), condition: NOT_EXISTS };
}

/** The bytes that the cells of a set take in its item. */
export function cellBytes(cells: Cells): number {
  return Buffer.byteLength(packCells(cells));
}

/** The partition of byParty that lists the revisions which were recorded by an exception: its log, written with what it allows. */
export function exceptionList(exceptionId: string): string {
  return `EXC#${exceptionId}`;
}

/** The stored item of a revision. */
export function toStored(set: SetRecord): Item {
  const { key, period, place, cells, ...rest } = set;
  return {
    ...rest,
    ...revisionKey(key, set.revision),
    type: SET_TYPE,
    schemaVersion: 1,
    indicatorId: key.indicatorId,
    period,
    place,
    dimensions: key.dimensionKey,
    cells: packCells(cells),
    ...(set.exceptionId === undefined
      ? {}
      : {
          partyPk: exceptionList(set.exceptionId),
          partySk: `${set.recordedAt}#${toRef(key, set.revision)}`,
        }),
  };
}

const StoredSetSchema = lazy(() =>
  z.object({
    indicatorId: z.string(),
    indicatorVersion: z.int(),
    partnershipId: z.string(),
    ownerId: z.string(),
    ownPlace: z.boolean(),
    unit: z.enum(UNITS),
    ratePer: z.int().optional(),
    period: z.object({ start: z.string(), end: z.string(), kind: z.enum(PERIOD_KINDS) }),
    place: z.object({ code: z.string(), name: z.string().optional() }),
    dimensions: z.string(),
    revision: z.int(),
    recordedAt: z.string(),
    by: z.object({ principalId: z.string(), organisationId: z.string() }),
    reason: z.string().optional(),
    source: z.string().optional(),
    protectedAtSource: z.boolean(),
    exceptionId: z.string().optional(),
    submissionId: z.string().optional(),
    agreementId: z.string().optional(),
    agreementIds: z.array(z.string()).optional(),
    cells: z.string(),
    previousHash: z.string(),
    hash: z.string(),
  }),
);

/** A revision from its stored item. */
export function toSet(item: Item): SetRecord {
  const {
    indicatorId,
    dimensions,
    cells,
    ratePer,
    reason,
    source,
    exceptionId,
    submissionId,
    agreementId,
    agreementIds,
    place,
    ...rest
  } = StoredSetSchema().parse(item);
  const periodKey = `${rest.period.start}_${rest.period.end}`;
  return {
    ...rest,
    ...defined({ ratePer, reason, source, exceptionId, submissionId, agreementId, agreementIds }),
    key: { indicatorId, periodKey, placeCode: place.code, dimensionKey: dimensions },
    place,
    cells: unpackCells(cells),
  };
}
