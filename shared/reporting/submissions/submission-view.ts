import * as z from "zod";
import { REQUIREMENT_STATUSES, SECTION_KINDS } from "../../investments/index.ts";
import { defined } from "../../platform/defined.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { DateSchema, PeriodSchema } from "../../platform/time.ts";
import { lacking, named, sharedSections } from "./completeness.ts";
import { contentsOf, type Ground, holds, requirementOf } from "./ground.ts";
import type { HandedOver } from "./hand-over.ts";
import type { LoadedSubmission } from "./submission.store.ts";
import { type Answer, ReportRefSchema, type ReportSubmission, ReportSubmissionSchema } from "./submission.ts";

/** A section by its key, title and kind. */
export const NamedSectionSchema = lazy(() =>
  z
    .strictObject({ key: z.string(), title: z.string(), kind: z.enum(SECTION_KINDS) })
    .meta({ id: "NamedReportSection" }),
);

/** A section that several requirements may ask for. */
export const SharedSectionSchema = lazy(() =>
  z
    .strictObject({
      key: z.string(),
      titles: z.array(z.string()).meta({ description: "What the templates call it." }),
      kinds: z.array(z.enum(SECTION_KINDS)),
      isRequired: z.boolean().meta({ description: "Whether any of them requires it." }),
      askedBy: z.array(ReportRefSchema()),
    })
    .meta({ id: "SharedReportSection" }),
);

/** A funder in a list, by id and name. */
export const FunderSchema = lazy(() => z.strictObject({ organisationId: idSchema("org"), name: z.string() }));

/**
 * How an answer stands. `frozen`: to be handed in still, by sending the submission again; `with-funder`, `returned` and `accepted` are what
 * the requirement says of what it was handed; `otherwise`: it was answered by other means.
 */
const STANDINGS = [
  "not-handed-in",
  "frozen",
  "with-funder",
  "returned",
  "accepted",
  "waived",
  "otherwise",
] as const;
export type Standing = (typeof STANDINGS)[number];

const AnswerViewSchema = lazy(() =>
  ReportRefSchema()
    .extend({
      title: z.string(),
      commitmentTitle: z.string(),
      funder: FunderSchema(),
      period: PeriodSchema().optional(),
      dueOn: DateSchema(),
      status: z.enum(REQUIREMENT_STATUSES).meta({ description: "The requirement's own." }),
      standing: z.enum(STANDINGS),
      edition: z.int().nonnegative().meta({ description: "How often something was frozen for it." }),
      handedIn: z.strictObject({ edition: z.int(), submittedOn: DateSchema().optional() }).optional(),
      comment: z.string().optional().meta({ description: "What its funder said last." }),
      lacks: z.array(NamedSectionSchema()).meta({ description: "Required sections that lack something." }),
    })
    .meta({ id: "ReportAnswer" }),
);

/** A submission in a list. */
export const SubmissionSummarySchema = lazy(() =>
  ReportSubmissionSchema()
    .pick({
      id: true,
      partnershipId: true,
      title: true,
      status: true,
      requiresApproval: true,
      createdAt: true,
    })
    .extend({ answers: z.array(ReportRefSchema()), version: z.int(), recordedAt: z.iso.datetime() })
    .meta({ id: "ReportSubmissionSummary" }),
);

/** A submission as its partnership sees it, without the words of its sections. */
export const SubmissionViewSchema = lazy(() =>
  SubmissionSummarySchema()
    .extend({
      answers: z.array(AnswerViewSchema()),
      sections: z.array(
        SharedSectionSchema().extend({
          version: z.int().nonnegative(),
          recordedAt: z.iso.datetime().optional(),
        }),
      ),
    })
    .meta({ id: "PartnershipReportSubmission" }),
);
export type SubmissionView = z.infer<ReturnType<typeof SubmissionViewSchema>>;

/** A submission after it was handed in, with what became of each requirement. */
export const HandedInSchema = lazy(() =>
  SubmissionViewSchema()
    .extend({
      handedIn: z.array(
        ReportRefSchema().extend({
          edition: z.int().positive(),
          outcome: z.enum(["handed-in", "refused", "waiting"]),
          problem: z.strictObject({ code: z.string(), detail: z.string() }).optional(),
        }),
      ),
    })
    .meta({ id: "ReportHandedIn" }),
);

/** The view of what became of one requirement. */
export function handedInView({ problem, ...rest }: HandedOver) {
  return problem ? { ...rest, problem: { code: problem.code, detail: problem.detail } } : rest;
}

/** The view of a submission in a list. */
export function submissionSummary({ submission, head }: Omit<LoadedSubmission, "item" | "ownerId">) {
  const { id, partnershipId, title, status, requiresApproval, createdAt, answers } = submission;
  return {
    ...{ id, partnershipId, title, status, requiresApproval, createdAt },
    answers: answers.map(({ commitmentId, requirementNumber }) => ({ commitmentId, requirementNumber })),
    version: head.version,
    recordedAt: head.recordedAt,
  };
}

/** The view of a submission: where each requirement stands, what it lacks, and which sections there are. */
export function submissionView(
  loaded: Omit<LoadedSubmission, "item" | "ownerId">,
  ground: Ground,
): SubmissionView {
  const { submission } = loaded;
  const asked = [...ground.requirements.values()].map((owed) => owed.asked);
  const sections = sharedSections(asked).map((shared) => {
    const written = ground.sections.get(shared.key);
    return { ...shared, ...defined({ version: written?.version ?? 0, recordedAt: written?.recordedAt }) };
  });
  const answers = submission.answers.flatMap((answer) => answerView(answer, submission, ground));
  return { ...submissionSummary(loaded), answers, sections };
}

function answerView(answer: Answer, submission: ReportSubmission, ground: Ground): SubmissionView["answers"] {
  const owed = requirementOf(ground.requirements, answer);
  if (!owed) return [];
  const { commitment, requirement, asked } = owed;
  const { commitmentId, requirementNumber, edition } = answer;
  const { title, period, dueOn, status, comment, submittedOn } = requirement;
  const { organisationId, name } = commitment.funder;
  const report = requirement.submission?.report;
  const handed = report?.submissionId === submission.id ? report : undefined;
  return [
    {
      ...{ commitmentId, requirementNumber, edition, title, dueOn, status },
      ...defined({ period, comment }),
      commitmentTitle: commitment.title,
      funder: { organisationId, name },
      standing: standingOf(answer, submission, owed.requirement),
      ...(handed ? { handedIn: { edition: handed.edition, ...defined({ submittedOn }) } } : {}),
      lacks: lacking(asked, contentsOf(ground.sections)).map(named),
    },
  ];
}

/** How an answer stands, by what its requirement says and what was frozen. */
export function standingOf(
  answer: Pick<Answer, "edition" | "round">,
  submission: Pick<ReportSubmission, "id" | "status" | "round">,
  requirement: Parameters<typeof holds>[0] & { readonly status: (typeof REQUIREMENT_STATUSES)[number] },
): Standing {
  const { status } = requirement;
  const isOurs = requirement.submission?.report?.submissionId === submission.id;
  if (status === "waived") return "waived";
  if (status === "submitted" || status === "accepted")
    return isOurs ? (status === "accepted" ? "accepted" : "with-funder") : "otherwise";
  const isFrozen =
    submission.status === "submitted" && answer.round === submission.round && answer.edition > 0;
  if (isFrozen && !holds(requirement, { submissionId: submission.id, edition: answer.edition }))
    return "frozen";
  return isOurs ? "returned" : "not-handed-in";
}
