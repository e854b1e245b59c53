import { defined } from "../../platform/defined.ts";
import { invalidParameter } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { type Dimensions, dimensionKeyOf } from "../dimension.ts";
import { accessTo, findIndicators, type LoadedIndicator } from "../indicator.store.ts";
import type { SeriesDeps } from "../read-series.ts";
import { findOwnSummaries } from "../summary.store.ts";
import { type AskedAsOf, instantOf, seenSummaries } from "../summary-as-of.ts";
import { type CohortStep, type CohortView, caveatsOf, type EntryYears, lineUp } from "./cohort.ts";

/**
 * The figures of a partnership's indicators lined up by the year in which children entered: where each cohort stood at each step, as far
 * as anything is recorded. Of populations, never of persons. Two rounds: who may see it and the indicators' heads; their summaries. With
 * `asOf` of what was recorded by then; steps are described as they are now.
 */
export async function readCohorts(
  deps: SeriesDeps,
  asked: AskedAsOf & {
    readonly partnershipId: string;
    readonly organisationId: string;
    readonly steps: readonly CohortStep[];
    readonly entryYears: EntryYears;
    readonly subgroup?: Dimensions | undefined;
  },
): Promise<Result<CohortView>> {
  const { partnershipId, organisationId, steps, entryYears: years, subgroup = {} } = asked;
  const instant = instantOf(asked);
  if (!instant.ok) return instant;
  const ids = [...new Set(steps.map(({ indicatorId }) => indicatorId))];
  const [access, indicators] = await Promise.all([
    accessTo(deps.table, partnershipId, organisationId),
    findIndicators(deps.table, ids),
  ]);
  if (!access) return fail({ code: "not_found", detail: "There is no such partnership." });
  const described = steps.map((step) => stepOf(step, indicators.get(step.indicatorId), partnershipId));
  const known = described.filter((step) => step !== undefined);
  if (known.length < described.length)
    return fail(
      invalidParameter("steps", `The partnership has no indicator for step ${described.indexOf(undefined)}.`),
    );
  const seen = await seenSummaries(deps, {
    partnershipId,
    read: () => findOwnSummaries(deps.table, partnershipId, ids),
    access,
    levelOf: ({ indicatorId }) => indicators.get(indicatorId)?.indicator.level ?? "core",
    instant: instant.value,
    dimensionKey: dimensionKeyOf(subgroup),
  });
  if (!seen.ok) return seen;
  const summaries = new Map(seen.value.summaries.map((summary) => [summary.indicatorId, summary]));
  return ok({
    partnershipId,
    subgroup: { ...subgroup },
    protected: access === "shared",
    ...defined({ dataUseAgreements: seen.value.openedBy, asOf: instant.value }),
    steps: known,
    cohorts: lineUp({ steps, years, subgroup, summaries }),
    caveats: caveatsOf(known),
  });
}

function stepOf(
  { indicatorId, offsetYears, by }: CohortStep,
  loaded: LoadedIndicator | undefined,
  partnershipId: string,
): CohortView["steps"][number] | undefined {
  if (loaded?.indicator.partnershipId !== partnershipId) return undefined;
  const { name, unit, ratePer, placeCode, placeName, seriesBreaks } = loaded.indicator;
  return {
    indicatorId,
    indicatorVersion: loaded.head.version,
    name,
    offsetYears,
    by,
    unit,
    ...defined({ ratePer }),
    place: { code: placeCode, name: placeName },
    seriesBreaks,
  };
}
