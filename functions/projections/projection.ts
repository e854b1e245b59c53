import type { Item, Table } from "../../shared/platform/table.ts";

/** What a stream record says of one item: how it was (absent when it was made) and how it is (absent when it was deleted). */
export type ChangedItem = { readonly before?: Item; readonly after?: Item };

/** A change that could not be projected, and why. */
export type FailedChange = { readonly change: ChangedItem; readonly error: unknown };

/**
 * A read model and how it follows the table. `apply` merges: the same changes again, in any order, leave the same items, and
 * neither clock, id nor order of arrival enters them. That is what lets a failed batch be sent again, and all be rebuilt.
 */
export type Projection = {
  readonly name: string;
  /** Whether a change concerns this read model. */
  readonly wants: (change: ChangedItem) => boolean;
  /** Whether an item belongs to this read model: it is dropped from the stream, and deleted before a rebuild. */
  readonly owns: (item: Item) => boolean;
  /** Merges changes, and answers those that failed. */
  readonly apply: (table: Table, changes: readonly ChangedItem[]) => Promise<readonly FailedChange[]>;
};
