import * as z from "zod";
import { ReasonSchema } from "../../identity/reason.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { DateSchema } from "../../platform/time.ts";
import { ComputedCriterionSchema } from "./criteria.ts";
import { BenchmarkSchema, FrameworkIdSchema } from "./framework.ts";

/** Who sees an assessment once it is handed in, beside its reviewer: the backbone, those the partnership is shared with, whoever signs in. */
const VISIBILITIES = ["partnership", "funders", "public"] as const;
const STATUSES = ["draft", "submitted", "decided", "appealed", "withdrawn"] as const;
const RATINGS = ["not-yet", "partly", "met", "not-applicable"] as const;
const OUTCOMES = ["reached", "not-reached"] as const;

/**
 * What evidence can be. Of the first five it is checked that they are this partnership's, or there for it; of the next two where they are
 * named by id; others are kept as said.
 */
const EVIDENCE_KINDS = [
  "indicator",
  "observation",
  "strategy",
  "story",
  "lesson",
  "systems-change",
  "test-of-change",
  "document",
  "report",
  "link",
  "other",
] as const;

const EvidenceSchema = lazy(() =>
  z
    .strictObject({
      kind: z.enum(EVIDENCE_KINDS),
      ref: z.string().trim().min(1).max(500).meta({ description: "An id, a reference or an address." }),
      note: z.string().trim().min(1).max(1000).optional(),
    })
    .meta({ id: "AssessmentEvidence" }),
);
export type Evidence = z.infer<ReturnType<typeof EvidenceSchema>>;

const RatingSchema = lazy(() =>
  z
    .strictObject({
      benchmark: z.string().max(80),
      rating: z.enum(RATINGS),
      note: z.string().trim().min(1).max(3000).optional(),
      evidence: z.array(EvidenceSchema()).max(10).optional(),
    })
    .meta({ id: "BenchmarkRating" }),
);
export type Rating = z.infer<ReturnType<typeof RatingSchema>>;

/** An assessment to be begun: of which gateway, under which version of which framework. */
export const NewAssessmentSchema = lazy(() =>
  z
    .strictObject({
      frameworkId: FrameworkIdSchema(),
      frameworkVersion: z
        .int()
        .positive()
        .optional()
        .meta({ description: "The latest, unless you name another." }),
      gateway: z.string().max(80),
    })
    .meta({ id: "NewAssessment", examples: [{ frameworkId: "theory-of-action", gateway: "sustaining" }] }),
);
export type NewAssessment = z.infer<ReturnType<typeof NewAssessmentSchema>>;

/** All ratings of a draft as they shall be, at most one a benchmark. */
export const RatingsSchema = lazy(() =>
  z
    .strictObject({
      ratings: z
        .array(RatingSchema())
        .max(200)
        .refine(
          (ratings) => new Set(ratings.map(({ benchmark }) => benchmark)).size === ratings.length,
          "Rate each benchmark once.",
        ),
    })
    .meta({ id: "BenchmarkRatings" }),
);

/** To whom an assessment is handed in, and who sees it from then on. */
export const SubmissionSchema = lazy(() =>
  z
    .strictObject({
      reviewerId: idSchema("org"),
      visibility: z.enum(VISIBILITIES),
      statement: z.string().trim().min(1).max(5000).optional(),
    })
    .meta({ id: "AssessmentSubmission" }),
);
export type Submission = z.infer<ReturnType<typeof SubmissionSchema>>;

/** What a reviewer finds. A gateway that is reached is designated in the same transaction. */
export const DecisionSchema = lazy(() =>
  z
    .strictObject({
      outcome: z.enum(OUTCOMES),
      reason: ReasonSchema(),
      reachedOn: DateSchema().optional(),
    })
    .refine(({ outcome, reachedOn }) => (outcome === "reached") === (reachedOn !== undefined), {
      path: ["reachedOn"],
      message: "Say on which day it was reached; and only where it was.",
    })
    .meta({ id: "AssessmentDecision" }),
);
export type Decision = z.infer<ReturnType<typeof DecisionSchema>>;

export const AppealSchema = lazy(() =>
  z
    .strictObject({
      grounds: z.string().trim().min(1).max(5000),
      evidence: z.array(EvidenceSchema()).max(10).optional(),
    })
    .meta({ id: "AssessmentAppeal" }),
);
export type Appeal = z.infer<ReturnType<typeof AppealSchema>>;

export const AssessmentWithdrawalSchema = lazy(() =>
  z.strictObject({ reason: ReasonSchema() }).meta({ id: "AssessmentWithdrawal" }),
);

const DecidedSchema = lazy(() =>
  z.strictObject({
    outcome: z.enum(OUTCOMES),
    reason: z.string(),
    reachedOn: DateSchema().optional(),
    organisationId: idSchema("org")
      .optional()
      .meta({ description: "For the backbone and the reviewer alone." }),
    at: z.iso.datetime(),
    designationNumber: z.int().optional(),
  }),
);

/** An assessment as its head is stored. Names are those of the version it was made under. */
export const AssessmentSchema = lazy(() =>
  z.strictObject({
    id: idSchema("asm"),
    partnershipId: idSchema("prt"),
    framework: z.strictObject({
      id: FrameworkIdSchema(),
      version: z.int(),
      name: z.string(),
      label: z.string(),
    }),
    gateway: z.strictObject({ key: z.string(), name: z.string() }),
    status: z.enum(STATUSES),
    visibility: z.enum(VISIBILITIES),
    reviewerId: idSchema("org").optional().meta({ description: "For the backbone and the reviewer alone." }),
    submittedAt: z.iso.datetime().optional(),
    decisions: z.array(DecidedSchema()).optional(),
    appeal: AppealSchema().extend({ at: z.iso.datetime() }).optional(),
    withdrawn: z.strictObject({ at: z.iso.datetime(), reason: z.string() }).optional(),
    createdAt: z.iso.datetime(),
  }),
);
export type Assessment = z.infer<ReturnType<typeof AssessmentSchema>>;

/** What was handed in, whole: benchmarks as they read then, how they were rated, what was computed beside. Never changed. */
export const DossierSchema = lazy(() =>
  z
    .strictObject({
      pillars: z.array(z.strictObject({ key: z.string(), name: z.string() })),
      benchmarks: z.array(BenchmarkSchema()),
      ratings: z.array(RatingSchema()),
      criteria: z.array(ComputedCriterionSchema()),
      statement: z.string().optional(),
    })
    .meta({ id: "AssessmentDossier" }),
);
export type Dossier = z.infer<ReturnType<typeof DossierSchema>>;

/** An assessment as a list shows it. */
export const AssessmentSummarySchema = lazy(() =>
  AssessmentSchema()
    .extend({ version: z.int().positive(), recordedAt: z.iso.datetime() })
    .meta({ id: "AssessmentSummary" }),
);
export type AssessmentSummary = z.infer<ReturnType<typeof AssessmentSummarySchema>>;

/** An assessment with its dossier: of a draft, what it would be if it were handed in now, without what is computed. */
export const AssessmentViewSchema = lazy(() =>
  AssessmentSummarySchema().extend({ dossier: DossierSchema() }).meta({ id: "Assessment" }),
);
export type AssessmentView = z.infer<ReturnType<typeof AssessmentViewSchema>>;
