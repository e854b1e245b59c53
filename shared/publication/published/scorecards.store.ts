import { gunzipSync, gzipSync } from "node:zlib";
import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import { getItem, type Item, queryAll, queryPage, type Table, TableBusy } from "../../platform/table.ts";
import { type Condition, NOT_EXISTS, transact, type Write } from "../../platform/transaction.ts";
import { textHash } from "./chunks.ts";
import { releaseStateKey } from "./published.store.ts";
import {
  SaidSchema,
  type ScorecardContent,
  type ScorecardDocument,
  ScorecardDocumentSchema,
} from "./scorecard-document.ts";

/*
 * Scorecards in the releases table. Those of a partnership are one partition, two items each: the document, packed, and its state, so
 * that the latest one is read by one Query from the end. Beside them under which number a scorecard is, and which draw on a release.
 */
const SCORECARD = "S#";
const DOCUMENT = "#1DOC";
const STATE = "#2STATE";

/** The longest document, as text and packed: an item of the table holds 400 KB. */
const MOST_BYTES = 3_000_000;
const MOST_PACKED_BYTES = 350_000;

const StateSchema = lazy(() =>
  z.object({
    id: z.string(),
    number: z.int(),
    title: SaidSchema(),
    partnership: z.object({ id: z.string(), name: z.string() }),
    publishedAt: z.iso.datetime(),
    release: z.object({ id: z.string(), number: z.int() }),
    /** The SHA-256 of the document's text, and its length in bytes. */
    hash: z.string(),
    bytes: z.int(),
    status: z.enum(["published", "withdrawn"]),
    withdrawnAt: z.iso.datetime().optional(),
    reason: z.string().optional(),
    /** The number of the next scorecard. */
    followedBy: z.int().optional(),
    /** The release that corrects the one it draws on. */
    newerRelease: z.string().optional(),
    revision: z.int(),
  }),
);
/** What became of a scorecard after it was published, and by what a copy of it can be told. */
export type ScorecardState = z.infer<ReturnType<typeof StateSchema>>;

/** A scorecard as everybody reads it; without a text where it was withdrawn. */
export type PublishedScorecard = { readonly state: ScorecardState; readonly text?: string };

function partition(partnershipId: string): string {
  return `SCP#${partnershipId}`;
}

function keyOf(partnershipId: string, number: number, part: typeof DOCUMENT | typeof STATE) {
  return { pk: partition(partnershipId), sk: `${SCORECARD}${String(number).padStart(6, "0")}${part}` };
}

function drawnPartition(releaseId: string): string {
  return `DRW#${releaseId}`;
}

function numberKey(id: string) {
  return { pk: `SCO#${id}`, sk: "M#NUMBER" };
}

/** The text of a document: the same document gives the same bytes. */
export function documentText(document: ScorecardDocument): string {
  return JSON.stringify(ScorecardDocumentSchema().parse(document));
}

/** The document of a text. */
export function documentOf(text: string): ScorecardDocument {
  return ScorecardDocumentSchema().parse(JSON.parse(text));
}

/** Whether a content can be stored and served, with what is added when it is published. */
export function fitsScorecard(content: ScorecardContent): boolean {
  const text = JSON.stringify(content);
  return Buffer.byteLength(text) < MOST_BYTES && gzipSync(text).byteLength < MOST_PACKED_BYTES;
}

/**
 * A scorecard of a partnership by its number, or the latest whatever became of it; undefined where there is none. One Query of two
 * items: their bytes / 8 KB.
 *
 * @throws where the document is not the one that its state names
 */
