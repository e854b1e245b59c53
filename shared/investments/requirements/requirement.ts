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
export type RequirementStatus = (typeof REQUIREMENT_STATUSES)[number];

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

/** That it came out of a report submission, which one report to several funders is: which edition for this requirement, and its hash. */
const HandedReportSchema = lazy(() =>
  z
    .object({
      submissionId: idSchema("rps"),
      edition: z.int().positive().meta({ description: "Counted for this requirement, from 1." }),
      contentHash: z.string().meta({ description: "SHA-256 of what was handed in." }),
    })
    .meta({ id: "HandedReportReference" }),
);
export type HandedReportReference = z.infer<ReturnType<typeof HandedReportSchema>>;

/** What was handed in last. Who did it stands in the history. */
const SubmissionSchema = lazy(() =>
  z.object({
    note: z.string().optional(),
    /** Where the report itself is, in words or as an address. */
    reference: z.string().optional(),
    documentIds: z.array(idSchema("doc")).optional(),
    report: HandedReportSchema().optional(),
    /** Whether the funder recorded it for the responsible organisation. */
    isOnBehalf: z.boolean(),
  }),
);

/** A report that a commitment asks for, as it is stored; numbered from 1. Its due day is a fact, moved only by a recorded change. */
export const RequirementSchema = lazy(() =>
  z.object({
    number: z.int().positive(),
    /** Raised by one whenever it changes: what an evaluation of a payment rule cites. */
    revision: z.int().positive(),
    kind: z.enum(REQUIREMENT_KINDS),
    title: z.string(),
    /** What it reports on. A late report is filed to this period still. */
    period: PeriodSchema().optional(),
    dueOn: DateSchema(),
    firstDueOn: DateSchema(),
    graceDays: z.int().nonnegative(),
    /** While it is overdue beyond its grace nothing of the commitment may be paid. */
    isBlocking: z.boolean(),
    responsible: ResponsibleSchema(),
    /** The version it was made under; later versions of the template do not touch it. */
    template: z.object({ id: idSchema("tpl"), version: z.int().positive() }).optional(),
    status: z.enum(REQUIREMENT_STATUSES),
    submittedOn: DateSchema().optional(),
    submission: SubmissionSchema().optional(),
    decidedOn: DateSchema().optional(),
    /** What the funder said with its latest decision. */
    comment: z.string().optional(),
  }),
);
export type Requirement = z.infer<ReturnType<typeof RequirementSchema>>;

const NEXT: Readonly<Record<RequirementStatus, readonly RequirementStatus[]>> = {
  open: ["submitted", "waived"],
  submitted: ["returned", "accepted", "waived"],
  returned: ["submitted", "waived"],
  accepted: [],
  waived: [],
};

/** The states that may follow one. Accepted and waived are final. */
export function nextRequirementStatuses(status: RequirementStatus): readonly RequirementStatus[] {
  return NEXT[status];
}

/** Whether the report is still to come, or to come again. One that was submitted waits for the funder. */
export function isAwaited({ status }: Pick<Requirement, "status">): boolean {
  return status === "open" || status === "returned";
}

/** Whether it is neither accepted nor waived. */
export function isOutstanding({ status }: Pick<Requirement, "status">): boolean {
  return NEXT[status].length > 0;
}
