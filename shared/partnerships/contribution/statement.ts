import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import type { Problem } from "../../platform/problem.ts";
import { fail, ok } from "../../platform/result.ts";
import { PeriodSchema } from "../../platform/time.ts";
import { EvidenceIdSchema } from "../agenda/condition.ts";
import { EvidenceShape } from "../evidence.ts";
import { PartnerSchema } from "../partner.ts";
import { checkNotAhead, recordKind, VisibilityShape } from "../record-kind.ts";
import { idReferences, type Reference } from "../reference.ts";

const CLAIMS = ["contribution", "attribution"] as const;
const CONFIDENCES = ["low", "moderate", "high"] as const;

const MovedSchema = lazy(() =>
  z
    .strictObject({
      what: z.string().trim().min(1).max(1000),
      indicatorId: idSchema("ind").optional(),
    })
    .meta({ id: "ContributionMoved", description: "What moved, and where one would see it." }),
);
const OthersSchema = lazy(() =>
  z
    .strictObject({ contributor: PartnerSchema(), role: z.string().trim().min(1).max(1000) })
    .meta({ id: "OtherContributor" }),
);

const text = (most = 3000) => z.string().trim().min(1).max(most);

const FieldsSchema = lazy(() =>
  z
    .strictObject({
      subjectId: z.union([idSchema("str"), idSchema("cmt")], "Name a strategy or a commitment by its id."),
      period: PeriodSchema(),
      claim: z.enum(CLAIMS).default("contribution"),
      intendedRole: text(),
      actualRole: text(),
      moved: z.array(MovedSchema()).min(1).max(20),
      withoutIt: text().meta({ description: "What would likely have been different without it." }),
      otherContributors: z.array(OthersSchema()).max(30).default([]),
      evidenceIds: z.array(EvidenceIdSchema()).max(20).optional(),
      ...EvidenceShape(),
      confidence: z.enum(CONFIDENCES),
      confidenceWhy: text(2000),
      evaluationId: idSchema("std").optional().meta({
        description:
          "The evaluation that a claim of attribution rests on: its design says what would have happened otherwise, and it has findings.",
      }),
      ...VisibilityShape(),
    })
    .meta({
      id: "NewContributionStatement",
      examples: [
        {
          subjectId: "str_01JD0000000000000000000001",
          period: { start: "2024-07-01", end: "2025-06-30", kind: "school-year" },
          intendedRole: "Bring legal aid to families in the week of a filing.",
          actualRole: "It ran the clinics; the court sent the filings.",
          moved: [{ what: "Filings that end without an order" }],
          withoutIt: "The clinics would have stayed downtown, and fewer families would have come.",
          otherContributors: [{ contributor: { name: "County court" }, role: "Sends filings every week" }],
          confidence: "moderate",
          confidenceWhy: "Rent relief grew in the same months.",
        },
      ],
    }),
);
export type ContributionStatement = z.infer<ReturnType<typeof FieldsSchema>>;

/**
 * What a strategy, or the money of a commitment, did for what moved, told with others beside it. By itself it claims a contribution. A
 * claim of attribution is refused unless it names an evaluation of the partnership that can bear it.
 */
export const CONTRIBUTION_STATEMENTS = recordKind<ContributionStatement>({
  prefix: "ctb",
  noun: "contribution statement",
  plural: "contribution-statements",
  title: "ContributionStatement",
  fields: FieldsSchema,
  changeable: () => FieldsSchema().omit({ subjectId: true }),
  listedBy: ({ period }) => period.end,
  references: (statement) => [
    { pointer: "/subjectId", id: statement.subjectId },
    ...statement.moved.flatMap(({ indicatorId: id }, at) =>
      id === undefined ? [] : [{ pointer: `/moved/${at}/indicatorId`, id }],
    ),
    ...statement.otherContributors.flatMap(({ contributor: { organisationId: id } }, at) =>
      id === undefined ? [] : [{ pointer: `/otherContributors/${at}/contributor/organisationId`, id }],
    ),
    ...idReferences(statement.evidenceIds, "/evidenceIds"),
    ...evaluationReferences(statement),
  ],
  check: ({ claim, evaluationId, period }, now) => {
    if (claim === "attribution" && evaluationId === undefined) return fail(attributionRefused());
    const begun = checkNotAhead(period.start, now, "/period/start");
    return begun.ok ? ok(undefined) : begun;
  },
});

/** What must be true of the evaluation that is named; more where a claim of attribution rests on it, seen by whoever sees the claim. */
function evaluationReferences({ claim, evaluationId, visibility }: ContributionStatement): Reference[] {
  if (evaluationId === undefined) return [];
  const pointer = "/evaluationId";
  if (claim !== "attribution") return [{ pointer, id: evaluationId }];
  const isSeen = visibility === "readers" ? " AND visibility = :readers" : "";
  const also = {
    expression: `purpose = :evaluation AND isCounterfactual = :yes AND attribute_exists(findings)${isSeen}`,
    values: {
      ":evaluation": "evaluation",
      ":yes": true,
      ...(visibility === "readers" ? { ":readers": "readers" } : {}),
    },
  };
  return [{ pointer, id: evaluationId, also, refusal: attributionRefused() }];
}

/** Why a claim of attribution is refused: the rule, and what to do instead. */
function attributionRefused(): Problem {
  const detail =
    "That something was caused can be claimed only on an evaluation of this partnership whose design says what would have happened otherwise, with findings, for the same readers. Name it in /evaluationId, or claim a contribution.";
  return {
    code: "claim_refused",
    detail,
    errors: [
      { pointer: "/evaluationId", detail: "No evaluation with a counterfactual design and findings." },
    ],
    extra: { rule: "attribution-needs-counterfactual" },
  };
}
