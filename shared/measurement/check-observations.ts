import { GENESIS } from "../platform/history.ts";
import type { HistoryFault } from "../platform/read-history.ts";
import type { Item } from "../platform/table.ts";
import { revisionKey, SET_TYPE, toSet } from "./observation.store.ts";
import { toRef } from "./observation-ref.ts";
import { isIntact, type SetRecord } from "./observation-set.ts";

/**
 * Checks the revisions in an indicator's partition: each has the content it was sealed with, lies under the key it names, and
 * follows the one before without a gap. Returns the faults found. A latest revision that was deleted leaves no trace here:
 * what cites it by reference still names it.
 */
export function checkObservations(items: readonly Item[]): HistoryFault[] {
  const faults: HistoryFault[] = [];
  const chains = new Map<string, { sk: string; set: SetRecord }[]>();
  for (const item of items.filter((one) => one.type === SET_TYPE)) {
    const set = readable(item);
    if (!set) {
      faults.push({ sk: item.sk, detail: "It cannot be read as a revision of observations." });
      continue;
    }
    const key = revisionKey(set.key, set.revision);
    if (key.pk !== item.pk || key.sk !== item.sk)
      faults.push({ sk: item.sk, detail: "It lies under another key than the one it names." });
    if (!isIntact(set))
      faults.push({ sk: item.sk, detail: "Its content does not give the hash it was sealed with." });
    const chain = toRef(set.key, 0);
    chains.set(chain, [...(chains.get(chain) ?? []), { sk: item.sk, set }]);
  }
  return [...faults, ...[...chains.values()].flatMap(checkChain)];
}

function readable(item: Item): SetRecord | undefined {
  try {
    return toSet(item);
  } catch {
    return undefined;
  }
}

function checkChain(chain: readonly { sk: string; set: SetRecord }[]): HistoryFault[] {
  const ordered = [...chain].sort((a, b) => a.set.revision - b.set.revision);
  return ordered.flatMap(({ sk, set }, index) => {
    const before = ordered[index - 1]?.set;
    if (set.revision !== index + 1) return [{ sk, detail: `Revision ${index + 1} is missing.` }];
    if (set.previousHash !== (before?.hash ?? GENESIS))
      return [{ sk, detail: "It does not follow the revision before it." }];
    return [];
  });
}
