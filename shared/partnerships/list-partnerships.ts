import type { Change } from "../platform/history.ts";
import { type Listed, type PageQuery, pageOf } from "../platform/page.ts";
import { historyPage } from "../platform/read-history.ts";
import type { Result } from "../platform/result.ts";
import type { Position, Table } from "../platform/table.ts";
import {
  type ListPage,
  ownPage,
  partnershipPk,
  readPartnership,
  requireOwn,
  sharedPage,
} from "./partnership.store.ts";
import { type PartnershipSummary, summaryView } from "./partnership-view.ts";

export const LIST_ROLES = ["own", "shared"] as const;
export type ListRole = (typeof LIST_ROLES)[number];

type Deps = { readonly table: Table; readonly cursorSecret: string };

/**
 * A page of the partnerships an organisation keeps, then of those shared with it; or of one of the two by `role`. One Query of
 * an index; where shared ones are among them a Query and a BatchGet.
 */
export function listPartnerships(
  deps: Deps,
  input: { readonly organisationId: string; readonly role?: ListRole | undefined; readonly page: PageQuery },
): Promise<Result<Listed<PartnershipSummary>>> {
  const { organisationId, role, page } = input;
  const query = { list: "partnerships", organisationId, role: role ?? null };
  return pageOf(deps.cursorSecret, { query, page }, async ({ limit, from = {} }) => {
    const { items, next } = await readPage(deps.table, { organisationId, limit, role, at: from });
    return { items: items.map(summaryView), ...(next ? { next } : {}) };
  });
}

/** Where the list of own ones has ended and that of shared ones begins. */
const SHARED_FROM_THE_START = { list: "shared" } as const;

/** One page of own ones, then of shared ones, from a position on. */
export async function readPage(
  table: Table,
  ask: { organisationId: string; limit: number; role: ListRole | undefined; at: Position },
): Promise<ListPage> {
  const { organisationId, limit, role, at } = ask;
  const from = "pk" in at ? { from: at } : {};
  // A position says by the keys of its index to which of the two lists it belongs.
  const inShared = role === "shared" || "partyPk" in at || "list" in at;
  if (inShared) return sharedPage(table, organisationId, { limit, ...from });
  const own = await ownPage(table, organisationId, { limit, ...from });
  if (own.next || role === "own") return own;
  if (own.items.length === limit) return { items: own.items, next: SHARED_FROM_THE_START };
  const shared = await sharedPage(table, organisationId, { limit: limit - own.items.length });
  return { ...shared, items: [...own.items, ...shared.items] };
}

/** A page of a partnership's changes, oldest first, for its backbone alone: they name with whom it was shared. Two rounds. */
export async function listChanges(
  deps: Deps,
  input: { readonly partnershipId: string; readonly organisationId: string; readonly page: PageQuery },
): Promise<Result<Listed<Change>>> {
  const { partnershipId, organisationId, page } = input;
  const own = requireOwn(await readPartnership(deps.table, partnershipId), { organisationId });
  if (!own.ok) return own;
  const query = { list: "partnership-history", partnershipId, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { changes, next } = await historyPage(deps.table, { pk: partnershipPk(partnershipId), ...paging });
    return { items: changes, ...(next ? { next } : {}) };
  });
}
