import * as z from "zod";
import { recordedRevision } from "../../../shared/measurement/index.ts";
import {
  AppealSchema,
  AssessmentSummarySchema,
  AssessmentViewSchema,
  AssessmentWithdrawalSchema,
  DecisionSchema,
  NewAssessmentSchema,
  RatingsSchema,
  SubmissionSchema,
} from "../../../shared/partnerships/frameworks/assessment.ts";
import { decideAssessment } from "../../../shared/partnerships/frameworks/decide-assessment.ts";
import {
  listAssessmentHistory,
  listAssessments,
  listReviews,
  readAssessment,
} from "../../../shared/partnerships/frameworks/read-assessments.ts";
import {
  appealDecision,
  beginAssessment,
  rateBenchmarks,
  submitAssessment,
  withdrawAssessment,
} from "../../../shared/partnerships/frameworks/write-assessment.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { ChangeListSchema } from "../../../shared/platform/read-history.ts";
import { outcomeFacts } from "../outcome-facts.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Route, route } from "../route.ts";
import { PartnershipParamsSchema } from "./partnerships.ts";

const AssessmentParamsSchema = lazy(() => z.strictObject({ assessmentId: idSchema("asm") }));
const ListSchema = lazy(() => listedSchema(AssessmentSummarySchema()).meta({ id: "AssessmentList" }));

const tag = "Theory of Action";
const summary = { description: "The assessment, without its dossier", schema: AssessmentSummarySchema };
type Summary = z.infer<ReturnType<typeof AssessmentSummarySchema>>;
const shown = (assessment: Summary) =>
  ({ status: 200, body: assessment, version: assessment.version }) as const;
const one = "/assessments/{assessmentId}";

export const assessmentRoutes: readonly Route[] = [
  route({
    method: "post",
    path: "/partnerships/{partnershipId}/assessments",
    operationId: "beginAssessment",
    tag,
    summary: "Begin a self-assessment of your partnership for a gateway",
    description:
      "Under one version of a framework, which it keeps. Nobody else sees it before it is handed in.",
    action: "partnership:write",
    params: PartnershipParamsSchema,
    body: NewAssessmentSchema,
    responses: { 201: summary },
    handle: async ({ params, body: input, author, now, idempotency }, deps) =>
      replyWith(
        await beginAssessment(deps, { ...params, input, author, now, idempotency }),
        (assessment) => ({
          ...shown(assessment),
          status: 201,
          location: `/v1/assessments/${assessment.id}`,
        }),
      ),
  }),
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/assessments",
    operationId: "listAssessments",
    tag,
    summary: "The assessments of a partnership that you may see, the latest first",
    description: "Drafts are the backbone's own; a page may be short and still have a next one.",
    action: "partnership:read",
    params: PartnershipParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page", schema: ListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await listAssessments(deps, { ...params, organisationId, page })),
  }),
  route({
    method: "get",
    path: "/assessments",
    operationId: "listAssessmentReviews",
    tag,
    summary: "The assessments that were handed in to your organisation, the latest first",
    description:
      "Of partnerships that are still shared with you: a page may be short and still have a next one.",
    action: "partnership:read",
    query: PageQuerySchema,
    responses: { 200: { description: "A page", schema: ListSchema } },
    handle: async ({ query: page, principal: { organisationId } }, deps) =>
      listReply(await listReviews(deps, { organisationId, page })),
  }),
  route({
    method: "get",
    path: one,
    operationId: "readAssessment",
    tag,
    summary: "An assessment with its dossier",
    description:
      "Once handed in, the dossier reads the same for ever: benchmarks as they stood, ratings, evidence, and what was computed beside judgement.",
    action: "partnership:read",
    params: AssessmentParamsSchema,
    responses: { 200: { description: "The assessment", schema: AssessmentViewSchema } },
    handle: async ({ params, principal: { organisationId } }, deps) =>
      replyWith(await readAssessment(deps.table, { ...params, organisationId }), shown),
  }),
  route({
    method: "put",
    path: `${one}/ratings`,
    operationId: "rateBenchmarks",
    tag,
    summary: "Put all ratings of your draft as they shall be, with the evidence",
    description:
      "Indicators, observations, strategies, stories and lessons are checked to be there, and so are systems changes and tests of change that are named by id; other evidence is kept as a reference of its kind.",
    action: "partnership:write",
    params: AssessmentParamsSchema,
    body: RatingsSchema,
    requiresVersion: true,
    refuses: ["too_many_items"],
    responses: { 200: summary },
    handle: async ({ params, body, author, now, ifMatch }, { table, newId }) => {
      const deps = { table, newId, observationCheck: recordedRevision };
      return replyWith(await rateBenchmarks(deps, { ...params, ...body, author, now, ifMatch }), shown);
    },
  }),
  route({
    method: "post",
    path: `${one}/submission`,
    operationId: "submitAssessment",
    tag,
    summary: "Hand an assessment in to a reviewer; from then on it is frozen",
    description:
      "Every benchmark of the gateway has to be rated. The framework's criteria are computed from the figures of this moment and kept with the rest.",
    action: "partnership:write",
    params: AssessmentParamsSchema,
    body: SubmissionSchema,
    responses: { 200: summary },
    handle: async ({ params, body: input, author, now, idempotency }, { table, newId }) => {
      const deps = { table, newId, readOutcomes: outcomeFacts(table) };
      return replyWith(await submitAssessment(deps, { ...params, input, author, now, idempotency }), shown);
    },
  }),
  route({
    method: "post",
    path: `${one}/decision`,
    operationId: "decideAssessment",
    tag,
    summary: "Decide on an assessment that was handed in to your organisation",
    description:
      "By a network or a funder. A gateway that is reached is designated at once. After an appeal, the second decision is final.",
    action: "designation:write",
    params: AssessmentParamsSchema,
    body: DecisionSchema,
    responses: { 200: summary },
    handle: async ({ params, body: decision, author, principal, now, idempotency }, deps) => {
      const { organisationKind } = principal;
      const call = { ...params, decision, author, organisationKind, now, idempotency };
      return replyWith(await decideAssessment(deps, call), shown);
    },
  }),
  route({
    method: "post",
    path: `${one}/appeal`,
    operationId: "appealAssessment",
    tag,
    summary: "Appeal, once, against the decision that a gateway was not reached",
    action: "partnership:write",
    params: AssessmentParamsSchema,
    body: AppealSchema,
    responses: { 200: summary },
    handle: async ({ params, body: input, author, now, idempotency }, { table, newId }) => {
      const deps = { table, newId, observationCheck: recordedRevision };
      return replyWith(await appealDecision(deps, { ...params, input, author, now, idempotency }), shown);
    },
  }),
  route({
    method: "post",
    path: `${one}/withdrawal`,
    operationId: "withdrawAssessment",
    tag,
    summary: "Withdraw your assessment before it is decided, for a reason",
    action: "partnership:write",
    params: AssessmentParamsSchema,
    body: AssessmentWithdrawalSchema,
    responses: { 200: summary },
    handle: async ({ params, body: { reason }, author, now, idempotency }, deps) =>
      replyWith(await withdrawAssessment(deps, { ...params, reason, author, now, idempotency }), shown),
  }),
  route({
    method: "get",
    path: `${one}/history`,
    operationId: "listAssessmentHistory",
    tag,
    summary: "Every change of your assessment",
    action: "history:read",
    params: AssessmentParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page of changes, oldest first", schema: ChangeListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await listAssessmentHistory(deps, { ...params, organisationId, page })),
  }),
];
