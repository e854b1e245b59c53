import type { Change } from "../../platform/history.ts";
import { type Listed, type PageQuery, pageOf } from "../../platform/page.ts";
import { historyPage } from "../../platform/read-history.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { accessTo } from "../indicator.store.ts";
import type { ReadDeps } from "../read-indicator.ts";
import { type AskedAsOf, instantOf } from "../summary-as-of.ts";
import type { Places } from "./place-list.ts";
import { placeListAt, placesPk } from "./places.store.ts";

type Asked = { readonly partnershipId: string; readonly organisationId: string };
const NOT_FOUND = { code: "not_found", detail: "There is no such partnership." } as const;

/** The places of a partnership, for its owner and whom it is shared with; with `asOf` as they were said by then. One round. */
export async function readPlaces(
  deps: { readonly table: Table },
  asked: Asked & AskedAsOf,
): Promise<Result<Places>> {
  const { partnershipId, organisationId } = asked;
  const instant = instantOf(asked);
  if (!instant.ok) return instant;
  const { table } = deps;
  const [access, places] = await Promise.all([
    accessTo(table, partnershipId, organisationId),
    placeListAt(table, partnershipId, instant.value),
  ]);
  return access ? ok(places) : fail(NOT_FOUND);
}

/** A page of the changes of a partnership's places, oldest first, for its owner. Two Queries side by side. */
export async function readPlacesHistory(
  deps: ReadDeps,
  asked: Asked & { readonly page: PageQuery },
): Promise<Result<Listed<Change>>> {
  const { partnershipId, organisationId, page } = asked;
  if ((await accessTo(deps.table, partnershipId, organisationId)) !== "owner") return fail(NOT_FOUND);
  const query = { list: "places-history", partnershipId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { changes, next } = await historyPage(deps.table, { pk: placesPk(partnershipId), ...paging });
    return { items: changes, ...(next ? { next } : {}) };
  });
}
