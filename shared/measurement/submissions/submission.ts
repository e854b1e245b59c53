import * as z from "zod";
import { ReasonSchema } from "../../identity/reason.ts";
import type { Author } from "../../platform/history.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { ObservationRowSchema } from "../observation.ts";

/**
 * draft → submitted → approved, or back to its writer as returned, with comments; until approval who wrote it may withdraw it. Only
 * approval records anything.
 */
export const SUBMISSION_STATUSES = ["draft", "submitted", "returned", "approved", "withdrawn"] as const;
export type SubmissionStatus = (typeof SUBMISSION_STATUSES)[number];

/** The most rows of a submission, and the most bytes of them as JSON: they lie in one item. */
export const MOST_ROWS = 1_000;
export const MOST_ROW_BYTES = 300_000;

/** What is handed in: rows as they would be recorded, with why cells change and where all of it comes from. */
export const SubmissionRowsSchema = lazy(() =>
  z
    .strictObject({
      observations: z
        .array(ObservationRowSchema())
        .min(1)
        .max(MOST_ROWS, "Hand in at most 1,000 rows at once."),
      reason: ReasonSchema().optional(),
      source: z.string().trim().min(1).max(300).optional(),
      protectedAtSource: z.boolean().optional(),
      agreementId: idSchema("agr").optional(),
    })
    .meta({ id: "SubmissionRows" }),
);
export type SubmissionRows = z.infer<ReturnType<typeof SubmissionRowsSchema>>;

/** What the second person asks for before the rows can be approved: comments on cells, by the position of their row. */
export const SubmissionReturnSchema = lazy(() =>
  z
    .strictObject({
      message: z.string().trim().min(1).max(2000).optional(),
      comments: z
        .array(z.strictObject({ row: z.int().nonnegative(), text: z.string().trim().min(1).max(1000) }))
        .max(100)
        .default([]),
    })
    .refine(({ message, comments }) => message !== undefined || comments.length > 0, {
      message: "Say what is to be done: in a message, or in comments on cells.",
    })
    .meta({ id: "SubmissionReturn" }),
);
export type SubmissionReturn = z.infer<ReturnType<typeof SubmissionReturnSchema>>;

/** Why a submission is taken back. */
export const SubmissionWithdrawalSchema = lazy(() =>
  z.strictObject({ reason: ReasonSchema() }).meta({ id: "SubmissionWithdrawal" }),
);

const AuthorSchema = lazy(() => z.object({ principalId: z.string(), organisationId: z.string() }));

/** The head of a submission: where it stands. `rows` and `returns` number the parts that hold the rows and what was said of them. */
export const SubmissionSchema = lazy(() =>
  z
    .object({
      id: idSchema("sub"),
      partnershipId: idSchema("prt"),
      status: z.enum(SUBMISSION_STATUSES),
      rowCount: z.int(),
      rows: z.int().meta({ description: "How often rows were put: which ones hold." }),
      returns: z.int().meta({ description: "How often it was returned." }),
      writtenBy: AuthorSchema(),
      submitted: z.object({ at: z.iso.datetime(), by: AuthorSchema() }).optional(),
      approved: z.object({ at: z.iso.datetime(), by: AuthorSchema() }).optional(),
      withdrawn: z.object({ at: z.iso.datetime(), by: AuthorSchema(), reason: z.string() }).optional(),
    })
    .meta({ id: "StoredSubmission" }),
);
export type Submission = z.infer<ReturnType<typeof SubmissionSchema>>;

export const SubmissionViewSchema = lazy(() =>
  SubmissionSchema()
    .extend({ version: z.int(), recordedAt: z.iso.datetime() })
    .meta({ id: "ObservationSubmission" }),
);
export type SubmissionView = z.infer<ReturnType<typeof SubmissionViewSchema>>;

/** One row of a submission, as comments name it. */
export const SubmittedRowSchema = lazy(() =>
  z.object({ row: z.int(), observation: ObservationRowSchema() }).meta({ id: "SubmittedRow" }),
);
export type SubmittedRow = z.infer<ReturnType<typeof SubmittedRowSchema>>;

/** What a second person said when a submission was returned. */
export const ReturnViewSchema = lazy(() =>
  z
    .object({
      at: z.iso.datetime(),
      by: AuthorSchema(),
      /** The rows that it speaks of: those that held then. */
      rows: z.int(),
      message: z.string().optional(),
      comments: z.array(z.object({ row: z.int(), text: z.string() })),
    })
    .meta({ id: "ObservationSubmissionReturn" }),
);
export type ReturnView = z.infer<ReturnType<typeof ReturnViewSchema>>;

/** From which statuses a step may be taken. */
export const STEPS = {
  write: ["draft", "returned"],
  submit: ["draft", "returned"],
  return: ["submitted"],
  approve: ["submitted"],
  withdraw: ["draft", "submitted", "returned"],
} as const satisfies Record<string, readonly SubmissionStatus[]>;
export type Step = keyof typeof STEPS;

/** Whether a submission may take a step from where it stands. */
export function mayTake(step: Step, { status }: Pick<Submission, "status">): boolean {
  return STEPS[step].some((from) => from === status);
}

/** Whether a submission is somebody's own: who wrote its rows or handed it in. */
export function isAuthorOf({ submitted, writtenBy }: Submission, author: Author): boolean {
  return [submitted?.by.principalId, writtenBy.principalId].includes(author.principalId);
}

/** Whether somebody is a second person for a submission: neither who submitted it nor who wrote its rows. */
export function isSecondPerson(submission: Submission, author: Author): boolean {
  return !isAuthorOf(submission, author);
}
