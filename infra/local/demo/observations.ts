import type { ApiClient } from "./api-client.ts";
import { type IndicatorIds, type IndicatorKey, YEARLY_INDICATORS } from "./catalogue.ts";
import { cellsOf, divide, totalOf } from "./figures.ts";
import { type DemoIndicator, YEARS } from "./indicator.ts";
import { schoolYear } from "./make-indicators.ts";
import { monthlyRows } from "./monthly-absence.ts";
import { DISTRICTS } from "./partnership.ts";
import { RACE } from "./populations.ts";

const LARGEST_BATCH = 1000;
/** The year whose reading figures the state corrected a year later, and by how much they had been too high. */
const RESTATED = { key: "early-grade-reading", year: 2022, tooHigh: 1.7 } as const;
/** Readiness has another instrument from this year on; suspensions and tests were hardly taken in it. */
const UNUSUAL_YEAR = 2020;

/** Records nine years of figures, month by month for absence, as first told; answers how many rows. */
export async function recordObservations(backbone: ApiClient, ids: IndicatorIds): Promise<number> {
  const yearly = Object.entries(YEARLY_INDICATORS).flatMap(([key, indicator]) =>
    YEARS.flatMap((year, index) => {
      const level = indicator.levels[index] ?? null;
      const tooHigh = key === RESTATED.key && year === RESTATED.year ? RESTATED.tooHigh : 0;
      return rowsOf(ids[key as IndicatorKey], indicator, {
        year,
        level: level === null ? null : level + tooHigh,
      });
    }),
  );
  const rows = [
    ...yearly,
    ...districtRows(ids["early-grade-reading"], YEARLY_INDICATORS["early-grade-reading"]),
    ...monthlyRows(ids["chronic-absence-month"]),
  ];
  for (let start = 0; start < rows.length; start += LARGEST_BATCH)
    await send(backbone, { observations: rows.slice(start, start + LARGEST_BATCH) });
  return rows.length;
}

/** Corrects a year as its source did, for a reason: the figures told first stay in the revisions before. */
export async function restateYear(backbone: ApiClient, ids: IndicatorIds): Promise<void> {
  const indicator = YEARLY_INDICATORS[RESTATED.key];
  const level = indicator?.levels[YEARS.indexOf(RESTATED.year)] ?? null;
  if (!indicator) return;
  const observations = rowsOf(ids[RESTATED.key], indicator, { year: RESTATED.year, level });
  const reason = "The state restated 2022-23: two schools had been counted with last year's cut score";
  await send(backbone, { observations, reason });
}

type At = { readonly year: number; readonly level: number | null };

function rowsOf(indicatorId: string, indicator: DemoIndicator, { year, level }: At): object[] {
  const period = schoolYear(year);
  const collectedOn = `${year + 1}-09-15`;
  if (level === null)
    return [{ indicatorId, period, status: "x", note: "Nothing was measured this year", collectedOn }];
  return cellsOf(indicator, level, year).map(({ dimensions, counts }) => ({
    indicatorId,
    period,
    dimensions,
    ...counts,
    ...worthOf(indicator, year),
    source: `${indicator.source}, ${year + 1} edition`.slice(0, 300),
    collectedOn,
  }));
}

/** How far the figures of a year can be trusted, and why not further. */
function worthOf(indicator: DemoIndicator, year: number): { quality: 1 | 2 | 3; note?: string } {
  const isReadiness = indicator.outcomeId === "kindergarten-readiness";
  if (isReadiness && year === UNUSUAL_YEAR)
    return { quality: 2, note: "First year of another instrument: not comparable with the years before" };
  if (indicator.outcomeId === "employment")
    return { quality: 2, note: "A survey of about 1,350 residents: small moves are not change" };
  if (year !== UNUSUAL_YEAR) return { quality: 1 };
  return indicator.level === "system"
    ? { quality: 2, note: "Schools and courts were closed for much of the year" }
    : { quality: 3, note: "Few students were tested or counted this year" };
}

/** Reading in two districts: figures of other places than the indicator's own. */
function districtRows(indicatorId: string, indicator: DemoIndicator | undefined): object[] {
  if (!indicator) return [];
  return YEARS.flatMap((year, index) => {
    const level = indicator.levels[index];
    if (level === null || level === undefined) return [];
    return DISTRICTS.flatMap((place, at) => {
      const size = { ...indicator, name: place.name, denominator: at === 0 ? 1180 : 460 };
      const total = totalOf(size, level + (at === 0 ? -4.1 : 6.2), year);
      const races = divide(RACE, total, { scale: indicator, label: `${place.code}|${year}` });
      return [{ dimensions: {}, counts: total }, ...races].map(({ dimensions, counts }) => ({
        indicatorId,
        period: schoolYear(year),
        place,
        dimensions,
        ...counts,
        quality: 1,
      }));
    });
  });
}

/** Sends one batch. A cell that holds a later revision already is what an earlier attempt left, and stays. */
async function send(backbone: ApiClient, batch: object): Promise<void> {
  const { body } = await backbone.post("/observations", { mode: "per-row", ...batch });
  const faults = (body.results ?? [])
    .flatMap((result) => result.errors ?? [])
    .filter((error) => error.code !== "reason_required");
  if (faults.length > 0) throw new Error(`Observations were rejected: ${JSON.stringify(faults.slice(0, 5))}`);
}
