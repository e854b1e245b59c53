import {
  attributesOf,
  HEAD,
  type HeadFields,
  headFields,
  headKey,
  type Part,
} from "../../platform/aggregate.ts";
import { getItem, type Item, type Position, queryPage, type Table } from "../../platform/table.ts";
import { type Support, SupportSchema, type SupportView } from "./support.ts";

export type LoadedSupport = { readonly support: Support; readonly head: HeadFields; readonly item: Item };

/** The partition of a support. */
export function supportPk(id: string): string {
  return `SPT#${id}`;
}

/** One support. One GetItem, strongly consistent. */
export async function findSupport(table: Table, id: string): Promise<LoadedSupport | undefined> {
  const item = await getItem(table, headKey(supportPk(id)));
  return item && toSupport(item);
}

/** The head of a support, listed with its partnership by day. */
export function supportHead(support: Support): Part {
  const { id, partnershipId, on } = support;
  const index = { ownerPk: listOf(partnershipId), ownerSk: `${on}#${id}` };
  return { sk: HEAD, type: "capacity-support", attributes: support, index };
}

/** Supports of a partnership, the latest first, all or between two days. One Query on an index, 1 MB at most where `limit` is absent. */
export async function supportsPage(
  table: Table,
  list: { partnershipId: string; between?: readonly [string, string]; limit?: number; from?: Position },
): Promise<{ items: LoadedSupport[]; next?: Position }> {
  const { partnershipId, between, ...paging } = list;
  const days = between ? { between: [between[0], `${between[1]}#~`] as const } : {};
  const partition = listOf(partnershipId);
  const page = await queryPage(table, { index: "byOwner", partition, descending: true, ...days, ...paging });
  return { items: page.items.map(toSupport), ...(page.next ? { next: page.next } : {}) };
}

/** A support as the API shows it. */
export function supportView({ support, head }: Pick<LoadedSupport, "support" | "head">): SupportView {
  return { ...support, version: head.version, recordedAt: head.recordedAt };
}

function toSupport(item: Item): LoadedSupport {
  return { support: SupportSchema().parse(attributesOf(item)), head: headFields(item), item };
}

function listOf(partnershipId: string): string {
  return `PRT#${partnershipId}#SPT`;
}
