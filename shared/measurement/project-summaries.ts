import { HEAD } from "../platform/aggregate.ts";
import { inParallel } from "../platform/in-parallel.ts";
import type { Item, Table } from "../platform/table.ts";
import { INDICATOR_TYPE, toIndicator, toView } from "./indicator.store.ts";
import { SET_TYPE, toSet } from "./observation.store.ts";
import { SUMMARY_TYPE, type SummaryKey, summaryKey, updateSummary } from "./summary.store.ts";
import type { Summary } from "./summary.ts";
import { mergeDefinition, mergeSet } from "./summary-merge.ts";

/** An item that could not be merged, and why. */
export type FailedItem = { readonly item: Item; readonly error: unknown };

type Merge = { item: Item; key: SummaryKey; merge: (summary: Summary | undefined) => Summary };
const WIDTH = 16;

/** Whether an item changes a summary: a revision of observations, or the head of an indicator. */
export function changesSummary(item: Item): boolean {
  return item.type === SET_TYPE || (item.type === INDICATOR_TYPE && item.sk === HEAD);
}

/** Whether an item is a summary. */
export function isSummary(item: Item): boolean {
  return item.type === SUMMARY_TYPE;
}

/**
 * Merges revisions and definitions into their summaries, each summary read and written once however many items concern it.
 * Idempotent and independent of order. Answers the items that failed: an unreadable one alone, or all of a summary that
 * could not be written.
 */
export async function projectSummaries(table: Table, items: readonly Item[]): Promise<FailedItem[]> {
  const failed: FailedItem[] = [];
  const groups = new Map<string, Merge[]>();
  for (const item of items) {
    try {
      const merge = toMerge(item);
      const { pk, sk } = summaryKey(merge.key);
      const id = `${pk} ${sk}`;
      groups.set(id, [...(groups.get(id) ?? []), merge]);
    } catch (error) {
      failed.push({ item, error });
    }
  }
  const outcomes = await inParallel([...groups.values()], WIDTH, (group) => applyGroup(table, group));
  return [...failed, ...outcomes.flat()];
}

async function applyGroup(table: Table, group: readonly Merge[]): Promise<FailedItem[]> {
  const [first, ...rest] = group;
  if (!first) return [];
  try {
    await updateSummary(table, first.key, (stored) =>
      rest.reduce((summary, { merge }) => merge(summary), first.merge(stored)),
    );
    return [];
  } catch (error) {
    return group.map(({ item }) => ({ item, error }));
  }
}

function toMerge(item: Item): Merge {
  if (item.type === SET_TYPE) {
    const record = toSet(item);
    const { indicatorId, placeCode } = record.key;
    const { partnershipId } = record;
    const key = record.ownPlace ? { partnershipId, indicatorId } : { partnershipId, indicatorId, placeCode };
    return { item, key, merge: (summary) => mergeSet(summary, record) };
  }
  const view = toView(toIndicator(item));
  const key = { partnershipId: view.partnershipId, indicatorId: view.id };
  return { item, key, merge: (summary) => mergeDefinition(summary, view) };
}
