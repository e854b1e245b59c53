import { randomBytes } from "node:crypto";
import {
  ATTACHED,
  attributesOf,
  HEAD,
  headKey,
  type LoadedHead,
  loadedHead,
  type Part,
} from "../../platform/aggregate.ts";
import { contentHash } from "../../platform/canonical-json.ts";
import { getItems, type Item, type Key, type Position, queryPage, type Table } from "../../platform/table.ts";
import { type Story, StorySchema, type Words, WordsSchema } from "./story.ts";

const WORDS = `${ATTACHED}WORDS`;
const EXPIRY = `${ATTACHED}EXPIRY`;

/** A story with the stored items that a later write is compared against; its words where they are still there. */
export type LoadedStory = LoadedHead & {
  readonly story: Story;
  readonly words?: Item;
  readonly expiry?: Item;
};

/** The partition of a story. */
export function storyPk(id: string): string {
  return `STO#${id}`;
}

/** A story with its words. One BatchGet of three items, strongly consistent: words that are gone are gone for everybody. */
export async function findStory(table: Table, id: string): Promise<LoadedStory | undefined> {
  const pk = storyPk(id);
  const keys = [headKey(pk), { pk, sk: WORDS }, { pk, sk: EXPIRY }];
  const items = await getItems(table, keys, { consistent: true });
  const item = items.find(({ sk }) => sk === HEAD);
  if (!item) return undefined;
  const words = items.find(({ sk }) => sk === WORDS);
  const expiry = items.find(({ sk }) => sk === EXPIRY);
  return { ...toStory(item), ...(words ? { words } : {}), ...(expiry ? { expiry } : {}) };
}

/** The words of a stored item. */
export function toWords(item: Item): Words {
  return WordsSchema().parse(attributesOf(item));
}

/** Words with a fresh salt: nobody can test guesses against their digest once they are gone. */
export function saltedWords({ title, text }: Pick<Words, "title" | "text">): Words {
  return { title, text, salt: randomBytes(16).toString("base64url") };
}

/** The digest of words, as the head and the history keep it. */
export function digestOf(words: Words): string {
  return contentHash(words);
}

/** The head of a story: listed for its backbone, and where the consent reaches further, for others too. */
export function storyHead(story: Story): Part {
  const list = listOf(story.partnershipId);
  const forOthers = story.consent.scope === "partnership" ? {} : { partyPk: list, partySk: story.id };
  return {
    sk: HEAD,
    type: "story",
    attributes: story,
    index: { ownerPk: list, ownerSk: story.id, ...forOthers },
  };
}

/** The words of a story, in no index and no history: the only place in which they are kept. */
export function wordsPart(words: Words): Part {
  return { sk: WORDS, type: "story-words", attributes: words, personal: true };
}

/** Where a story is found on the day its consent runs out; none where it does not. */
export function expiryPart({ id, consent }: Pick<Story, "id" | "consent">): Part | undefined {
  const { expiresOn } = consent;
  if (expiresOn === undefined) return undefined;
  return {
    sk: EXPIRY,
    type: "story-expiry",
    attributes: { storyId: id, expiresOn },
    index: { ownerPk: expiryMonth(expiresOn), ownerSk: `${expiresOn}#${id}` },
  };
}

type StoryList = { partnershipId: string; access: "backbone" | "reader"; limit: number; from?: Position };

/**
 * A page of a partnership's stories, the latest first, without their words: all of them for its backbone, for others those whose
 * consent reaches them. Two rounds: the index says where to look, the heads, strongly consistent, what holds.
 */
export async function storiesPage(
  table: Table,
  list: StoryList,
): Promise<{ items: LoadedStory[]; next?: Position }> {
  const { keys, next } = await storyKeysPage(table, list);
  const items = await storiesAt(table, keys, list.access);
  return { items, ...(next ? { next } : {}) };
}

/** Where the stories of a page are, as the index says. One Query, eventually consistent. */
export async function storyKeysPage(
  table: Table,
  list: StoryList,
): Promise<{ keys: Key[]; next?: Position }> {
  const { partnershipId, access, ...paging } = list;
  const index = access === "backbone" ? ("byOwner" as const) : ("byParty" as const);
  const partition = listOf(partnershipId);
  const page = await queryPage(table, { index, partition, descending: true, ...paging });
  return { keys: page.items.map(({ pk }) => headKey(pk)), ...(page.next ? { next: page.next } : {}) };
}

/** Stories by their heads, as they stand, the latest first; only those that whoever asks may see. One BatchGet. */
export async function storiesAt(
  table: Table,
  keys: readonly Key[],
  access: StoryList["access"],
): Promise<LoadedStory[]> {
  const heads = keys.length === 0 ? [] : await getItems(table, keys, { consistent: true });
  return heads
    .map(toStory)
    .filter(({ story }) => access === "backbone" || story.consent.scope !== "partnership")
    .sort((a, b) => (a.story.id < b.story.id ? 1 : -1));
}

/**
 * Ids of stories whose consent ran out before a day of its month and whose words are still there: at most a hundred. One Query of
 * byOwner, of the month's own partition.
 */
export async function expiredStories(table: Table, month: string, before: string): Promise<string[]> {
  const between = [month, before] as const;
  const partition = expiryMonth(month);
  const page = await queryPage(table, { index: "byOwner", partition, between, limit: 100 });
  return page.items.map((item) => String(item.storyId));
}

function toStory(item: Item): LoadedStory {
  const story = StorySchema().parse(attributesOf(item));
  return { story, ...loadedHead(item) };
}

function listOf(partnershipId: string): string {
  return `PRT#${partnershipId}#STO`;
}

/** The partition of all consents that run out in a day's month. */
function expiryMonth(day: string): string {
  return `STORY-EXPIRY#${day.slice(0, 7)}`;
}
