import * as z from "zod";
import { ReasonSchema } from "../identity/reason.ts";
import { lazy } from "../platform/lazy.ts";
import { PeriodSchema, periodKey } from "../platform/time.ts";
import { categoryKeyOf, DimensionsSchema, dimensionKeyOf } from "./dimension.ts";

const PointSchema = lazy(() =>
  z.strictObject({ period: PeriodSchema(), value: z.number() }).meta({ id: "TargetPoint" }),
);

/** Where a subgroup stands at the start and where it shall stand. A baseline alone, or a target alone, is allowed. */
export const TargetSchema = lazy(() =>
  z
    .strictObject({
      dimensions: DimensionsSchema().default({}),
      baseline: PointSchema().optional(),
      target: PointSchema().optional(),
    })
    .superRefine(({ baseline, target }, context) => {
      if (!baseline && !target)
        context.addIssue({ code: "custom", path: [], message: "Give a baseline, a target, or both." });
      if (baseline && target && periodKey(target.period) <= periodKey(baseline.period))
        context.addIssue({
          code: "custom",
          path: ["target", "period"],
          message: "The target lies after the baseline.",
        });
    })
    .meta({
      id: "Target",
      examples: [
        {
          dimensions: {},
          baseline: { period: { start: "2023-07-01", end: "2024-06-30", kind: "school-year" }, value: 49 },
          target: { period: { start: "2029-07-01", end: "2030-06-30", kind: "school-year" }, value: 65 },
        },
      ],
    }),
);
export type Target = z.infer<ReturnType<typeof TargetSchema>>;

/** All targets of an indicator at once: each subgroup at most once. */
export const TargetsBodySchema = lazy(() =>
  z
    .strictObject({
      targets: z.array(TargetSchema()).max(200),
      reason: ReasonSchema().optional(),
    })
    .superRefine(({ targets }, context) => {
      const seen = new Set<string>();
      for (const [index, { dimensions }] of targets.entries()) {
        const key = subgroupKey(dimensions);
        if (seen.has(key))
          context.addIssue({
            code: "custom",
            path: ["targets", index, "dimensions"],
            message: "This subgroup is given twice.",
          });
        seen.add(key);
      }
    })
    .meta({ id: "Targets" }),
);

/** One string for a subgroup: equal for equal dimensions in any order. */
export function subgroupKey(dimensions: Target["dimensions"]): string {
  return `${dimensionKeyOf(dimensions)}=${categoryKeyOf(dimensions)}`;
}
