import * as z from "zod";
import { OpenedBySchema } from "../measurement/index.ts";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { REPORT_CLASSES } from "./indicator-section.ts";

/** A share and what it is of: what cannot be classed is listed with the reason, and never counted in favour. */
const RollUpSchema = lazy(() =>
  z.object({
    status: z.enum(["rolled-up", "too-few"]),
    favourable: z.int(),
    classifiable: z.int(),
    share: z
      .number()
      .nullable()
      .meta({ description: "favourable / classifiable; null where there are too few." }),
    reached: z.boolean().nullable(),
    reachedWhateverIsMissing: z
      .boolean()
      .meta({ description: "Whether it is reached even if nothing of what is missing were favourable." }),
    minimum: z.number(),
    above: z.number(),
    byVerdict: z.record(z.string(), z.int()),
    unclassifiable: z.array(z.object({ id: z.string(), why: z.string() })),
    statement: z.string(),
  }),
);

/** What is asked of a roll-up: how many have to be classed, and which share has to be exceeded. */
export const ProgressQuerySchema = lazy(() =>
  z.strictObject({
    minimum: z.coerce.number().int().min(1).max(1000).default(4),
    above: z.coerce.number().min(0).max(1).default(0.5),
  }),
);
export type ProgressQuery = z.infer<ReturnType<typeof ProgressQuerySchema>>;

export const PartnershipProgressSchema = lazy(() =>
  z
    .object({
      partnershipId: idSchema("prt"),
      name: z.string(),
      protected: z.boolean(),
      dataUseAgreements: OpenedBySchema(),
      rules: z.string(),
      coreIndicators: RollUpSchema().extend({
        items: z.array(
          z.object({
            id: idSchema("ind"),
            name: z.string(),
            outcomeId: z.string().optional(),
            class: z.enum(REPORT_CLASSES),
          }),
        ),
      }),
      gaps: RollUpSchema().extend({
        disagreeing: z
          .array(z.string())
          .meta({ description: "Gaps whose measures disagree: to be shown first." }),
        items: z.array(
          z.object({
            id: z.string(),
            indicatorId: idSchema("ind"),
            dimensionKey: z.string(),
            title: z.string(),
            verdict: z.string(),
          }),
        ),
      }),
      leftOut: z
        .array(z.object({ id: idSchema("ind"), name: z.string(), why: z.literal("comparison-place") }))
        .meta({ description: "Core indicators of places that only stand beside the partnership's own." }),
    })
    .meta({
      id: "PartnershipProgress",
      description:
        "How many core indicators are improving or maintained, and how many of their gaps are closing.",
    }),
);
export type PartnershipProgress = z.infer<ReturnType<typeof PartnershipProgressSchema>>;
