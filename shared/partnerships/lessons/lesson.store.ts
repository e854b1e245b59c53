import {
  ATTACHED,
  attributesOf,
  HEAD,
  headKey,
  type LoadedHead,
  loadedHead,
  type Part,
} from "../../platform/aggregate.ts";
import type { PartWrite } from "../../platform/history.ts";
import {
  getItem,
  getItems,
  type Item,
  type Key,
  type Position,
  queryAll,
  queryPage,
  type Table,
} from "../../platform/table.ts";
import type { Rest } from "../access.store.ts";
import { type Reader, reachCondition } from "../reach.ts";
import { type Facet, facetsOf } from "./facet.ts";
import { type Lesson, type LessonContent, LessonContentSchema, LessonSchema } from "./lesson.ts";

const VERSION = `${ATTACHED}V#`;
const FACET = `${ATTACHED}F#`;

/** A lesson as read, with the stored head that a later write is compared against. */
export type LoadedLesson = LoadedHead & { readonly lesson: Lesson };

/** The partition of a lesson. */
export function lessonPk(id: string): string {
  return `LSN#${id}`;
}

/** A lesson's head. One GetItem, strongly consistent. */
export async function findLesson(table: Table, id: string): Promise<LoadedLesson | undefined> {
  const item = await getItem(table, headKey(lessonPk(id)));
  return item && toLesson(item);
}

/** What one version of a lesson says. One GetItem: a version never changes, so it need not be consistent. */
export async function findLessonVersion(
  table: Table,
  id: string,
  version: number,
): Promise<{ content: LessonContent; recordedAt: string } | undefined> {
  const item = await getItem(table, { pk: lessonPk(id), sk: versionKey(version) });
  if (!item) return undefined;
  return {
    content: LessonContentSchema().parse(JSON.parse(String(item.content))),
    recordedAt: String(item.saidAt),
  };
}

/** The entries by which a lesson is found at present: at most 38. One Query. */
export function storedFacets(table: Table, id: string): Promise<Item[]> {
  return queryAll(table, { partition: lessonPk(id), prefix: FACET });
}

/** The head of a lesson, listed with its owner. */
export function lessonHead(lesson: Lesson): Part {
  const index = { ownerPk: ownList(lesson.origin.organisationId), ownerSk: lesson.id };
  return { sk: HEAD, type: "lesson", attributes: lesson, index };
}

/** One version of a lesson, written once. */
export function lessonVersionPart(version: number, content: LessonContent, saidAt: string): Part {
  const attributes = { content: JSON.stringify(content), saidAt };
  return { sk: versionKey(version), type: "lesson-version", attributes, sealed: true };
}

/**
 * What has to be written so that a lesson is found by what it says now: an entry for each facet, listed for its network and, where it
 * is public, for everybody; entries of what it says no longer are gone. One that is its owner's alone, or retired, is in no list.
 */
export function facetWrites(lesson: Lesson, stored: readonly Item[]): PartWrite[] {
  const parts = facetsOf(lesson).map((facet) => facetPart(lesson, facet));
  const before = new Map(stored.map((item) => [item.sk, item]));
  const gone = stored.filter(({ sk }) => !parts.some((part) => part.sk === sk));
  return [
    ...parts.map((after) => {
      const present = before.get(after.sk);
      return present ? { before: present, after } : { after };
    }),
    ...gone.map((item) => ({ before: item })),
  ];
}

function facetPart(lesson: Lesson, facet: Facet): Part {
  const { id, visibility, networkId, retired } = lesson;
  const inNetwork =
    visibility === "own" || retired ? {} : { partyPk: networkList(networkId, facet), partySk: id };
  const inPublic = visibility !== "public" || retired ? {} : { ownerPk: publicList(facet), ownerSk: id };
  return {
    sk: `${FACET}${facet}`,
    type: "lesson-facet",
    attributes: { lessonId: id },
    index: { ...inNetwork, ...inPublic },
  };
}

export type LessonList =
  | { readonly within: "own"; readonly organisationId: string }
  | { readonly within: "network"; readonly networkId: string; readonly facet: Facet }
  | { readonly within: "public"; readonly facet: Facet };

/** A page of lessons, the latest first. Two rounds: the index says where to look, the heads, strongly consistent, what holds. */
export async function lessonsPage(
  table: Table,
  list: LessonList,
  paging: { readonly limit: number; readonly from?: Position },
): Promise<{ items: LoadedLesson[]; next?: Position }> {
  const { keys, next } = await lessonKeysPage(table, list, paging);
  const items = await lessonsAt(table, keys);
  return { items, ...(next ? { next } : {}) };
}

/** Where the lessons of a page are, as the index says. One Query, eventually consistent. */
export async function lessonKeysPage(
  table: Table,
  list: LessonList,
  paging: { readonly limit: number; readonly from?: Position },
): Promise<{ keys: Key[]; next?: Position }> {
  const page = await queryPage(table, { ...placeOf(list), descending: true, ...paging });
  return { keys: page.items.map(({ pk }) => headKey(pk)), ...(page.next ? { next: page.next } : {}) };
}

/** Lessons by their heads, as they stand, the latest first. One BatchGet; none where there is no key. */
export async function lessonsAt(table: Table, keys: readonly Key[]): Promise<LoadedLesson[]> {
  const heads = keys.length === 0 ? [] : await getItems(table, keys, { consistent: true });
  return heads.map(toLesson).sort((a, b) => (a.lesson.id < b.lesson.id ? 1 : -1));
}

function placeOf(list: LessonList) {
  if (list.within === "own") return { index: "byOwner", partition: ownList(list.organisationId) } as const;
  if (list.within === "public") return { index: "byOwner", partition: publicList(list.facet) } as const;
  return { index: "byParty", partition: networkList(list.networkId, list.facet) } as const;
}

/** That a lesson is there for a reader; otherwise refused at the pointer that names it. */
export function lessonFor(reader: Reader, lessonId: string, pointer: string): Rest {
  const detail = "There is no such lesson.";
  return {
    check: { check: headKey(lessonPk(lessonId)), condition: reachCondition(reader) },
    refusal: { code: "validation_failed", detail, errors: [{ pointer, detail }] },
  };
}

function toLesson(item: Item): LoadedLesson {
  const lesson = LessonSchema().parse(attributesOf(item));
  return { lesson, ...loadedHead(item) };
}

/** Four digits, so that versions sort as they were made. */
function versionKey(version: number): string {
  return `${VERSION}${String(version).padStart(4, "0")}`;
}

function ownList(organisationId: string): string {
  return `ORG#${organisationId}#LSN`;
}

function networkList(networkId: string, facet: Facet): string {
  return `LSN#NET#${networkId}#${facet}`;
}

function publicList(facet: Facet): string {
  return `LSN#PUBLIC#${facet}`;
}
