import { GENESIS } from "../platform/history.ts";
import type { HistoryFault } from "../platform/read-history.ts";
import type { Item } from "../platform/table.ts";
import { SET_TYPE, toSet } from "./observation.store.ts";
import { isIntact, type SetRecord } from "./observation-set.ts";

/**
 * Checks the revisions of an indicator's sets: each hashes to what it was sealed with, and follows the one before without a gap.
 * Takes the items of the indicator's partition, others among them; answers the faults found.
 */
export function checkSets(items: readonly Item[]): HistoryFault[] {
  const faults: HistoryFault[] = [];
  const read: { sk: string; set: SetRecord }[] = [];
  for (const item of items.filter(({ type }) => type === SET_TYPE)) {
    try {
      read.push({ sk: item.sk, set: toSet(item) });
    } catch {
      faults.push({ sk: item.sk, detail: "It cannot be read as a revision of observations." });
    }
  }
  const bySet = Map.groupBy(read, ({ sk }) => sk.slice(0, sk.lastIndexOf("#R")));
  return [...faults, ...[...bySet.values()].flatMap(checkChain)];
}

function checkChain(revisions: readonly { sk: string; set: SetRecord }[]): HistoryFault[] {
  const faults: HistoryFault[] = [];
  let previousHash = GENESIS;
  const ordered = revisions.toSorted((a, b) => a.set.revision - b.set.revision);
  for (const [index, { sk, set }] of ordered.entries()) {
    if (set.revision !== index + 1) faults.push({ sk, detail: "A revision before it is missing." });
    else if (set.previousHash !== previousHash)
      faults.push({ sk, detail: "It does not follow the revision before it." });
    if (!isIntact(set)) faults.push({ sk, detail: "Its content does not give the hash it was sealed with." });
    previousHash = set.hash;
  }
  return faults;
}
