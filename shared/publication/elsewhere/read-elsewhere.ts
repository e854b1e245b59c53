import { type Listed, type PageQuery, pageOf } from "../../platform/page.ts";
import type { Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { requireOwnPartnership } from "../own-partnership.ts";
import { elsewherePage } from "./elsewhere.store.ts";
import type { Elsewhere } from "./elsewhere.ts";

/** A page of what one's own partnership registered as made elsewhere, oldest first, retracted ones included. A GetItem, then a Query. */
export async function listElsewhere(
  deps: { readonly table: Table; readonly cursorSecret: string },
  asked: { readonly partnershipId: string; readonly organisationId: string; readonly page: PageQuery },
): Promise<Result<Listed<Elsewhere>>> {
  const { partnershipId, organisationId, page } = asked;
  const own = await requireOwnPartnership(deps.table, asked);
  if (!own.ok) return own;
  const query = { list: "releases-elsewhere", partnershipId, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { items, next } = await elsewherePage(deps.table, { partnershipId, ...paging });
    return { items: items.map(({ elsewhere }) => elsewhere), ...(next ? { next } : {}) };
  });
}