export async function findScorecard(
  table: Table,
  partnershipId: string,
  number?: number,
): Promise<PublishedScorecard | undefined> {
  const prefix =
    number === undefined ? SCORECARD : keyOf(partnershipId, number, DOCUMENT).sk.slice(0, -DOCUMENT.length);
  const query = { partition: partition(partnershipId), prefix, limit: 2, descending: true } as const;
  const eventual = toScorecard((await queryPage(table, { ...query, consistent: false })).items);
  if (!eventual || isWhole(eventual)) return eventual;
  // It was withdrawn, or published, between the two items: once more, as it is now.
  const now = toScorecard((await queryPage(table, query)).items);
  if (now && !isWhole(now)) throw new Error(`The scorecard ${now.state.id} is not what was published.`);
  return now;
}

function isWhole({ state, text }: PublishedScorecard): boolean {
  return state.status === "withdrawn" || (text !== undefined && textHash(text) === state.hash);
}

function toScorecard([first, second]: readonly Item[]): PublishedScorecard | undefined {
  const item = [first, second].find((one) => one?.sk.endsWith(STATE));
  if (!item) return undefined;
  const state = StateSchema().parse(item);
  const document = [first, second].find(
    (one) => one?.sk === keyOf(state.partnership.id, state.number, DOCUMENT).sk,
  );
  return document === undefined || state.status === "withdrawn"
    ? { state }
    : { state, text: unpack(document) };
}

/** Every scorecard of a partition's items, with its document where that is there. For checking; a document that cannot be read is none. */
export function toScorecards(items: readonly Item[]): (PublishedScorecard & { readonly sk: string })[] {
  return items
    .filter(({ sk }) => sk.endsWith(STATE))
    .map((item) => {
      const state = StateSchema().parse(item);
      const key = keyOf(state.partnership.id, state.number, DOCUMENT);
      const document = items.find(({ sk }) => sk === key.sk);
      return { sk: item.sk, state, ...(document ? { text: readable(document) } : {}) };
    });
}

function readable(document: Item): string {
  try {
    return unpack(document);
  } catch {
    return "";
  }
}

function unpack({ document }: Item): string {
  if (!(document instanceof Uint8Array))
    throw new Error("The stored item is not the document of a scorecard.");
  return gunzipSync(document).toString("utf8");
}

const ATTEMPTS = 8;

/** The release that a scorecard draws on was withdrawn or corrected before it was published. */
export type Overtaken = { readonly overtaken: true };

/**
 * Publishes a scorecard under the next number of its partnership: document, state, and that the one before is followed. Under the
 * condition that the release it draws on stands and is not corrected. One transaction; done again, it changes nothing and answers what was
 * published.
 */
export async function publishScorecard(
  table: Table,
  card: { readonly id: string; readonly publishedAt: string; readonly content: ScorecardContent },
): Promise<ScorecardState | Overtaken> {
  const { id, publishedAt, content } = card;
  const { partnership, release, title } = content;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const published = await publishedAs(table, id);
    if (published) return published;
    const previous = await latestState(table, partnership.id, true);
    const number = (previous?.number ?? 0) + 1;
    const text = documentText({ id, number, publishedAt, ...content });
    const state: ScorecardState = {
      ...{
        id,
        number,
        title,
        partnership,
        publishedAt,
        hash: textHash(text),
        bytes: Buffer.byteLength(text),
      },
      release: { id: release.id, number: release.number },
      status: "published",
      revision: 1,
    };
    const outcome = await transact(table, [
      { check: releaseStateKey(release.id), condition: STANDS },
      { put: documentItem(state, text), condition: NOT_EXISTS },
      { put: stateItem(state), condition: NOT_EXISTS },
      { put: pointerItem(numberKey(id), state), condition: NOT_EXISTS },
      { put: pointerItem({ pk: drawnPartition(release.id), sk: id }, state) },
      ...(previous ? [stateWrite(previous, { followedBy: number })] : []),
    ]);
    if (outcome.done) return state;
    // Whoever did the same step at once may have published it before its release fell.
    if (outcome.failed === 0) return (await publishedAs(table, id)) ?? { overtaken: true };
  }
  throw new TableBusy(`The scorecards of ${partnership.id} kept changing.`);
}

