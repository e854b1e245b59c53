import * as z from "zod";
import { ReasonSchema } from "../../identity/reason.ts";
import type { ReportRef } from "../../investments/index.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { CurrencySchema } from "../../platform/money.ts";

/**
 * draft → in approval → approved → submitted; without approval draft → submitted. Back to draft from each: what was frozen stays, and the
 * next time is another edition. Where a requirement stands is said by the requirement alone.
 */
export const REPORT_SUBMISSION_STATUSES = ["draft", "in-approval", "approved", "submitted"] as const;

/** The most requirements that one submission answers, and the most sections that it has: freezing it is one transaction. */
export const MOST_ANSWERS = 20;
export const MOST_SECTIONS = 60;

/** A requirement, by its commitment and its number there. */
export const ReportRefSchema = lazy(() =>
  z
    .strictObject({ commitmentId: idSchema("cmt"), requirementNumber: z.int().positive() })
    .meta({ id: "ReportRequirementReference" }),
);

/** What tells one requirement from another in maps and messages: "cmt_… 3". */
export function refName({ commitmentId, requirementNumber }: ReportRef): string {
  return `${commitmentId} ${requirementNumber}`;
}

/** Requirements, each at most once. */
export const ReportRefsSchema = lazy(() =>
  z
    .array(ReportRefSchema())
    .min(1)
    .max(MOST_ANSWERS)
    .refine((all) => new Set(all.map(refName)).size === all.length, "A requirement is named twice."),
);

const TitleSchema = lazy(() => z.string().trim().min(1).max(200));

/** A submission as it is sent to be begun: which requirements it is to answer, and whether a second person approves it. */
export const NewReportSubmissionSchema = lazy(() =>
  z
    .strictObject({
      title: TitleSchema().meta({ description: "Your own name for it; no funder sees it." }),
      requiresApproval: z.boolean().default(false).meta({
        description:
          "Whether somebody who neither asked for it nor wrote of it approves it before it is handed in.",
      }),
      answers: ReportRefsSchema(),
    })
    .meta({ id: "NewReportSubmission" }),
);
export type NewReportSubmission = z.infer<ReturnType<typeof NewReportSubmissionSchema>>;

/** What may change of a draft. Approval can be asked for and not be dropped: a second person could be passed over. */
export const ReportSubmissionPatchSchema = lazy(() =>
  z
    .strictObject({
      title: TitleSchema().optional(),
      requiresApproval: z.literal(true).optional(),
      answers: ReportRefsSchema().optional(),
    })
    .refine(
      (patch) => Object.values(patch).some((value) => value !== undefined),
      "There is nothing to change.",
    )
    .meta({ id: "ReportSubmissionPatch" }),
);
export type ReportSubmissionPatch = z.infer<ReturnType<typeof ReportSubmissionPatchSchema>>;

/** Which requirements are handed in for now; those that are awaited, where none is named. */
export const HandInSchema = lazy(() =>
  z.strictObject({ to: ReportRefsSchema().optional() }).meta({ id: "ReportHandIn" }),
);
export type HandIn = z.infer<ReturnType<typeof HandInSchema>>;

/** Why a submission goes back to being drafted. */
export const ReopeningSchema = lazy(() =>
  z.strictObject({ reason: ReasonSchema() }).meta({ id: "ReportSubmissionReopening" }),
);

/** A requirement that a submission answers. `edition` counts how often something was frozen for it, `round` says when last. */
const AnswerSchema = lazy(() =>
  ReportRefSchema().extend({
    currency: CurrencySchema(),
    edition: z.int().nonnegative(),
    round: z.int().nonnegative(),
  }),
);
export type Answer = z.infer<ReturnType<typeof AnswerSchema>>;

/** The head of a submission as it is stored. */
export const ReportSubmissionSchema = lazy(() =>
  z.object({
    id: idSchema("rps"),
    partnershipId: idSchema("prt"),
    title: z.string(),
    status: z.enum(REPORT_SUBMISSION_STATUSES),
    requiresApproval: z.boolean(),
    answers: z.array(AnswerSchema()),
    /** The keys of all sections that its requirements ask for: one that several ask for is there once. */
    sectionKeys: z.array(z.string()),
    /** How often it was frozen. */
    round: z.int().nonnegative(),
    /** The version of each section that was frozen last: it is kept when the section changes. */
    pinned: z.record(z.string(), z.int()),
    /** Who asked for approval: a person or key, and whose key it is. */
    askedBy: z.array(z.string()).optional(),
    approvedBy: z.string().optional(),
    createdAt: z.iso.datetime(),
  }),
);
export type ReportSubmission = z.infer<ReturnType<typeof ReportSubmissionSchema>>;

/** From which statuses a step may be taken. */
const STEPS = {
  draft: ["draft"],
  "ask for approval": ["draft"],
  approve: ["in-approval"],
  reopen: ["in-approval", "approved", "submitted"],
  "hand in": ["draft", "approved"],
} as const satisfies Record<string, readonly ReportSubmission["status"][]>;
export type Step = keyof typeof STEPS;

/** Whether a submission may take a step from where it stands. One that needs approval is not handed in from a draft. */
export function mayTake(
  step: Step,
  { status, requiresApproval }: Pick<ReportSubmission, "status" | "requiresApproval">,
): boolean {
  if (step === "hand in" && requiresApproval) return status === "approved";
  return STEPS[step].some((from) => from === status);
}

/** The answers that were frozen last: those that are being handed in, or were. */
export function frozenLast({
  answers,
  round,
}: Pick<ReportSubmission, "answers" | "round">): readonly Answer[] {
  return round === 0 ? [] : answers.filter((answer) => answer.round === round);
}
