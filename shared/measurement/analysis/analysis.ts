import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import { PeriodSchema } from "../../platform/time.ts";
import { DimensionsSchema } from "../dimension.ts";
import { SeriesBreakSchema } from "../indicator.ts";
import { UNITS } from "../indicator-words.ts";
import { CELL_STATUSES } from "../observation.ts";
import { PlaceSchema } from "../place.ts";
import { OpenedBySchema } from "../read-series.ts";
import { GAP_DIRECTIONS, GAP_REFERENCES } from "../statistics/gap.ts";
import { PROGRESS_CLASSES } from "../statistics/progress.ts";
import { RULE_SETS, ruleSetRef } from "../statistics/rule-sets.ts";

/** What an analysis may be asked for. */
export const AnalysisOptionsSchema = lazy(() =>
  z.strictObject({
    ruleSet: z
      .enum(RULE_SETS.map(ruleSetRef) as [string, ...string[]])
      .default("run-6-5@1")
      .meta({ description: "By which rules a series signals that more than chance is at work." }),
    reference: z
      .enum(GAP_REFERENCES)
      .default("best-off")
      .meta({ description: "From which group gaps are measured: the best off, or the largest." }),
    level: z.coerce
      .number()
      .min(0.5)
      .max(0.999)
      .default(0.95)
      .meta({ description: "The level of intervals, two-sided." }),
  }),
);
export type AnalysisOptions = z.infer<ReturnType<typeof AnalysisOptionsSchema>>;

const PointSchema = lazy(() => z.object({ period: PeriodSchema(), value: z.number() }));
const IntervalSchema = lazy(() =>
  z.object({
    lower: z.number(),
    upper: z.number(),
    level: z.number(),
    method: z.string(),
    describes: z.enum(["year-to-year-noise", "sampling-error"]),
  }),
);
const DistanceShape = () => ({ difference: z.number(), ratio: z.number().nullable() });

const SignalSchema = lazy(() =>
  z.object({
    rule: z.string(),
    from: z.string(),
    to: z.string(),
    count: z.int(),
    towards: z.enum(["high", "low"]).optional(),
    observed: z.number().optional(),
    expected: z.object({ least: z.number().optional(), most: z.number().optional() }).optional(),
  }),
);
const SegmentSchema = lazy(() =>
  z.union([
    z.object({
      status: z.literal("insufficient_points"),
      from: z.string(),
      points: z.int(),
      needed: z.int(),
    }),
    z.object({
      status: z.literal("charted"),
      from: z.string(),
      centre: z.number(),
      trial: z.boolean(),
      signals: z.array(SignalSchema()),
      notEvaluated: z.array(z.string()).meta({
        description: "Rules for which there are too few points: they have not found nothing.",
      }),
    }),
  ]),
);

/** One subgroup, or everybody: where it stands, whence it came, whither it goes. */
const SubgroupSchema = lazy(() =>
  z.object({
    dimensions: DimensionsSchema(),
    points: z.int().meta({ description: "Figures of the kind of period that the latest one is of." }),
    first: PointSchema().optional(),
    latest: z
      .object({
        period: PeriodSchema(),
        value: z.number().nullable(),
        status: z.enum(CELL_STATUSES),
        observation: z.string(),
        interval: IntervalSchema().optional(),
      })
      .optional(),
    baseline: z.object({ period: PeriodSchema(), value: z.number().nullable() }).optional(),
    target: PointSchema().optional(),
    change: z
      .object({ difference: z.number(), relativePercent: z.number().nullable(), favourable: z.boolean() })
      .optional()
      .meta({ description: "From the baseline, or else the first figure, to the latest." }),
    progress: z
      .object({
        class: z.enum(PROGRESS_CLASSES),
        rules: z.string(),
        standardErrorsUsed: z.boolean(),
        percentOfTargetedChange: z.number().optional(),
      })
      .optional(),
    projection: z
      .union([
        z.object({ status: z.literal("insufficient_points"), points: z.int(), needed: z.int() }),
        z.object({
          status: z.literal("projected"),
          method: z.string(),
          points: z.int(),
          changePerYear: z.number(),
          expected: z.number(),
          lower: z.number(),
          upper: z.number(),
          level: z.number(),
          outlook: z.enum(["reaches", "falls-short", "uncertain"]),
          meetsOn: z.string().optional(),
        }),
      ])
      .optional(),
    signals: z.object({ ruleSet: z.string(), segments: z.array(SegmentSchema()) }).optional(),
  }),
);

const MeasuresSchema = lazy(() => z.record(z.string(), z.number().nullable()));

/** One breakdown in its latest period: how far apart its groups are, absolute and relative together. */
const BreakdownSchema = lazy(() =>
  z.object({
    dimensionKey: z.string(),
    period: PeriodSchema(),
    observation: z.string(),
    withheld: z
      .boolean()
      .meta({ description: "Some of its figures are not shown: nothing is computed of it." }),
    gap: z
      .object({
        ...DistanceShape(),
        reference: z.object({
          category: z.string(),
          chosenAs: z.enum(GAP_REFERENCES),
          value: z.number(),
        }),
        furthestBehind: z.object({ category: z.string(), value: z.number() }),
      })
      .optional(),
    trend: z
      .object({
        since: PeriodSchema(),
        direction: z.enum(GAP_DIRECTIONS),
        baseline: z.object(DistanceShape()),
        latest: z.object(DistanceShape()),
        referenceMoved: z.enum(["better", "worse", "same"]),
        groupMoved: z.enum(["better", "worse", "same"]),
      })
      .optional(),
    disparity: z
      .object({
        groups: z.int(),
        overall: z.number().nullable(),
        absolute: MeasuresSchema(),
        relative: MeasuresSchema(),
      })
      .optional()
      .meta({ description: "Only where no person can be in two of the groups." }),
    comparisons: z
      .object({
        comparisons: z.array(
          z.object({
            category: z.string(),
            difference: z.number(),
            interval: IntervalSchema(),
            ratio: z.number().nullable(),
            ratioInterval: IntervalSchema().optional(),
            z: z.number().nullable(),
            p: z.number().nullable(),
            adjustedP: z.number().nullable(),
          }),
        ),
        notCompared: z.array(z.string()),
        familySize: z.int(),
        note: z.looseObject({ text: z.string() }).optional(),
      })
      .optional()
      .meta({ description: "Every group against the reference, as shares from 0 to 1." }),
  }),
);

export const AnalysisSchema = lazy(() =>
  z
    .object({
      indicatorId: z.string(),
      indicatorVersion: z.int(),
      name: z.string(),
      place: PlaceSchema(),
      unit: z.enum(UNITS),
      ratePer: z.int().optional(),
      polarity: z.enum(["higher", "lower", "neutral"]),
      protected: z.boolean(),
      dataUseAgreements: OpenedBySchema(),
      seriesBreaks: z.array(SeriesBreakSchema()),
      subgroups: z.array(SubgroupSchema()),
      breakdowns: z.array(BreakdownSchema()),
      notes: z.array(z.string()),
    })
    .meta({
      id: "Analysis",
      description: "What the series of an indicator says, with the methods it was found by.",
    }),
);
export type Analysis = z.infer<ReturnType<typeof AnalysisSchema>>;
export type Subgroup = Analysis["subgroups"][number];
export type Breakdown = Analysis["breakdowns"][number];
