import { gunzipSync, gzipSync } from "node:zlib";
import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import { deleteItem } from "../../platform/scan.ts";
import {
  getItem,
  type Item,
  type Key,
  type Position,
  queryPage,
  type Table,
  TableBusy,
} from "../../platform/table.ts";
import { type Condition, NOT_EXISTS, putIf, transact, type Write } from "../../platform/transaction.ts";
import type { Chunk } from "./chunks.ts";
import { isSealed, type Manifest, ManifestSchema } from "./manifest.ts";

/*
 * The releases table. A release is a partition: its manifest and its state, chunks of figures between. It is listed twice, among all and
 * among its partnership's, newest first.
 */
const ALL = "PUBLISHED";
const MANIFEST = "M#MANIFEST";
const STATE = "M#STATE";
const CHUNK = "T#";
/** When it was published, and its id. */
const LIST_SK = /^\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z#rel_[0-9A-HJKMNP-TV-Z]{26}$/;

function releasePk(id: string): string {
  return `REL#${id}`;
}

function chunkKey(id: string, number: number) {
  return { pk: releasePk(id), sk: `${CHUNK}${String(number).padStart(6, "0")}` };
}

/** Where it is kept what became of a release: for the condition of what draws on it. */
export function releaseStateKey(id: string): Key {
  return { pk: releasePk(id), sk: STATE };
}

const StateSchema = lazy(() =>
  z.object({
    status: z.enum(["published", "withdrawn"]),
    withdrawnAt: z.iso.datetime().optional(),
    reason: z.string().optional(),
    /** The latest release that corrects this one. */
    correctedBy: z.string().optional(),
  }),
);
/** What became of a release after it was published. */
export type ReleaseState = z.infer<ReturnType<typeof StateSchema>>;

const ListedSchema = lazy(() =>
  z.object({
    id: z.string(),
    number: z.int(),
    title: z.string(),
    partnership: z.object({ id: z.string(), name: z.string() }),
    publishedAt: z.iso.datetime(),
    status: z.enum(["published", "withdrawn"]),
    correctedBy: z.string().optional(),
  }),
);
/** A release as lists show it. */
export type ListedRelease = z.infer<ReturnType<typeof ListedSchema>>;

type Published = { readonly manifest: Manifest; readonly state: ReleaseState };

/** A release's manifest and what became of it; undefined where there is none. One Query of two items. */
export async function findPublished(
  table: Table,
  id: string,
  { consistent = false }: { readonly consistent?: boolean } = {},
): Promise<Published | undefined> {
  const options = { partition: releasePk(id), prefix: "M#", limit: 2, consistent };
  return toPublished((await queryPage(table, options)).items);
}

/** A release from items of its partition, with the texts of the chunks among them by their numbers; undefined before it is published. */
export function toPublished(
  items: readonly Item[],
): (Published & { readonly manifestKey: Key; readonly texts: ReadonlyMap<number, string> }) | undefined {
  const [manifest, state] = [MANIFEST, STATE].map((wanted) => items.find(({ sk }) => sk === wanted));
  if (!manifest || !state) return undefined;
  const chunks = items.filter(({ sk }) => sk.startsWith(CHUNK));
  return {
    manifest: unpack(manifest),
    state: StateSchema().parse(state),
    manifestKey: { pk: manifest.pk, sk: manifest.sk },
    texts: new Map(chunks.map(({ sk, text }) => [Number(sk.slice(CHUNK.length)), String(text)])),
  };
}

/** The text of a chunk of figures; undefined where there is none, or none any more. One GetItem, its bytes / 8 KB. */
export async function findChunk(table: Table, id: string, number: number): Promise<string | undefined> {
  const item = await getItem(table, chunkKey(id, number), { consistent: false });
  return item && String(item.text);
}

/** A page of what is published, newest first, of everybody or of one partnership. One Query. */
export async function publishedPage(
  table: Table,
  list: { readonly partnershipId?: string; readonly limit: number; readonly from?: Position },
): Promise<{ readonly items: readonly ListedRelease[]; readonly next?: Item }> {
  const { partnershipId, ...paging } = list;
  const partition = partnershipId === undefined ? ALL : listOf(partnershipId);
  const page = await queryPage(table, { partition, descending: true, consistent: false, ...paging });
  return {
    items: page.items.map((item) => ListedSchema().parse(item)),
    ...(page.next ? { next: page.next } : {}),
  };
}

/** The place of a release in a list, as a text that a reader can send back: it says no more than the list does. */
export function positionText(release: Pick<ListedRelease, "id" | "publishedAt">): string {
  return Buffer.from(listSk(release)).toString("base64url");
}

/** The position that a text names in a list; undefined where it is none. It can name no place outside of that list. */
export function positionOf(text: string, partnershipId?: string): Position | undefined {
  const sk = Buffer.from(text, "base64url").toString("utf8");
  if (!LIST_SK.test(sk)) return undefined;
  return { pk: partnershipId === undefined ? ALL : listOf(partnershipId), sk };
}

