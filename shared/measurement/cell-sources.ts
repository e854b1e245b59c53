import type { Table } from "../platform/table.ts";
import { revisionsBefore } from "./observation.store.ts";
import { type SetRecord, sameCell } from "./observation-set.ts";

const REVISIONS_A_QUERY = 25;
/** How far back is looked: 100 revisions of one set. */
const MOST_QUERIES = 4;

/**
 * From where some cells of a revision came, by category: what a cell says itself, else the source of the revision that brought it,
 * since a later one leaves most cells alone. Undefined where nobody said; a category is absent that the revision does not have, or
 * whose revision lies too far back to be looked for. No round for a first revision, else one Query for each 25 before it, at most 4.
 */
export async function cellSources(
  table: Table,
  set: SetRecord,
  categories: readonly string[],
): Promise<ReadonlyMap<string, string | undefined>> {
  const sources = new Map<string, string | undefined>();
  const open = new Set(categories.filter((category) => set.cells[category] !== undefined));
  let newer = set;
  const settle = (isBrought: (category: string) => boolean) => {
    for (const category of open) {
      if (!isBrought(category)) continue;
      sources.set(category, newer.cells[category]?.source ?? newer.source);
      open.delete(category);
    }
  };
  for (let queries = 0; queries < MOST_QUERIES && newer.revision > 1 && open.size > 0; queries++) {
    const { sets } = await revisionsBefore(table, newer, REVISIONS_A_QUERY);
    for (const older of sets) {
      settle((category) => !sameCell(newer.cells[category], older.cells[category]));
      newer = older;
    }
    if (sets.length === 0) break;
  }
  if (newer.revision === 1) settle(() => true);
  return sources;
}
