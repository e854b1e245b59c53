import { attributesOf, HEAD, headFields, headKey, type Part } from "../platform/aggregate.ts";
import { getItem, type Item, type Position, queryPage, type Table } from "../platform/table.ts";
import { type ImportMapping, ImportMappingSchema, type NewImportMapping } from "./import-mapping.ts";

/** A saved mapping as it was read, with the stored item that a later write is compared against. */
export type LoadedMapping = { readonly saved: ImportMapping; readonly item: Item };

/** The partition of a saved mapping. */
export function mappingPk(id: string): string {
  return `MAP#${id}`;
}

/** An organisation's own saved mapping; undefined for anybody else's. One GetItem, strongly consistent. */
export async function findMapping(
  table: Table,
  asked: { readonly id: string; readonly organisationId: string },
): Promise<LoadedMapping | undefined> {
  const item = await getItem(table, headKey(mappingPk(asked.id)));
  return item?.ownerId === asked.organisationId ? { saved: toMapping(item), item } : undefined;
}

/** A page of an organisation's saved mappings, oldest first. One Query on byOwner, eventually consistent. */
export async function mappingsPage(
  table: Table,
  list: { ownerId: string; limit: number; from?: Position },
): Promise<{ items: ImportMapping[]; next?: Item }> {
  const { ownerId, ...paging } = list;
  const page = await queryPage(table, { index: "byOwner", partition: listOf(ownerId), ...paging });
  return { items: page.items.map(toMapping), ...(page.next ? { next: page.next } : {}) };
}

/** The head of a saved mapping, which is all there is of it; the mapping itself as text, since it is read and never searched. */
export function mappingPart(id: string, ownerId: string, { mapping, ...rest }: NewImportMapping): Part {
  const attributes = { ...rest, mapping: JSON.stringify(mapping) };
  const index = { ownerPk: listOf(ownerId), ownerSk: id };
  return { sk: HEAD, type: "import-mapping", attributes, index };
}

function toMapping(item: Item): ImportMapping {
  const { mapping, ...attributes } = attributesOf(item);
  const { version, recordedAt: changedAt } = headFields(item);
  const id = item.pk.slice(mappingPk("").length);
  return ImportMappingSchema().parse({
    ...attributes,
    id,
    version,
    changedAt,
    mapping: JSON.parse(String(mapping)),
  });
}

function listOf(ownerId: string): string {
  return `ORG#${ownerId}#MAP`;
}
