import {
  ATTACHED,
  attributesOf,
  HEAD,
  type HeadFields,
  headFields,
  headKey,
  type Part,
} from "../../platform/aggregate.ts";
import { deleteItem } from "../../platform/scan.ts";
import { getItem, getItems, type Item, type Position, queryPage, type Table } from "../../platform/table.ts";
import { NOT_EXISTS, putIf, type Write } from "../../platform/transaction.ts";
import { type Blob, type BlobName, type Packed, unpack } from "./pack.ts";
import { type ReleaseFacts, type ReportRelease, ReportReleaseSchema } from "./report-release.ts";

const READER = `${ATTACHED}R#`;
/** Bytes lie beside the aggregate: the head, which the history covers, holds their hashes. */
export const BYTES = "B#";
const SERIES = "RPRS#";

/** A release as it was read, with the stored head that a later write is compared against. */
export type LoadedRelease = {
  readonly release: ReportRelease;
  readonly ownerId: string;
  readonly head: HeadFields;
  readonly item: Item;
};

/** The partition of a release. */
export function releasePk(id: string): string {
  return `RPR#${id}`;
}

/** A release, for whoever it was handed to; undefined for everybody else. One BatchGet of two items, strongly consistent. */
export async function findFor(
  table: Table,
  id: string,
  organisationId: string,
): Promise<LoadedRelease | undefined> {
  const pk = releasePk(id);
  const keys = [headKey(pk), { pk, sk: readerSk(organisationId) }];
  const items = await getItems(table, keys, { consistent: true });
  const head = items.find(({ sk }) => sk === HEAD);
  return head && items.length === 2 ? toLoaded(head) : undefined;
}

/** A release from its stored head. */
export function toLoaded(item: Item): LoadedRelease {
  const attributes = Object.entries(attributesOf(item)).map(([name, value]) => [
    name,
    NESTED.has(name) ? JSON.parse(String(value)) : value,
  ]);
  const release = ReportReleaseSchema().parse(Object.fromEntries(attributes));
  return { release, ownerId: String(item.ownerId), head: headFields(item), item };
}

const NESTED = new Set(["manifest", "restatedBy", "withdrawal"]);

/** The head of a release; what is nested is one JSON string each. */
export function headPart(release: ReportRelease): Part {
  const attributes = Object.entries(release).map(([name, value]) => [
    name,
    NESTED.has(name) && value !== undefined ? JSON.stringify(value) : value,
  ]);
  return { sk: HEAD, type: "report-release", attributes: Object.fromEntries(attributes) };
}

/** That an organisation was handed a release, by which it finds it: among all of its own, and among those of one thing. */
export function readerPart(organisationId: string, { id, subject }: ReleaseFacts): Part {
  const list = listOf(organisationId);
  return {
    sk: readerSk(organisationId),
    type: "report-release-reader",
    attributes: { organisationId },
    index: { ownerPk: list, ownerSk: id, partyPk: `${list}#${subject.id}`, partySk: id },
  };
}

/** A page of what was handed to an organisation, or of that what is of one thing, the latest first. A Query of an index, then a BatchGet. */
export async function releasesPage(
  table: Table,
  list: {
    readonly organisationId: string;
    readonly subjectId?: string | undefined;
    readonly limit: number;
    readonly from?: Position;
  },
): Promise<{ items: LoadedRelease[]; next?: Position }> {
  const { organisationId, subjectId, ...paging } = list;
  const own = listOf(organisationId);
  const page = await queryPage(table, {
    ...(subjectId === undefined
      ? { index: "byOwner" as const, partition: own }
      : { index: "byParty" as const, partition: `${own}#${subjectId}` }),
    descending: true,
    ...paging,
  });
  const items = await headsOf(
    table,
    page.items.map(({ pk }) => pk),
  );
  return { items, ...(page.next ? { next: page.next } : {}) };
}

/** The organisations that a release was handed to, its owner among them: at most 21. One Query. */
export async function readersOf(table: Table, id: string): Promise<string[]> {
  const { items } = await queryPage(table, { partition: releasePk(id), prefix: READER });
  return items.map(({ organisationId }) => String(organisationId));
}

