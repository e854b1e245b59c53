import { type Listed, type PageQuery, pageOf } from "../platform/page.ts";
import type { Result } from "../platform/result.ts";
import { type Item, queryPage, type Table } from "../platform/table.ts";

/** What a list stands on: the table, and the secret with which its cursors are signed. */
export type ListDeps = { readonly table: Table; readonly cursorSecret: string };

/** Which list of whom, and how much of it. */
export type OwnedList = {
  readonly of: "ORG" | "PER" | "KEY";
  readonly organisationId: string;
  readonly page: PageQuery;
};

/** The byOwner partition of a list of an organisation. */
export function ownedListPk(of: OwnedList["of"], organisationId: string): string {
  return `ORG#${organisationId}#${of}`;
}

/**
 * One page of an organisation's list. One Query on byOwner, eventually consistent: bytes read / 8 KB; then what `read` does
 * for its items. `invalid_cursor` where the cursor was given for another list or organisation.
 */
export function readOwnedList<T>(
  deps: ListDeps,
  list: OwnedList,
  read: (items: readonly Item[]) => readonly T[] | Promise<readonly T[]>,
): Promise<Result<Listed<T>>> {
  const partition = ownedListPk(list.of, list.organisationId);
  return pageOf(deps.cursorSecret, { query: { list: partition }, page: list.page }, async (paging) => {
    const page = await queryPage(deps.table, { index: "byOwner", partition, ...paging });
    return { ...page, items: await read(page.items) };
  });
}
