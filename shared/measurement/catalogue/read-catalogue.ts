import { type Listed, type PageQuery, pageOf } from "../../platform/page.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { type CatalogueFilter, findEntry, selectEntries } from "./catalogue.ts";
import type { CatalogueEntry, CatalogueSet } from "./entry.ts";
import { SETS } from "./sets.ts";

type Catalogue = Listed<CatalogueEntry> & { readonly sets: readonly CatalogueSet[] };

/** The collections of the catalogue, and a page of its entries in its order. No round: it is part of the product. */
export async function listCatalogue(
  deps: { readonly cursorSecret: string },
  asked: { readonly filter: CatalogueFilter; readonly page: PageQuery },
): Promise<Result<Catalogue>> {
  const query = { list: "catalogue", filter: { ...asked.filter } };
  const listed = await pageOf(deps.cursorSecret, { query, page: asked.page }, async ({ limit, from }) => {
    const all = selectEntries(asked.filter);
    const start = from === undefined ? 0 : all.findIndex(({ id }) => id === from.after) + 1;
    const items = all.slice(start, start + limit);
    const last = items.at(-1);
    return { items, ...(last && start + limit < all.length ? { next: { after: last.id } } : {}) };
  });
  return listed.ok ? ok({ sets: SETS, ...listed.value }) : listed;
}

/** An entry of the catalogue in a version, the latest unless one is named. */
export function readEntry(asked: {
  readonly id: string;
  readonly version?: string | undefined;
}): Result<CatalogueEntry> {
  const entry = findEntry(asked);
  if (entry) return ok(entry);
  return fail({
    code: "not_found",
    detail: "There is no such entry in the catalogue, or no such version of it.",
  });
}
