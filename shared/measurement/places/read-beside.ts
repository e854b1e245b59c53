import * as z from "zod";
import { defined } from "../../platform/defined.ts";
import { lazy } from "../../platform/lazy.ts";
import { ok, type Result } from "../../platform/result.ts";
import { UNITS } from "../indicator-words.ts";
import { PlaceSchema } from "../place.ts";
import { visibleIndicator } from "../read-indicator.ts";
import { type AskedSeries, OpenedBySchema, type SeriesDeps, SeriesSchema, toRows } from "../read-series.ts";
import type { Summary } from "../summary.ts";
import { type AskedAsOf, instantOf, seenSummaries } from "../summary-as-of.ts";
import { byPlace, placeSummaries } from "./place-summaries.ts";
import { placeListAt } from "./places.store.ts";

/** The most comparison places that are shown beside a series. */
export const MOST_BESIDE = 20;

export const BesideSchema = lazy(() => {
  const figures = z.object({ place: PlaceSchema(), rows: SeriesSchema().shape.rows });
  return z
    .object({
      indicatorId: z.string(),
      unit: z.enum(UNITS),
      ratePer: z.int().optional(),
      protected: z.boolean(),
      dataUseAgreements: OpenedBySchema(),
      asOf: z.iso.datetime().optional(),
      own: figures,
      comparisons: z
        .array(figures)
        .meta({ description: "In the order in which the places are listed; never ranked." }),
      note: z.string(),
    })
    .meta({
      id: "SeriesBeside",
      description: "The series of an indicator's own place beside those of comparison places.",
    });
});
export type Beside = z.infer<ReturnType<typeof BesideSchema>>;

const NOTE =
  "Comparison places stand beside the partnership's own. Their figures are in none of its sums, rankings or roll-ups.";

/**
 * The series of an indicator's own place, and of the places that the partnership lists for comparison: the first twenty, in its order. With `asOf`
 * as they were recorded by then, beside the places that were said by then.
 * Rounds: the head, for others the look-up of the share, the places, their summaries.
 */
export async function readBeside(
  deps: SeriesDeps,
  input: Omit<AskedSeries, "placeCode"> & AskedAsOf,
): Promise<Result<Beside>> {
  const asked = instantOf(input);
  if (!asked.ok) return asked;
  const instant = asked.value;
  const found = await visibleIndicator(deps.table, input);
  if (!found.ok) return found;
  const { access, loaded } = found.value;
  const { id: indicatorId, unit, ratePer, level, partnershipId, ...indicator } = loaded.indicator;
  const { places } = await placeListAt(deps.table, partnershipId, instant);
  const beside = places
    .filter(({ code, comparison }) => comparison === true && code !== indicator.placeCode)
    .slice(0, MOST_BESIDE);
  const codes = [indicator.placeCode, ...beside.map(({ code }) => code)];
  const seen = await seenSummaries(deps, {
    partnershipId,
    read: () => placeSummaries(deps.table, loaded.indicator, codes),
    access,
    levelOf: () => level,
    instant,
  });
  if (!seen.ok) return seen;
  const { openedBy } = seen.value;
  const summaries = byPlace(seen.value.summaries);
  const rowsOf = (summary: Summary | undefined) => (summary ? toRows(summary) : []);
  const own = { code: indicator.placeCode, name: indicator.placeName };
  return ok({
    indicatorId,
    unit,
    ...defined({ ratePer }),
    protected: access === "shared",
    ...defined({ dataUseAgreements: openedBy, asOf: instant }),
    own: { place: own, rows: rowsOf(summaries.get(own.code)) },
    comparisons: beside.map(({ code, name }) => ({
      place: { code, name },
      rows: rowsOf(summaries.get(code)),
    })),
    note: NOTE,
  });
}