/** Puts chunks of a release that is not published yet: again without harm. A put each. */
export async function putChunk(table: Table, id: string, { number, text }: Chunk): Promise<void> {
  await putIf(table, { ...chunkKey(id, number), type: "release-cells", schemaVersion: 1, text }, NOT_EXISTS);
}

/** A manifest from its stored item. */
function unpack({ manifest }: Item): Manifest {
  if (!(manifest instanceof Uint8Array)) throw new Error("The stored item is not the manifest of a release.");
  return ManifestSchema().parse(JSON.parse(gunzipSync(manifest).toString("utf8")));
}

const ATTEMPTS = 5;

/**
 * Publishes a release whose chunks are put: its manifest, its state and its places in the lists, and in those of the release that it
 * corrects, that it does. One transaction; done again, it changes nothing.
 *
 * @throws where the manifest does not say what it was sealed with, or is not the one that was published under its id
 */
export async function publishManifest(table: Table, manifest: Manifest): Promise<void> {
  if (!isSealed(ManifestSchema().parse(manifest)))
    throw new Error(`The manifest of the release ${manifest.id} does not say what it was sealed with.`);
  const { id, number, title, partnership, publishedAt, corrects } = manifest;
  const listed: ListedRelease = { id, number, title, partnership, publishedAt, status: "published" };
  // Packed, the manifest of the largest release is well under what an item holds.
  const packed = gzipSync(JSON.stringify(manifest), { level: 9 });
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const corrected = corrects && (await findPublished(table, corrects.id, { consistent: true }));
    const manifestItem = { pk: releasePk(id), sk: MANIFEST, type: "release-manifest", schemaVersion: 1 };
    const outcome = await transact(table, [
      { put: { ...manifestItem, manifest: packed }, condition: NOT_EXISTS },
      { put: stateItem(id, { status: "published" }) },
      ...listItems(listed).map((put) => ({ put })),
      ...(corrected ? stateWrites(corrected, { ...corrected.state, correctedBy: id }) : []),
    ]);
    if (outcome.done) return;
    if (outcome.failed > 0) continue;
    if (outcome.found && unpack(outcome.found).contentHash === manifest.contentHash) return;
    throw new Error(`Another manifest was published as the release ${id}.`);
  }
  throw new TableBusy(`The release that ${id} corrects kept changing.`);
}

/**
 * Drops the figures of a release; what it said of itself, its hash and the reason stay. One transaction, then a delete a chunk; done
 * again, it goes on where it was cut off, and the first reason stays.
 */
export async function withdrawPublished(
  table: Table,
  id: string,
  { withdrawnAt, reason }: { readonly withdrawnAt: string; readonly reason: string },
): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await findPublished(table, id, { consistent: true });
    if (!found) throw new Error(`There is no published release ${id}.`);
    const next: ReleaseState = { ...found.state, status: "withdrawn", withdrawnAt, reason };
    const isWithdrawn = found.state.status === "withdrawn";
    if (!isWithdrawn && !(await transact(table, stateWrites(found, next))).done) continue;
    for (const { number } of found.manifest.chunks) await deleteItem(table, chunkKey(id, number));
    return;
  }
  throw new TableBusy(`The release ${id} kept changing.`);
}

/** Writes what became of a release, over the state that was read and no other: a withdrawal is not undone by a correction. */
function stateWrites({ manifest, state: read }: Published, state: ReleaseState): Write[] {
  const { id, number, title, partnership, publishedAt } = manifest;
  const { status, correctedBy } = state;
  const listed = { id, number, title, partnership, publishedAt, status };
  const lists = listItems(correctedBy === undefined ? listed : { ...listed, correctedBy });
  return [{ put: stateItem(id, state), condition: unchanged(read) }, ...lists.map((put) => ({ put }))];
}

function unchanged({ status, correctedBy }: ReleaseState): Condition {
  const correction = correctedBy === undefined ? "attribute_not_exists(correctedBy)" : "correctedBy = :by";
  return {
    expression: `#status = :status AND ${correction}`,
    names: { "#status": "status" },
    values: { ":status": status, ...(correctedBy === undefined ? {} : { ":by": correctedBy }) },
  };
}

function stateItem(id: string, state: ReleaseState): Item {
  return { ...state, pk: releasePk(id), sk: STATE, type: "release-state", schemaVersion: 1 };
}

function listItems(listed: ListedRelease): Item[] {
  const sk = listSk(listed);
  return [ALL, listOf(listed.partnership.id)].map((pk) => ({
    ...listed,
    pk,
    sk,
    type: "release-listed",
    schemaVersion: 1,
  }));
}

function listSk({ id, publishedAt }: Pick<ListedRelease, "id" | "publishedAt">): string {
  return `${publishedAt}#${id}`;
}

function listOf(partnershipId: string): string {
  return `PRT#${partnershipId}`;
}
