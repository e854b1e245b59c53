import { defined } from "../../platform/defined.ts";
import { ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { ALL, categoryKeyOf, dimensionKeyOf } from "../dimension.ts";
import type { Indicator } from "../indicator.ts";
import { type AskedSeries, type SightDeps, seriesHead, toRows, visibleSummary } from "../read-series.ts";
import { overlapsOf } from "../schemes/overlaps.ts";
import { resolveSchemes } from "../schemes/resolve-schemes.ts";
import type { Summary, SummarySet } from "../summary.ts";
import { analyseBreakdown } from "./analyse-breakdown.ts";
import { type AnalysisFacts, analyseSubgroup } from "./analyse-subgroup.ts";
import type { Analysis, AnalysisOptions } from "./analysis.ts";

/**
 * What the series of an indicator in a place says: of every subgroup its change, progress, projection and signals, of every breakdown
 * its gap, disparity and comparisons. From the summary, in the protected view for others than the owner. Rounds: those of a series,
 * and one where an organisation's own category schemes are named; flat in the number of observations.
 */
export async function readAnalysis(
  deps: SightDeps,
  input: AskedSeries & { readonly options: AnalysisOptions },
): Promise<Result<Analysis>> {
  const found = await visibleSummary(deps, input);
  if (!found.ok) return found;
  const { loaded, access, summary, openedBy } = found.value;
  const { indicator, head, ownerId } = loaded;
  const facts = { ...pick(indicator), options: input.options };
  const isApart = await apartness(deps.table, { indicator, ownerId });
  const { subgroups, breakdowns } = summary
    ? analyse(summary, facts, isApart)
    : { subgroups: [], breakdowns: [] };
  return ok({
    ...seriesHead({ ...indicator, version: head.version }, input.placeCode, summary),
    polarity: indicator.polarity,
    protected: access === "shared",
    ...defined({ dataUseAgreements: openedBy }),
    seriesBreaks: indicator.seriesBreaks,
    subgroups,
    breakdowns,
    notes: notesOn(indicator),
  });
}

function pick({ polarity, unit, seriesBreaks }: Indicator): Omit<AnalysisFacts, "options"> {
  return { polarity, unit, seriesBreaks };
}

/** What the figures of a summary say. Pure; the order of what it is given does not matter. */
export function analyse(
  summary: Summary,
  facts: AnalysisFacts,
  isApart: (dimensionKey: string, categories: readonly string[]) => boolean,
): Pick<Analysis, "subgroups" | "breakdowns"> {
  const text = (dimensions: Readonly<Record<string, string>>) =>
    `${dimensionKeyOf(dimensions)} ${categoryKeyOf(dimensions)}`;
  const rows = Map.groupBy(toRows(summary), ({ dimensions }) => text(dimensions));
  const targets = new Map(
    (summary.definition?.targets ?? []).map((target) => [text(target.dimensions), target]),
  );
  const keys = [...new Set([...rows.keys(), ...targets.keys()])].sort();
  const breakdowns = Object.keys(summary.sets)
    .sort()
    .flatMap((dimensionKey) => {
      const sets = byPeriod(summary.sets[dimensionKey] ?? {});
      const apart = isApart(dimensionKey, Object.keys(sets.at(-1)?.cells ?? {}));
      return analyseBreakdown({ dimensionKey, sets, apart }, facts) ?? [];
    });
  return {
    subgroups: keys.map((key) => analyseSubgroup(rows.get(key) ?? [], targets.get(key), facts)),
    breakdowns,
  };
}

function byPeriod(sets: Readonly<Record<string, SummarySet>>): SummarySet[] {
  return Object.values(sets).sort((a, b) =>
    a.period.end < b.period.end ? -1 : a.period.end > b.period.end ? 1 : 0,
  );
}

/** Whether no person can be in two of some categories, as far as the schemes of an indicator say. */
async function apartness(table: Table, { indicator, ownerId }: { indicator: Indicator; ownerId: string }) {
  const schemes = indicator.categorySchemes ?? {};
  const versions = await resolveSchemes(table, ownerId, Object.values(schemes));
  return (dimensionKey: string, categories: readonly string[]): boolean => {
    const version = dimensionKey === ALL ? undefined : versions.get(schemes[dimensionKey] ?? "");
    if (!version) return false;
    const keys = new Set(version.categories.map(({ key }) => key));
    const given = new Set(categories);
    return (
      categories.every((category) => keys.has(category)) &&
      !overlapsOf(version).some(([a, b]) => given.has(a) && given.has(b))
    );
  };
}

/** What has to be said beside the figures, whatever they are. */
function notesOn({ polarity, seriesBreaks }: Indicator): string[] {
  return [
    ...(polarity === "neutral"
      ? ["Neither way is better: no change is judged, and no gap measured."]
      : ["Figures of a population move for many reasons: nothing here says what brought a change about."]),
    ...seriesBreaks.map(
      ({ startsOn, kind, why }) =>
        `From ${startsOn} on the figures are of another kind (${kind}: ${why}). Nothing is compared across that day.`,
    ),
  ];
}
