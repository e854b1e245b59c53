import { invalidParameter } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { ownIndicator } from "../read-indicator.ts";
import { placeSummaries } from "./place-summaries.ts";
import { checkPlaceTotals, type PlaceTotals } from "./place-totals.ts";
import { readPlaceList } from "./places.store.ts";

/** The most children that are held beside their parent in one read. */
export const MOST_CHILDREN = 500;

/**
 * Whether the counts of an indicator in the children of a place are those of the place, period by period: what is missing or hidden is
 * named and never makes a failure. For the owner, because a difference tells what is hidden. Rounds: head, places, summaries.
 */
export async function readPlaceTotals(
  deps: { readonly table: Table },
  input: { readonly indicatorId: string; readonly organisationId: string; readonly place: string },
): Promise<Result<PlaceTotals>> {
  const own = await ownIndicator(deps.table, input);
  if (!own.ok) return own;
  const { indicator } = own.value;
  const { version, places } = await readPlaceList(deps.table, indicator.partnershipId);
  const parent = places.find(({ code }) => code === input.place);
  if (!parent) return fail(invalidParameter("place", "The partnership lists no such place."));
  const children = places.filter((place) => place.parent === parent.code);
  if (children.length > MOST_CHILDREN) {
    const detail = `${parent.name} has ${children.length} children, and ${MOST_CHILDREN} are held beside it at once.`;
    return fail({ code: "too_many_items", detail, extra: { limit: MOST_CHILDREN } });
  }
  const codes = [parent, ...children].map(({ code }) => code);
  const summaries = await placeSummaries(deps.table, indicator, codes);
  const { id: indicatorId, unit } = indicator;
  const checks = checkPlaceTotals({ parent, children, summaries, unit });
  const place = { code: parent.code, name: parent.name };
  return ok({ indicatorId, place, placesVersion: version, checks });
}
