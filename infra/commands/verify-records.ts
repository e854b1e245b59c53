import { checkObservations } from "../../shared/measurement/check-observations.ts";
import { HEAD, HISTORY } from "../../shared/platform/aggregate.ts";
import { checkHistory, type HistoryFault, toChange } from "../../shared/platform/read-history.ts";
import { scanPages } from "../../shared/platform/scan.ts";
import type { Item, Table } from "../../shared/platform/table.ts";
import { checkReportRelease, checkSeries } from "../../shared/reporting/releases/check-releases.ts";

export type Verified = {
  readonly aggregates: number;
  readonly changes: number;
  readonly revisions: number;
  readonly faults: readonly (HistoryFault & { readonly pk: string })[];
};

/**
 * Checks every history of the table against what is stored: the hash chain of each aggregate and of each set of observations, that
 * the items are the sum of their changes, and the bytes of report releases. One scan of the table: all bytes / 4 KB read units.
 */
export async function verifyRecords(table: Table): Promise<Verified> {
  const partitions = new Map<string, Item[]>();
  for await (const page of scanPages(table))
    for (const item of page) partitions.set(item.pk, [...(partitions.get(item.pk) ?? []), item]);
  let [aggregates, changes, revisions] = [0, 0, 0];
  const headOf = (pk: string) => partitions.get(pk)?.find(({ sk }) => sk === HEAD);
  const faults: (HistoryFault & { pk: string })[] = [];
  for (const [pk, items] of partitions) {
    const history = items.filter((item) => item.sk.startsWith(HISTORY));
    revisions += items.filter((item) => item.type === "observation-set").length;
    const found = [
      ...checkObservations(items),
      ...checkReportRelease(items, headOf),
      ...checkSeries(items, headOf),
    ];
    // Jobs have a head and, by design, no history.
    if (history.length > 0 || items.some(isUnrecordedHead)) {
      aggregates++;
      changes += history.length;
      found.push(...checkAggregate(history, items));
    }
    faults.push(...found.map((fault) => ({ pk, ...fault })));
  }
  return { aggregates, changes, revisions, faults };
}

function isUnrecordedHead(item: Item): boolean {
  return item.sk === HEAD && typeof item.historyHash === "string";
}

function checkAggregate(history: readonly Item[], items: readonly Item[]): HistoryFault[] {
  try {
    return checkHistory(history.map(toChange), items);
  } catch {
    return [{ sk: HISTORY, detail: "A change of its history cannot be read." }];
  }
}
