import { ATTACHED, COLLECTION, HISTORY, LEDGER } from "./aggregate.ts";
import type { Change } from "./history.ts";
import { checkChain, checkHistory, type HistoryFault, toChange } from "./read-history.ts";
import { type Item, queryPage, type Table } from "./table.ts";

/** Items that a check reads of a kind at most, and in one Query. */
const MOST_ITEMS = 1000;
const A_QUERY = 250;

/** What the check of one record found. */
export type RecordCheck = {
  /** The changes that were recomputed, from the first one on. */
  readonly changes: readonly Change[];
  /** Whether that was all of its history, with every stored part compared to it; else the first thousand changes alone. */
  readonly isWhole: boolean;
  readonly faults: readonly HistoryFault[];
};

/**
 * Checks the hash chain of one aggregate, and that what is stored is the sum of its changes, as `npm run verify` does for all. Reads a
 * thousand changes and a thousand parts of each kind at most; of a larger record the chain of the first thousand changes is checked.
 * Eight rounds at most, in two steps.
 */
export async function checkRecord(table: Table, pk: string): Promise<RecordCheck> {
  const history = await readSome(table, pk, HISTORY);
  const { changes, unreadable } = readable(history.items);
  if (unreadable) return { changes, isWhole: false, faults: [...checkChain(changes).faults, unreadable] };
  const parts = await Promise.all([COLLECTION, LEDGER, ATTACHED].map((of) => readSome(table, pk, of)));
  const isWhole = history.isAll && parts.every(({ isAll }) => isAll);
  const faults = isWhole
    ? checkHistory(
        changes,
        parts.flatMap(({ items }) => items),
      )
    : checkChain(changes).faults;
  return { changes, isWhole, faults };
}

/** The changes up to the first that cannot be read at all, and that one. */
function readable(items: readonly Item[]): { changes: Change[]; unreadable?: HistoryFault } {
  const changes: Change[] = [];
  for (const item of items) {
    try {
      changes.push(toChange(item));
    } catch {
      return { changes, unreadable: { sk: item.sk, detail: "It cannot be read." } };
    }
  }
  return { changes };
}

async function readSome(
  table: Table,
  pk: string,
  prefix: string,
): Promise<{ items: Item[]; isAll: boolean }> {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const at = { partition: pk, prefix, limit: A_QUERY, ...(from ? { from } : {}) };
    const page = await queryPage(table, at);
    items.push(...page.items);
    from = page.next;
  } while (from && items.length < MOST_ITEMS);
  return { items, isAll: from === undefined };
}
