import type { Table } from "../../platform/table.ts";
import type { RowGroup } from "../sort-rows.ts";
import { readControls } from "./controls.store.ts";
import { holdOver } from "./lock.ts";

/**
 * Groups of rows with what is over them: a lock, the exception by which they may be recorded, or, unless they were `approved`, the
 * second person whom their partnership asks for. One round: a Query a partnership.
 */
export async function holdGroups(
  table: Table,
  groups: readonly RowGroup[],
  options: { readonly now: string; readonly approved?: boolean },
): Promise<RowGroup[]> {
  const { now } = options;
  const partnershipIds = [...new Set(groups.map(({ facts }) => facts.partnershipId))];
  const read = partnershipIds.map(async (id) => [id, await readControls(table, id)] as const);
  const controls = new Map(await Promise.all(read));
  return groups.map((group) => {
    const { partnershipId, period, key } = group.facts;
    const own = controls.get(partnershipId);
    const hold = own && holdOver(own, { indicatorId: key.indicatorId, period }, now);
    const review = own?.settings.secondPersonReview === true && !options.approved;
    return hold || review ? { ...group, hold: { ...hold, ...(review ? { review } : {}) } } : group;
  });
}
