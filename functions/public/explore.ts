import type { PublishedCell } from "../../shared/disclosure/release/published-cell.ts";
import type { Chosen } from "../../shared/pages/releases.ts";
import { invalidParameter } from "../../shared/platform/problem.ts";
import { fail, ok, type Result } from "../../shared/platform/result.ts";
import type { Table } from "../../shared/platform/table.ts";
import type { Found } from "./find-release.ts";
import type { ExploreQuery } from "./parameters.ts";
import { type IndicatorFigures, readIndicator } from "./read-figures.ts";

/** What somebody chose to see of a release, what its form can offer beside, and the figures; none where the release holds none. */
export type Explored = Chosen & { readonly figures?: IndicatorFigures };

/**
 * The figures of an indicator in one place: everybody, all groups of a breakdown, or one group; in a range of periods. What is not asked
 * for is the first indicator, everybody, all periods. As `readIndicator` costs: at most five GetItems; a problem for a period that the
 * release does not name, or `gone`.
 */
export async function explore(table: Table, found: Found, query: ExploreQuery): Promise<Result<Explored>> {
  const { manifest } = found;
  const indicatorId = query.indicator || (manifest.indicators[0]?.id ?? "");
  const by = query.by || "all";
  const group = by === "all" ? undefined : query.group || undefined;
  const [from, to] = [query.from || undefined, query.to || undefined];
  const starts = new Map(manifest.periods.map(({ key, start }) => [key, start]));
  for (const [name, key] of Object.entries({ from, to }))
    if (key !== undefined && !starts.has(key))
      return fail(invalidParameter(name, "Name a period by its key in the manifest of the release."));
  const [startsFrom, startsTo] = [starts.get(from ?? ""), starts.get(to ?? "")];
  const asked = { indicatorId, by, group, from, to, startsFrom, startsTo };
  const place = query.place || undefined;
  const read = await readIndicator(table, found, { indicatorId, place, by });
  if (!read.ok && read.problem.code !== "not_released") return read;
  if (!read.ok) return ok({ ...asked, placeCode: place, categories: [] });
  const { totals, groups } = read.value;
  const isWithin = ({ periodKey }: PublishedCell) => {
    const start = starts.get(periodKey) ?? "";
    return start >= (startsFrom ?? "") && (startsTo === undefined || start <= startsTo);
  };
  const shown = {
    totals: totals.filter(isWithin),
    groups: groups.filter((cell) => isWithin(cell) && (group === undefined || cell.category === group)),
  };
  const { placeCode } = read.value;
  const categories = [...new Set(groups.map(({ category }) => category))].sort();
  const isEmpty = (by === "all" ? shown.totals : shown.groups).length === 0;
  return ok({
    ...asked,
    placeCode,
    categories,
    ...(isEmpty ? {} : { figures: { ...read.value, ...shown } }),
  });
}
