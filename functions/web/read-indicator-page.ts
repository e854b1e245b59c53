import type { Principal } from "../../shared/identity/principal.ts";
import { readPlaceList, type Summary } from "../../shared/measurement/index.ts";
import type { Indicator, IndicatorView } from "../../shared/measurement/indicator.ts";
import { placeSummaries } from "../../shared/measurement/places/place-summaries.ts";
import { visibleIndicator } from "../../shared/measurement/read-indicator.ts";
import { type IndicatorVersion, listVersions } from "../../shared/measurement/read-versions.ts";
import { fail, ok, type Result } from "../../shared/platform/result.ts";
import { seeAs } from "../../shared/publication/access/see.ts";
import { type IndicatorSection, indicatorSection } from "../../shared/reporting/index.ts";
import type { WebDeps } from "./deps.ts";

/** So many places of a partnership are looked at on the page; a listing names how many there are. */
const MOST_PLACES = 24;
const VERSIONS = 100;

/** All that the page of one indicator shows, as its reader may see it. */
export type IndicatorRead = {
  readonly indicator: Pick<IndicatorView, "id" | "partnershipId"> & Indicator;
  readonly isOwn: boolean;
  /** Undefined while its figures are being summarised. */
  readonly section: IndicatorSection | undefined;
  readonly breaks: readonly string[];
  /** Other places with figures, in the order in which they are listed. */
  readonly places: readonly PlaceSeries[];
  /** Places that are listed beyond those looked at. */
  readonly morePlaces: number;
  readonly targets: NonNullable<Summary["definition"]>["targets"];
  /** The versions in which targets were set or changed, oldest first. */
  readonly targetVersions: readonly IndicatorVersion[];
};
export type PlaceSeries = { readonly name: string; readonly section: IndicatorSection };

type Asked = {
  readonly partnershipId: string;
  readonly indicatorId: string;
  readonly principal: Principal;
  readonly now: string;
};

/**
 * One indicator from summaries. Rounds: its head, for others the look-up of the share; its versions (a Query a hundred) beside the places and
 * what is opened to the reader; the summaries of up to twenty-five places; the log, where something is opened.
 */
export async function readIndicatorPage(deps: WebDeps, asked: Asked): Promise<Result<IndicatorRead>> {
  const { partnershipId, indicatorId, principal, now } = asked;
  const by = { indicatorId, organisationId: principal.organisationId };
  const found = await visibleIndicator(deps.table, by);
  if (!found.ok) return found;
  const { indicator } = found.value.loaded;
  if (indicator.partnershipId !== partnershipId)
    return fail({ code: "not_found", detail: "There is no such indicator." });
  const isOwn = found.value.access === "owner";
  const [{ places }, versions, show] = await Promise.all([
    readPlaceList(deps.table, partnershipId),
    listVersions(deps, { ...by, page: { limit: VERSIONS } }),
    isOwn ? undefined : seeAs(deps.table, { principal, now, shownIn: "places" })(partnershipId),
  ]);
  if (!versions.ok) return versions;
  const others = places.filter(({ code }) => code !== indicator.placeCode);
  const looked = others.slice(0, MOST_PLACES);
  const codes = [indicator.placeCode, ...looked.map(({ code }) => code)];
  const stored = await placeSummaries(deps.table, indicator, codes);
  const seen = show ? await show(stored, { levelOf: () => indicator.level }) : ok({ summaries: stored });
  if (!seen.ok) return seen;
  const at = new Map(seen.value.summaries.map((summary) => [summary.place.code, summary]));
  const own = at.get(indicator.placeCode);
  return ok({
    indicator,
    isOwn,
    section: own && indicatorSection(own),
    breaks: own?.definition?.breaks ?? [],
    places: looked.flatMap(({ code, name }) => inPlace(at.get(code), own, name)),
    morePlaces: others.length - looked.length,
    targets: own?.definition?.targets ?? [],
    targetVersions: versions.value.items.filter(setsTargets),
  });
}

/** The series of another place, told as the indicator's own is; targets are of its own place alone. */
function inPlace(summary: Summary | undefined, own: Summary | undefined, name: string): PlaceSeries[] {
  if (!summary || !own?.definition) return [];
  const section = indicatorSection({ ...summary, definition: { ...own.definition, targets: [] } });
  return section && section.series.length > 0 ? [{ name, section }] : [];
}

function setsTargets({ changed, targets }: IndicatorVersion): boolean {
  return changed.includes("targets") && targets.length > 0;
}
