import {
  ATTACHED,
  attributesOf,
  HEAD,
  headKey,
  type LoadedHead,
  loadedHead,
  type Part,
} from "../../platform/aggregate.ts";
import { getItems, type Item, type Key, type Position, queryPage, type Table } from "../../platform/table.ts";
import { type Adoption, AdoptionSchema, type AdoptionView } from "./adoption.ts";

const ENTRY = `${ATTACHED}ENTRY`;

export type LoadedAdoption = LoadedHead & {
  readonly adoption: Adoption;
  readonly entry?: Item;
};

/** The partition of an adoption: a partnership adopts a lesson once. */
export function adoptionPk(lessonId: string, partnershipId: string): string {
  return `ADP#${lessonId}#${partnershipId}`;
}

/** One adoption with its entry in the lesson's list. One BatchGet, strongly consistent. */
export async function findAdoption(
  table: Table,
  lessonId: string,
  partnershipId: string,
): Promise<LoadedAdoption | undefined> {
  const pk = adoptionPk(lessonId, partnershipId);
  const items = await getItems(table, [headKey(pk), { pk, sk: ENTRY }], { consistent: true });
  const item = items.find(({ sk }) => sk === HEAD);
  const entry = items.find(({ sk }) => sk === ENTRY);
  return item && { ...toAdoption(item), ...(entry ? { entry } : {}) };
}

/** The head of an adoption, listed with the partnership that adopts. */
export function adoptionHead(adoption: Adoption): Part {
  const index = { ownerPk: partnershipList(adoption.partnershipId), ownerSk: adoption.lessonId };
  return { sk: HEAD, type: "lesson-adoption", attributes: adoption, index };
}

/** Its entry in the lesson's list, by day: slim, so that one Query counts thousands. None where the lesson's readers do not see it. */
export function adoptionEntry({
  lessonId,
  partnershipId,
  adoptedOn,
  visibility,
}: Adoption): Part | undefined {
  if (visibility !== "readers") return undefined;
  return {
    sk: ENTRY,
    type: "lesson-adoption-entry",
    attributes: { adoptedOn },
    index: { partyPk: lessonList(lessonId), partySk: `${adoptedOn}#${partnershipId}` },
  };
}

/** Where adoptions of a lesson are listed, in the order of their days; `limit` absent: as many as one Query brings (1 MB, some 4,000). */
export async function adoptionEntries(
  table: Table,
  lessonId: string,
  paging: { readonly limit?: number; readonly from?: Position } = {},
): Promise<{ entries: { key: Key; adoptedOn: string }[]; next?: Position }> {
  const page = await queryPage(table, { index: "byParty", partition: lessonList(lessonId), ...paging });
  const entries = page.items.map(({ pk, adoptedOn }) => ({ key: headKey(pk), adoptedOn: String(adoptedOn) }));
  return { entries, ...(page.next ? { next: page.next } : {}) };
}

/** Adoptions by key, in the order of their days, those alone that the lesson's readers see. One round, strongly consistent. */
export async function readAdoptions(table: Table, keys: readonly Key[]): Promise<AdoptionView[]> {
  const items = keys.length === 0 ? [] : await getItems(table, keys, { consistent: true });
  return items
    .map(toAdoption)
    .filter(({ adoption }) => adoption.visibility === "readers")
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
    .map(toView);
}

/** A page of what a partnership has adopted. One Query. */
export async function partnershipAdoptions(
  table: Table,
  list: { partnershipId: string; limit: number; from?: Position },
): Promise<{ items: AdoptionView[]; next?: Position }> {
  const { partnershipId, ...paging } = list;
  const page = await queryPage(table, {
    index: "byOwner",
    partition: partnershipList(partnershipId),
    ...paging,
  });
  return { items: page.items.map(toAdoption).map(toView), ...(page.next ? { next: page.next } : {}) };
}

/** An adoption as the API shows it. */
export function toView({ adoption, head }: Pick<LoadedAdoption, "adoption" | "head">): AdoptionView {
  return { ...adoption, version: head.version, recordedAt: head.recordedAt };
}

function toAdoption(item: Item): LoadedAdoption {
  const adoption = AdoptionSchema().parse(attributesOf(item));
  return { adoption, ...loadedHead(item) };
}

function orderOf({ adoption }: LoadedAdoption): string {
  return `${adoption.adoptedOn}#${adoption.partnershipId}`;
}

function lessonList(lessonId: string): string {
  return `LSN#${lessonId}#ADP`;
}

function partnershipList(partnershipId: string): string {
  return `PRT#${partnershipId}#ADP`;
}
