import { defined } from "../../platform/defined.ts";
import { invalidParameter } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { ALL } from "../dimension.ts";
import { ownIndicator } from "../read-indicator.ts";
import type { SeriesDeps } from "../read-series.ts";
import { type AskedAsOf, instantOf, seenSummaries } from "../summary-as-of.ts";
import { byPlace, placeSummaries } from "./place-summaries.ts";
import { checkPlaceTotals, type PlaceTotals } from "./place-totals.ts";
import { placeListAt } from "./places.store.ts";

/** The most children that are held beside their parent in one read. */
export const MOST_CHILDREN = 500;

/**
 * Whether the counts of an indicator in the children of a place are those of the place, period by period: what is missing or hidden is
 * named and never makes a failure. For the owner, because a difference tells what is hidden. With `asOf` of what was recorded by
 * then. Rounds: head, places, summaries.
 */
export async function readPlaceTotals(
  deps: SeriesDeps,
  input: AskedAsOf & {
    readonly indicatorId: string;
    readonly organisationId: string;
    readonly place: string;
  },
): Promise<Result<PlaceTotals>> {
  const asked = instantOf(input);
  if (!asked.ok) return asked;
  const instant = asked.value;
  const own = await ownIndicator(deps.table, input);
  if (!own.ok) return own;
  const { indicator } = own.value;
  const { version, places } = await placeListAt(deps.table, indicator.partnershipId, instant);
  const parent = places.find(({ code }) => code === input.place);
  if (!parent) return fail(invalidParameter("place", "The partnership lists no such place."));
  const children = places.filter((place) => place.parent === parent.code);
  if (children.length > MOST_CHILDREN) {
    const detail = `${parent.name} has ${children.length} children, and ${MOST_CHILDREN} are held beside it at once.`;
    return fail({ code: "too_many_items", detail, extra: { limit: MOST_CHILDREN } });
  }
  const codes = [parent, ...children].map(({ code }) => code);
  const seen = await seenSummaries(deps, {
    partnershipId: indicator.partnershipId,
    read: () => placeSummaries(deps.table, indicator, codes),
    access: "owner",
    levelOf: () => indicator.level,
    instant,
    dimensionKey: ALL,
  });
  if (!seen.ok) return seen;
  const { id: indicatorId, unit } = indicator;
  const checks = checkPlaceTotals({ parent, children, summaries: byPlace(seen.value.summaries), unit });
  const place = { code: parent.code, name: parent.name };
  return ok({ indicatorId, place, placesVersion: version, ...defined({ asOf: instant }), checks });
}