const STANDS: Condition = {
  expression: "#status = :published AND attribute_not_exists(correctedBy)",
  names: { "#status": "status" },
  values: { ":published": "published" },
};

/** What became of a scorecard that was published; undefined where it was not. Two GetItems, one after the other. */
export async function publishedAs(table: Table, id: string): Promise<ScorecardState | undefined> {
  const pointer = await getItem(table, numberKey(id));
  return pointer && stateAt(table, String(pointer.partnershipId), Number(pointer.number));
}

async function stateAt(table: Table, partnershipId: string, number: number): Promise<ScorecardState> {
  const item = await getItem(table, keyOf(partnershipId, number, STATE));
  if (!item) throw new Error(`There is no published scorecard ${number} of ${partnershipId}.`);
  return StateSchema().parse(item);
}

/** What became of the latest scorecard of a partnership, without its document. One Query of one item, eventually consistent unless asked. */
export async function latestState(
  table: Table,
  partnershipId: string,
  consistent = false,
): Promise<ScorecardState | undefined> {
  const list = { partition: partition(partnershipId), prefix: SCORECARD };
  const query = { ...list, limit: 1, descending: true, consistent };
  const [item] = (await queryPage(table, query)).items;
  return item && StateSchema().parse(item);
}

/**
 * Drops the document of a scorecard; its state says since when and why, and keeps its hash. One transaction; done again, the first reason
 * stays. Answers what became of it; undefined where no scorecard of this id was published.
 */
export async function withdrawScorecard(
  table: Table,
  id: string,
  withdrawal: { readonly withdrawnAt: string; readonly reason: string },
): Promise<ScorecardState | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const state = await publishedAs(table, id);
    if (!state || state.status === "withdrawn") return state;
    const outcome = await transact(table, [
      stateWrite(state, { status: "withdrawn", ...withdrawal }),
      { delete: keyOf(state.partnership.id, state.number, DOCUMENT) },
    ]);
    if (outcome.done) return { ...state, status: "withdrawn", ...withdrawal };
  }
  throw new TableBusy(`The scorecard ${id} kept changing.`);
}

/** The ids of the scorecards that draw on a release, withdrawn ones too. One Query, consistent: they are few. */
export async function scorecardsOn(table: Table, releaseId: string): Promise<string[]> {
  const items = await queryAll(table, { partition: drawnPartition(releaseId) });
  return items.map(({ sk }) => sk);
}

/** Says of a scorecard that the release it draws on is corrected by another one. Done again, it changes nothing. */
export async function markNewerRelease(table: Table, id: string, newerRelease: string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const state = await publishedAs(table, id);
    if (!state || state.newerRelease === newerRelease) return;
    if ((await transact(table, [stateWrite(state, { newerRelease })])).done) return;
  }
  throw new TableBusy(`The scorecard ${id} kept changing.`);
}

function stateWrite(read: ScorecardState, changes: Partial<ScorecardState>): Write {
  const next = { ...read, ...changes, revision: read.revision + 1 };
  const condition = { expression: "revision = :revision", values: { ":revision": read.revision } };
  return { put: stateItem(next), condition };
}

function stateItem(state: ScorecardState): Item {
  const key = keyOf(state.partnership.id, state.number, STATE);
  return { ...state, ...key, type: "scorecard-state", schemaVersion: 1 };
}

function documentItem({ partnership, number }: ScorecardState, text: string): Item {
  const document = gzipSync(text, { level: 9 });
  if (document.byteLength > MOST_PACKED_BYTES) throw new Error("A scorecard is longer than can be stored.");
  const key = keyOf(partnership.id, number, DOCUMENT);
  return { ...key, type: "scorecard-document", schemaVersion: 1, document };
}

function pointerItem(key: { pk: string; sk: string }, { partnership, number }: ScorecardState): Item {
  return { ...key, type: "scorecard-pointer", schemaVersion: 1, partnershipId: partnership.id, number };
}
