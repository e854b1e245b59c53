import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { DateSchema } from "../platform/time.ts";

/** What people plan a milestone by. */
export const MilestoneFieldsSchema = lazy(() =>
  z
    .strictObject({
      title: z.string().trim().min(1).max(200),
      description: z.string().trim().min(1).max(2000).optional(),
      dueOn: DateSchema().optional(),
    })
    .meta({ id: "NewMilestone" }),
);

/** A milestone of a commitment, or of the plan that a big bet's commitments share; numbered from 1. */
export const MilestoneSchema = lazy(() =>
  z
    .object({
      ...MilestoneFieldsSchema().shape,
      number: z.int().positive(),
      /** Raised by one whenever it changes: what an evaluation of a payment rule cites. */
      revision: z.int().positive(),
      achievedOn: DateSchema().optional(),
      evidence: z.string().optional(),
    })
    .meta({ id: "Milestone" }),
);
export type Milestone = z.infer<ReturnType<typeof MilestoneSchema>>;
