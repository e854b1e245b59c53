import * as z from "zod";
import { DimensionsSchema } from "../../measurement/index.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { PeriodSchema } from "../../platform/time.ts";
import { type Breakdown, BreakdownSchema, type Group } from "../breakdown-section.ts";
import { type Figure, FigureSchema } from "../figure.ts";
import { GapSectionSchema } from "../gap-section.ts";
import { HeadlineSchema, type IndicatorSection } from "../indicator-section.ts";

/** A figure whose unit, period and source stand once for all that are beside it. */
const CellSchema = lazy(() =>
  FigureSchema().omit({
    unit: true,
    ratePer: true,
    currency: true,
    period: true,
    label: true,
    from: true,
    statedInVersion: true,
  }),
);
type Cell = z.infer<ReturnType<typeof CellSchema>>;

const GroupEntrySchema = lazy(() =>
  z.strictObject({
    category: z.string(),
    label: z.string(),
    dimensions: DimensionsSchema(),
    latest: CellSchema(),
    baseline: CellSchema().optional(),
    target: z.number().optional(),
  }),
);

const BreakdownEntrySchema = lazy(() =>
  BreakdownSchema()
    .omit({ groups: true })
    .extend({
      from: z.array(z.string()).meta({ description: "The observation revisions behind the latest figures." }),
      baselineFrom: z.array(z.string()),
      targetPeriod: PeriodSchema().optional(),
      groups: z.array(GroupEntrySchema()),
    })
    .meta({
      id: "OutcomeReportBreakdown",
      description:
        "Every subgroup, in the unit of its indicator; a hidden one has value null and status c, and is never left out.",
    }),
);

/** An indicator as a report of much holds it: without its series, which stands at its own address. */
export const IndicatorEntrySchema = lazy(() =>
  HeadlineSchema()
    .omit({ largestGap: true })
    .extend({
      version: z.int(),
      numeratorDefinition: z.string(),
      denominatorDefinition: z.string(),
      window: z.string().optional(),
      source: z.string(),
      breakdowns: z.array(BreakdownEntrySchema()),
      series: z.string().meta({ description: "Where all its periods are." }),
    })
    .meta({ id: "OutcomeReportIndicator" }),
);
export type IndicatorEntry = z.infer<ReturnType<typeof IndicatorEntrySchema>>;

/** A gap with the indicator that it is of. */
export const GapEntrySchema = lazy(() =>
  GapSectionSchema()
    .extend({ indicatorId: idSchema("ind"), indicatorName: z.string() })
    .meta({ id: "OutcomeReportGap" }),
);
export type GapEntry = z.infer<ReturnType<typeof GapEntrySchema>>;

/** The entry of an indicator from its full section. */
export function indicatorEntry(section: IndicatorSection, asOf: string | undefined): IndicatorEntry {
  const { largestGap: _largest, gaps: _gaps, series: _series, breakdowns, ...rest } = section;
  return {
    ...rest,
    breakdowns: breakdowns.map(breakdownEntry),
    series: `/v1/indicators/${section.id}/series${asOf === undefined ? "" : `?asOf=${asOf}`}`,
  };
}

/** The gaps of an indicator. */
export function gapEntries({ id, name, gaps }: IndicatorSection): GapEntry[] {
  return gaps.map((gap) => ({ ...gap, indicatorId: id, indicatorName: name }));
}

function breakdownEntry({ groups, ...breakdown }: Breakdown): IndicatorEntry["breakdowns"][number] {
  const targetPeriod = groups.find(({ target }) => target)?.target?.period;
  return {
    ...breakdown,
    from: referencesIn(groups.map(({ latest }) => latest)),
    baselineFrom: referencesIn(groups.flatMap(({ baseline }) => baseline ?? [])),
    ...(targetPeriod ? { targetPeriod } : {}),
    groups: groups.map(groupEntry),
  };
}

function groupEntry({ category, label, dimensions, latest, baseline, target }: Group) {
  const aim = target?.value ?? undefined;
  return {
    category,
    label,
    dimensions,
    latest: cellOf(latest),
    ...(baseline ? { baseline: cellOf(baseline) } : {}),
    ...(aim === undefined ? {} : { target: aim }),
  };
}

function cellOf(figure: Figure): Cell {
  const { unit, ratePer, currency, period, label, from, statedInVersion, ...cell } = figure;
  return cell;
}

function referencesIn(figures: readonly Figure[]): string[] {
  return [...new Set(figures.flatMap(({ from }) => from))];
}
