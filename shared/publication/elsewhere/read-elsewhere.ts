import { type Listed, type PageQuery, pageOf } from "../../platform/page.ts";
import type { Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { elsewherePage } from "./elsewhere.store.ts";
import type { Elsewhere } from "./elsewhere.ts";

/** A page of what a partnership registered as made elsewhere, oldest first, retracted ones included. One Query. */
export function listElsewhere(
  deps: { readonly table: Table; readonly cursorSecret: string },
  asked: { readonly partnershipId: string; readonly organisationId: string; readonly page: PageQuery },
): Promise<Result<Listed<Elsewhere>>> {
  const { partnershipId, organisationId, page } = asked;
  const query = { list: "releases-elsewhere", partnershipId, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { items, next } = await elsewherePage(deps.table, { partnershipId, ...paging });
    const own = items.filter(({ ownerId }) => ownerId === organisationId);
    return { items: own.map(({ elsewhere }) => elsewhere), ...(next ? { next } : {}) };
  });
}
