import * as z from "zod";
import { ROLES } from "../../identity/permissions.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { DateSchema, PeriodSchema } from "../../platform/time.ts";

export const REQUIREMENT_KINDS = [
  "narrative",
  "financial",
  "expenditure-responsibility",
  "evaluation",
  "other",
] as const;

/** `accepted` is what a payment rule reads; `waived` asks for nothing any more and was not fulfilled. */
export const REQUIREMENT_STATUSES = ["open", "submitted", "returned", "accepted", "waived"] as const;

/** Whose duty it is: an organisation and a role in it, never a person, so that it outlives whoever holds the role. */
export const ResponsibleSchema = lazy(() =>
  z
    .strictObject({
      organisationId: idSchema("org").optional(),
      name: z.string().min(1).max(300),
      role: z.enum(ROLES).default("data-lead"),
    })
    .meta({ id: "Responsible" }),
);

/** A report that a commitment asks for, as it is stored; numbered from 1. Its due day is a fact, moved only by a recorded change. */
export const RequirementSchema = lazy(() =>
  z.object({
    number: z.int().positive(),
    /** Raised by one whenever it changes: what an evaluation of a payment rule cites. */
    revision: z.int().positive(),
    kind: z.enum(REQUIREMENT_KINDS),
    title: z.string(),
    period: PeriodSchema().optional(),
    dueOn: DateSchema(),
    firstDueOn: DateSchema(),
    graceDays: z.int().nonnegative(),
    /** While it is overdue beyond its grace nothing of the commitment may be paid. */
    isBlocking: z.boolean(),
    responsible: ResponsibleSchema(),
    template: z.object({ id: idSchema("tpl"), version: z.int().positive() }).optional(),
    status: z.enum(REQUIREMENT_STATUSES),
    submittedOn: DateSchema().optional(),
    decidedOn: DateSchema().optional(),
    /** What the funder said with its latest decision. */
    comment: z.string().optional(),
  }),
);
export type Requirement = z.infer<ReturnType<typeof RequirementSchema>>;
