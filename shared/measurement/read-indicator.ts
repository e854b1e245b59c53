import type { Change } from "../platform/history.ts";
import { type Listed, type PageQuery, pageOf } from "../platform/page.ts";
import { historyPage } from "../platform/read-history.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import {
  accessTo,
  findIndicator,
  indicatorPk,
  indicatorsPage,
  type LoadedIndicator,
  toView,
} from "./indicator.store.ts";
import type { IndicatorView } from "./indicator.ts";

export type ReadDeps = { readonly table: Table; readonly cursorSecret: string };
/** An indicator that is there for the one who asks, and whether as its owner or as one it is shared with. */
export type VisibleIndicator = { readonly loaded: LoadedIndicator; readonly access: "owner" | "shared" };
type Asked = { readonly indicatorId: string; readonly organisationId: string };

/**
 * Finds an indicator for its owner or for an organisation that its partnership is shared with; `not_found` for all others.
 * One round for the owner, two for others.
 */
export async function visibleIndicator(table: Table, asked: Asked): Promise<Result<VisibleIndicator>> {
  const refused = fail({ code: "not_found", detail: "There is no such indicator." });
  const loaded = await findIndicator(table, asked.indicatorId);
  if (!loaded) return refused;
  if (loaded.ownerId === asked.organisationId) return ok({ loaded, access: "owner" });
  const access = await accessTo(table, loaded.indicator.partnershipId, asked.organisationId);
  return access === "shared" ? ok({ loaded, access }) : refused;
}

/** Finds an indicator for its owner alone. */
export async function ownIndicator(table: Table, asked: Asked): Promise<Result<LoadedIndicator>> {
  const loaded = await findIndicator(table, asked.indicatorId);
  if (loaded?.ownerId === asked.organisationId) return ok(loaded);
  return fail({ code: "not_found", detail: "There is no such indicator." });
}

/** An indicator as its owner, or an organisation that its partnership is shared with, may see it. */
export async function readIndicator(deps: { table: Table }, input: Asked): Promise<Result<IndicatorView>> {
  const found = await visibleIndicator(deps.table, input);
  if (!found.ok) return found;
  const view = toView(found.value.loaded);
  return ok(found.value.access === "owner" ? view : forOthers(view));
}

/** A page of a partnership's indicators in the order they were made. One Query, beside the look-up of who may see them. */
export async function listIndicators(
  deps: ReadDeps,
  input: { readonly partnershipId: string; readonly organisationId: string; readonly page: PageQuery },
): Promise<Result<Listed<IndicatorView>>> {
  const { partnershipId, organisationId, page } = input;
  const query = { list: "indicators", partnershipId, organisationId };
  const [access, listed] = await Promise.all([
    accessTo(deps.table, partnershipId, organisationId),
    pageOf(deps.cursorSecret, { query, page }, (paging) =>
      indicatorsPage(deps.table, { partnershipId, ...paging }),
    ),
  ]);
  if (!access) return fail({ code: "not_found", detail: "There is no such partnership." });
  if (!listed.ok) return listed;
  const views = listed.value.items.map(toView);
  return ok({ ...listed.value, items: access === "owner" ? views : views.map(forOthers) });
}

/** A page of an indicator's changes, oldest first, for its owner alone: they hold baselines that others may not see. */
export async function readIndicatorHistory(
  deps: ReadDeps,
  input: Asked & { readonly page: PageQuery },
): Promise<Result<Listed<Change>>> {
  const { indicatorId, organisationId, page } = input;
  const own = await ownIndicator(deps.table, input);
  if (!own.ok) return own;
  const query = { list: "indicator-history", indicatorId, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { changes, next } = await historyPage(deps.table, { pk: indicatorPk(indicatorId), ...paging });
    return { items: changes, ...(next ? { next } : {}) };
  });
}

/**
 * A baseline is a figure of children, and whether it may be shown depends on cells that are not read here: others find
 * baselines, protected, in the series and in reports. What is aimed at is no figure of anybody.
 */
export function forOthers<V extends IndicatorView>(view: V): V {
  const targets = view.targets.flatMap(({ baseline: _, ...rest }) => (rest.target ? [rest] : []));
  return { ...view, targets };
}
