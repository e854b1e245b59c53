import type { ApiClient } from "./api-client.ts";
import { INDICATORS, type IndicatorIds } from "./catalogue.ts";
import { cellsOf, scaleOf } from "./figures.ts";
import { BASELINE_YEAR, type DemoIndicator, TARGET_YEAR, YEARS } from "./indicator.ts";
import { COUNTY } from "./partnership.ts";
import { inTurns } from "./turns.ts";

/** A school year, by the year in which it starts. */
export function schoolYear(start: number) {
  return { start: `${start}-07-01`, end: `${start + 1}-06-30`, kind: "school-year" };
}

/** Makes every indicator with its baselines and targets; answers their ids. */
export async function makeIndicators(backbone: ApiClient, partnershipId: string): Promise<IndicatorIds> {
  const made = await inTurns(Object.entries(INDICATORS), async ([key, indicator]) => {
    const path = `/partnerships/${partnershipId}/indicators`;
    const { body, version } = await backbone.post(path, definitionOf(indicator), `indicator:${key}`);
    const targets = targetsOf(indicator);
    if (body.targets?.length === 0 && targets.length > 0)
      await backbone.put(`/indicators/${body.id}/targets`, { targets }, version);
    return [key, body.id] as const;
  });
  return Object.fromEntries(made) as IndicatorIds;
}

/**
 * Says that kindergarten readiness has been measured with another instrument since autumn 2020, so that nobody takes the
 * step for a trend; unless that was said before.
 */
export async function noteInstrumentChange(backbone: ApiClient, indicatorId: string): Promise<void> {
  const window =
    "First six weeks of school; from autumn 2020 on with the Sprout inventory, before with Steps";
  const present = await backbone.get(`/indicators/${indicatorId}`);
  if (present.body.window === window) return;
  const reason =
    "The county changed its instrument in autumn 2020; figures before and after are not comparable";
  await backbone.patch(`/indicators/${indicatorId}`, { window, reason }, present.version);
}

function definitionOf(indicator: DemoIndicator): object {
  const { levels, target, denominator, splits, crossed, gap, ...definition } = indicator;
  const schemes = splits.some((split) => split.dimension === "race-ethnicity")
    ? { categorySchemes: { "race-ethnicity": "race-ethnicity@1997" } }
    : {};
  const frequency = levels.length > 0 ? "yearly" : "monthly";
  return { ...definition, ...schemes, frequency, placeCode: COUNTY.code, placeName: COUNTY.name };
}

/** A target for everybody; for outcomes also for each group by race and income, which asks more of those who are behind. */
function targetsOf(indicator: DemoIndicator): object[] {
  const level = indicator.levels[YEARS.indexOf(BASELINE_YEAR)];
  if (level === undefined || level === null) return [];
  const cells = cellsOf(indicator, level, BASELINE_YEAR).filter(
    ({ dimensions: { "race-ethnicity": race, income, sex } }) =>
      sex === undefined && (indicator.level === "core" || (race === undefined && income === undefined)),
  );
  return cells
    .filter((cell) => Object.keys(cell.dimensions).length === 0 || indicator.level === "core")
    .map(({ dimensions, counts }) => {
      const value = round((counts.numerator / counts.denominator) * scaleOf(indicator));
      const aim = indicator.target + (value - level) * 0.4;
      return {
        dimensions,
        baseline: { period: schoolYear(BASELINE_YEAR), value },
        target: { period: schoolYear(TARGET_YEAR), value: round(aim) },
      };
    });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