/** The heads of releases by their partitions, in that order. One BatchGet. */
async function headsOf(table: Table, pks: readonly string[]): Promise<LoadedRelease[]> {
  const items = pks.length === 0 ? [] : await getItems(table, pks.map(headKey), { consistent: true });
  const known = new Map(items.map((item) => [item.pk, item]));
  return pks.flatMap((pk) => known.get(pk) ?? []).map(toLoaded);
}

/** The number of the latest release of a series; 0 where there is none. One Query of one item, strongly consistent. */
export async function latestNumber(table: Table, series: string): Promise<number> {
  const options = { partition: SERIES + series, descending: true, limit: 1 };
  const [last] = (await queryPage(table, options)).items;
  return Number(last?.number ?? 0);
}

/** Takes a number of a series for a release: one of two that ask for it at once gets it. */
export function takeNumber(series: string, { id, number, organisationId }: ReleaseFacts): Write {
  const sk = `N#${String(number).padStart(6, "0")}`;
  const item = { pk: SERIES + series, sk, type: "report-release-number", ownerId: organisationId };
  return { put: { ...item, schemaVersion: 1, releaseId: id, number }, condition: NOT_EXISTS };
}

/** A page of the releases of a series, the latest first. A Query, then a BatchGet. */
export async function seriesPage(
  table: Table,
  list: { readonly series: string; readonly limit: number; readonly from?: Position },
): Promise<{ items: LoadedRelease[]; next?: Position }> {
  const { series, ...paging } = list;
  const page = await queryPage(table, { partition: SERIES + series, descending: true, ...paging });
  const items = await headsOf(
    table,
    page.items.map(({ releaseId }) => releasePk(String(releaseId))),
  );
  return { items, ...(page.next ? { next: page.next } : {}) };
}

/** Puts the bytes of a release that does not exist yet. A put a chunk, one after the other. */
export async function putBytes(
  table: Table,
  { id, organisationId: ownerId }: ReleaseFacts,
  packed: readonly Packed[],
): Promise<void> {
  for (const { blob, chunks } of packed)
    for (const [index, bytes] of chunks.entries()) {
      const item = { ...chunkKey(id, blob.name, index), type: "report-release-bytes", ownerId, bytes };
      await putIf(table, { ...item, schemaVersion: 1 }, NOT_EXISTS);
    }
}

/** Drops bytes of a release. A delete a chunk; done again without harm. */
export async function dropBytes(table: Table, id: string, blobs: readonly Blob[]): Promise<void> {
  for (const { name, chunks } of blobs)
    for (const index of chunks.keys()) await deleteItem(table, chunkKey(id, name, index));
}

/** The stored text of one name; undefined where it is not there any more. One BatchGet, its bytes / 4 KB. */
export async function readText(table: Table, id: string, blob: Blob): Promise<string | undefined> {
  const keys = [...blob.chunks.keys()].map((index) => chunkKey(id, blob.name, index));
  const items = await getItems(table, keys, { consistent: true });
  const known = new Map(items.map((item) => [item.sk, bytesOf(item)]));
  const chunks = keys.flatMap(({ sk }) => known.get(sk) ?? []);
  return chunks.length === keys.length ? unpack(blob, chunks) : undefined;
}

/** The bytes of a stored chunk; none where it holds none. */
export function bytesOf({ bytes }: Item): Uint8Array {
  return bytes instanceof Uint8Array ? bytes : new Uint8Array();
}

/** The sort key of a chunk. */
export function chunkSk(name: BlobName, index: number): string {
  return `${BYTES}${name}#${String(index + 1).padStart(4, "0")}`;
}

function chunkKey(id: string, name: BlobName, index: number) {
  return { pk: releasePk(id), sk: chunkSk(name, index) };
}

/** The head of a release whoever asks. One GetItem. */
export async function findRelease(table: Table, id: string): Promise<LoadedRelease | undefined> {
  const item = await getItem(table, headKey(releasePk(id)));
  return item && toLoaded(item);
}

function readerSk(organisationId: string): string {
  return READER + organisationId;
}

function listOf(organisationId: string): string {
  return `ORG#${organisationId}#RPR`;
}
