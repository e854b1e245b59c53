import { settledInstant } from "../platform/as-of.ts";
import { type Listed, type PageQuery, pageOf } from "../platform/page.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Position, Table } from "../platform/table.ts";
import { findSet, positionAfter, setsPage, toSet } from "./observation.store.ts";
import type { ObservationSetView } from "./observation.ts";
import { parseRef, toRef } from "./observation-ref.ts";
import type { SetRecord } from "./observation-set.ts";
import { toSetView } from "./observation-view.ts";
import { ownIndicator, type ReadDeps } from "./read-indicator.ts";

/** Which sets: those whose periods lie between two days, of one place, of one set of dimensions ("race-ethnicity+sex"). */
export type ObservationFilter = {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly place?: string | undefined;
  readonly dimensions?: string | undefined;
  /** As recorded at this instant; left out, as recorded now. */
  readonly asOf?: string | undefined;
};

export type ReadObservations = {
  readonly indicatorId: string;
  readonly organisationId: string;
  readonly filter: ObservationFilter;
  readonly page: PageQuery;
  readonly now: string;
};

/** A page ends after this many Queries or cells, whatever its limit: then it has fewer sets, and a cursor. */
const QUERIES_A_PAGE = 5;
const CELLS_A_PAGE = 10_000;
const ITEMS_A_QUERY = 200;

/**
 * A page of an indicator's stored sets, each in its latest revision (or the latest by `asOf`), by period, place, dimensions.
 * For its owner alone. Rounds: the head, then at most five Queries of bytes read / 4 KB; superseded revisions are read too.
 */
export async function readObservations(
  deps: ReadDeps,
  input: ReadObservations,
): Promise<Result<Listed<ObservationSetView>>> {
  const { indicatorId, organisationId, filter, page } = input;
  const asOf = filter.asOf === undefined ? ok(undefined) : settledInstant(filter.asOf, input.now);
  if (!asOf.ok) return asOf;
  const own = await ownIndicator(deps.table, input);
  if (!own.ok) return own;
  const query = { list: "observations", indicatorId, organisationId, filter: { ...filter } };
  return pageOf(deps.cursorSecret, { query, page }, async ({ limit, from }) => {
    const wanted = { ...filter, asOf: asOf.value };
    const walk = await walkSets(deps.table, { indicatorId, filter: wanted, limit, from });
    return { items: walk.sets.map(toSetView), ...(walk.next ? { next: walk.next } : {}) };
  });
}

/** One revision by its reference, for the indicator's owner: who recorded it, when, why, its cells and its hash. */
export async function openObservation(
  deps: { table: Table },
  input: { readonly ref: string; readonly organisationId: string },
): Promise<Result<ObservationSetView>> {
  const named = parseRef(input.ref);
  const set = named && (await findSet(deps.table, named.key, named.revision));
  if (set?.ownerId === input.organisationId) return ok(toSetView(set));
  return fail({ code: "not_found", detail: "There is no such observation." });
}

export type Walk = {
  readonly indicatorId: string;
  readonly filter: ObservationFilter;
  readonly limit: number;
  readonly from: Position | undefined;
};

/**
 * Walks revisions in order and takes of each set the first that counts. A page that ends inside a set continues after all of
 * its revisions if one was taken, else after the last one looked at: so no set comes twice or is missed, whatever is recorded
 * between two pages. At most five Queries.
 */
export async function walkSets(table: Table, walk: Walk): Promise<{ sets: SetRecord[]; next?: Position }> {
  const { indicatorId, filter, limit } = walk;
  const sets: SetRecord[] = [];
  let position = walk.from;
  let taken = "";
  let cells = 0;
  for (let queries = 0; queries < QUERIES_A_PAGE; queries++) {
    const { from, to } = filter;
    const days = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
    const start = position ? { position } : {};
    const page = await setsPage(table, { indicatorId, ...days, limit: ITEMS_A_QUERY, ...start });
    for (const item of page.items) {
      const set = toSet(item);
      const isTaken = toRef(set.key, 0) === taken;
      const counts = !isTaken && isWanted(set, filter);
      position = isTaken || counts ? positionAfter(set.key) : { pk: item.pk, sk: item.sk };
      if (!counts) continue;
      taken = toRef(set.key, 0);
      sets.push(set);
      cells += Object.keys(set.cells).length;
      if (sets.length === limit || cells >= CELLS_A_PAGE) return { sets, next: position };
    }
    if (!page.next) return { sets };
  }
  return position ? { sets, next: position } : { sets };
}

function isWanted(set: SetRecord, { to, place, dimensions, asOf }: ObservationFilter): boolean {
  if (place !== undefined && set.key.placeCode !== place) return false;
  if (dimensions !== undefined && set.key.dimensionKey !== dimensions) return false;
  if (to !== undefined && set.period.end > to) return false;
  return asOf === undefined || set.recordedAt <= asOf;
}
