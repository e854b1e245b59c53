import { type Listed, type PageQuery, pageOf } from "../platform/page.ts";
import type { Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { readPage } from "./list-partnerships.ts";
import { isAsked, type NetworkFilter, type NetworkRow, networkRow } from "./network.ts";
import { readPartnership, requireReadable } from "./partnership.store.ts";

type Asked = NetworkFilter & { readonly organisationId: string; readonly page: PageQuery };

/**
 * Partnerships side by side: those an organisation keeps, then those that are explicitly shared with it, and no others. A page of at most
 * 25: the list, its heads and shares, then one Query a partnership, all together. Narrowed after reading, so that a page may be short
 * and have a next one.
 */
export async function readNetwork(
  deps: { readonly table: Table; readonly cursorSecret: string },
  asked: Asked,
): Promise<Result<Listed<NetworkRow>>> {
  const { organisationId, page, sector = null, population = null } = asked;
  const query = { list: "network", organisationId, sector, population };
  return pageOf(deps.cursorSecret, { query, page }, async ({ limit, from = {} }) => {
    const listed = await readPage(deps.table, { organisationId, limit, role: undefined, at: from });
    const rows = await Promise.all(
      listed.items.map(({ head }) => rowOf(deps.table, head.id, organisationId)),
    );
    const items = rows.flat().filter((row) => isAsked(row, asked));
    return { items, ...(listed.next ? { next: listed.next } : {}) };
  });
}

/** Asked again when it is read: a share may have ended since it was listed. */
async function rowOf(table: Table, id: string, organisationId: string): Promise<NetworkRow[]> {
  const readable = requireReadable(await readPartnership(table, id), { organisationId });
  return readable.ok ? [networkRow(readable.value, organisationId)] : [];
}
