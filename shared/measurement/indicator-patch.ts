import * as z from "zod";
import { ReasonSchema } from "../identity/reason.ts";
import { lazy } from "../platform/lazy.ts";
import { merge } from "../platform/merge-patch.ts";
import { DescriptionSchema, type Indicator, IndicatorSchema } from "./indicator.ts";

/** Changes of a description, as a JSON merge patch: null takes an optional field away. */
export const IndicatorPatchSchema = lazy(() => {
  const fields = DescriptionSchema().shape;
  return z
    .strictObject({
      ...DescriptionSchema().partial().shape,
      performanceKind: fields.performanceKind.nullable(),
      outcomeId: fields.outcomeId.nullable(),
      window: fields.window.nullable(),
      instrument: fields.instrument.nullable(),
      sourceLagMonths: fields.sourceLagMonths.nullable(),
      aggregation: fields.aggregation.nullable(),
      overTime: fields.overTime.nullable(),
      comparabilityNote: fields.comparabilityNote.nullable(),
      categorySchemes: fields.categorySchemes.nullable(),
      reason: ReasonSchema(),
    })
    .refine((patch) => Object.keys(patch).length > 1, { message: "There is nothing to change." })
    .meta({
      id: "IndicatorPatch",
      examples: [{ window: "By 31 October after graduation", reason: "The state moved its cut-off" }],
    });
});
export type IndicatorPatch = z.infer<ReturnType<typeof IndicatorPatchSchema>>;

/** An indicator with a patch applied: null takes a field away, what is left out stays. */
export function applyPatch(indicator: Indicator, { reason: _, ...changes }: IndicatorPatch): Indicator {
  return IndicatorSchema().parse(merge(indicator, changes));
}
