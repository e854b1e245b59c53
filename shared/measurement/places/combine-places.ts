import * as z from "zod";
import { defined } from "../../platform/defined.ts";
import { lazy } from "../../platform/lazy.ts";
import { invalidParameter } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { type Period, PeriodSchema } from "../../platform/time.ts";
import { ALL } from "../dimension.ts";
import type { Indicator } from "../indicator.ts";
import { UNITS } from "../indicator-words.ts";
import { visibleIndicator } from "../read-indicator.ts";
import { type AskedSeries, OpenedBySchema, type SeriesDeps } from "../read-series.ts";
import { checkApart, combineParts, type Part, type SeriesMethod } from "../statistics/method-safe.ts";
import type { Summary } from "../summary.ts";
import { type AskedAsOf, instantOf, seenSummaries } from "../summary-as-of.ts";
import { type ListedPlace, placeScope } from "./place-list.ts";
import { byPlace, everybody, figuresOf, periodsOf, placeSummaries } from "./place-summaries.ts";
import { placeListAt } from "./places.store.ts";

/** The most places that are taken together in one read. */
export const MOST_COMBINED = 100;

export const CombinedSchema = lazy(() =>
  z
    .object({
      indicatorId: z.string(),
      unit: z.enum(UNITS),
      ratePer: z.int().optional(),
      places: z.array(z.string()),
      placesVersion: z.int(),
      protected: z.boolean(),
      dataUseAgreements: OpenedBySchema(),
      asOf: z.iso.datetime().optional(),
      periods: z.array(
        z.object({
          period: PeriodSchema(),
          numerator: z.number().optional(),
          denominator: z.number().optional(),
          value: z
            .number()
            .nullable()
            .meta({ description: "Null where a place has no figure: a sum needs all parts." }),
          missing: z.array(z.string()),
          from: z.array(z.string()),
        }),
      ),
    })
    .meta({ id: "CombinedFigures", description: "One figure of several places that have nobody in common." }),
);
export type Combined = z.infer<ReturnType<typeof CombinedSchema>>;

/**
 * One figure for everybody of several places, period by period: the sum, or the pooled rate, as the indicator says that it adds up.
 * Refused with `method_refused` and the rule where a place lies in another, where it is not known whether it does, where a comparison
 * place is among the partnership's own, or where figures do not add; the figure of a parent is asked, never made. Others than the owner
 * get it of what they may see. With `asOf` of what was recorded by then, in the places as they were said then. Rounds: the head, for others the look-up of the share, the places, their summaries.
 */
export async function combinePlaces(
  deps: SeriesDeps,
  input: Omit<AskedSeries, "placeCode"> & AskedAsOf & { readonly places: readonly string[] },
): Promise<Result<Combined>> {
  const asked = instantOf(input);
  if (!asked.ok) return asked;
  const instant = asked.value;
  const found = await visibleIndicator(deps.table, input);
  if (!found.ok) return found;
  const { access, loaded } = found.value;
  const { indicator } = loaded;
  const codes = [...new Set(input.places)];
  if (codes.length !== input.places.length)
    return fail(invalidParameter("places", "A place is named twice."));
  const { version, places } = await placeListAt(deps.table, indicator.partnershipId, instant);
  const method = methodOf(indicator);
  const scopes = codes.map((code) => partOf(code, places));
  const apart = checkApart(scopes, method);
  if (!apart.ok) return apart;
  const seen = await seenSummaries(deps, {
    partnershipId: indicator.partnershipId,
    read: () => placeSummaries(deps.table, indicator, codes),
    access,
    levelOf: () => indicator.level,
    instant,
    dimensionKey: ALL,
  });
  if (!seen.ok) return seen;
  const { openedBy } = seen.value;
  const summaries = byPlace(seen.value.summaries);
  const periods: Combined["periods"] = [];
  for (const [key, period] of periodsOf(summaries.values())) {
    const one = combineAt({ key, period, scopes, summaries }, method);
    if (!one.ok) return one;
    periods.push(one.value);
  }
  const { id: indicatorId, unit, ratePer } = indicator;
  const stand = defined({ dataUseAgreements: openedBy, asOf: instant });
  const shared = { placesVersion: version, protected: access === "shared", ...stand };
  return ok({ indicatorId, unit, ...defined({ ratePer }), places: codes, ...shared, periods });
}

type ScopeOfPart = Pick<Part, "label" | "period" | "place" | "dimensions">;
const ANY_PERIOD = { start: "1900-01-01", end: "2200-12-31" };

function partOf(code: string, places: readonly ListedPlace[]): ScopeOfPart {
  const name = places.find((place) => place.code === code)?.name;
  const label = name === undefined ? code : `${name} (${code})`;
  return { label, period: ANY_PERIOD, place: placeScope(places, code), dimensions: {} };
}

function combineAt(
  at: {
    readonly key: string;
    readonly period: Period;
    readonly scopes: readonly ScopeOfPart[];
    readonly summaries: ReadonlyMap<string, Summary>;
  },
  method: SeriesMethod,
): Result<Combined["periods"][number]> {
  const { key, period, scopes, summaries } = at;
  const figures = scopes.map((scope) => ({ scope, found: everybody(summaries.get(scope.place.code), key) }));
  const parts = figures.flatMap(({ scope, found }): Part[] =>
    found?.cell.status === "ok" ? [{ ...scope, period, cell: figuresOf(found.cell) }] : [],
  );
  const from = figures.flatMap(({ found }) => (found ? [found.set.ref] : []));
  const missing = scopes
    .filter(({ label }) => !parts.some((part) => part.label === label))
    .map(({ place }) => place.code);
  const [first, ...others] = parts;
  if (!first || missing.length > 0) return ok({ period, value: null, missing, from });
  const combined = combineParts([first, ...others], method);
  if (!combined.ok) return combined;
  const { numerator, denominator, value } = combined.value;
  return ok({ period, ...defined({ numerator, denominator }), value, missing, from });
}

/** How an indicator adds up. What is not said adds up to nothing. */
function methodOf({ unit, ratePer, aggregation = "none", overTime = "stock" }: Indicator): SeriesMethod {
  return { unit, ...defined({ ratePer }), aggregation, overTime };
}
