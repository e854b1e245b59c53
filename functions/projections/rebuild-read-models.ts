import { inParallel } from "../../shared/platform/in-parallel.ts";
import { deleteItem, scanPages } from "../../shared/platform/scan.ts";
import type { Table } from "../../shared/platform/table.ts";
import type { Projection } from "./projection.ts";
import { PROJECTIONS } from "./projections.ts";

export type Rebuilt = { readonly dropped: number; readonly replayed: number };

/**
 * Drops every read model and makes it again from what was recorded. Two scans of the table. The system can stay in use:
 * projections merge, so what the stream brings meanwhile is not counted twice; until the end reports lack figures. One thing can
 * be missed: sums that the stream moves between the scan of their page and its deletion, where what they count stays marked as
 * counted. Run it again then, as after a failure: it throws the first.
 */
export async function rebuildReadModels(
  table: Table,
  projections: readonly Projection[] = PROJECTIONS,
): Promise<Rebuilt> {
  let dropped = 0;
  for await (const items of scanPages(table)) {
    const owned = items.filter((item) => projections.some((projection) => projection.owns(item)));
    await inParallel(owned, 16, (item) => deleteItem(table, item));
    dropped += owned.length;
  }
  let replayed = 0;
  for await (const items of scanPages(table)) {
    const changes = items.map((after) => ({ after }));
    for (const projection of projections) {
      const wanted = changes.filter(projection.wants);
      const [failure] = await projection.apply(table, wanted);
      if (failure) throw failure.error;
      replayed += wanted.length;
    }
  }
  return { dropped, replayed };
}
