import * as z from "zod";
import {
  ApprovalInputSchema,
  ApprovalListSchema,
  approveMany,
  approveTranche,
  CommitmentViewSchema,
  ConditionMetSchema,
  ConsentSchema,
  consentToRule,
  EvaluationSchema,
  evaluateTranche,
  listEvaluations,
  meetCondition,
  PaymentStandingSchema,
  readPaymentStanding,
} from "../../../shared/investments/index.ts";
import {
  PaymentRefusalSchema,
  refusalView,
} from "../../../shared/investments/payment-runs/payment-run-view.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { problemUnder } from "../../../shared/platform/problem.ts";
import { ok } from "../../../shared/platform/result.ts";
import { listReply } from "../reply.ts";
import { route } from "../route.ts";
import { ruleFacts } from "../rule-facts.ts";
import { CommitmentParamsSchema, calling, changedReply, changing } from "./commitments.ts";

const TrancheParamsSchema = lazy(() =>
  CommitmentParamsSchema().extend({ trancheNumber: z.coerce.number().int().positive() }),
);
const EvaluationListSchema = lazy(() => listedSchema(EvaluationSchema()).meta({ id: "RuleEvaluationList" }));
const OutcomeListSchema = lazy(() =>
  z
    .strictObject({
      items: z.array(
        z.strictObject({
          commitmentId: idSchema("cmt"),
          trancheNumber: z.int(),
          status: z.enum(["approved", "refused"]),
          problem: PaymentRefusalSchema().optional(),
        }),
      ),
    })
    .meta({ id: "ApprovalOutcomes" }),
);

const tag = "Tranches";
const changed = { 200: { description: "The commitment", schema: CommitmentViewSchema } };
const base = "/commitments/{commitmentId}/tranches/{trancheNumber}";

export const trancheRoutes = [
  route({
    method: "post",
    path: `${base}/condition-met`,
    operationId: "meetCondition",
    tag,
    summary: "Record that the donor condition of a tranche is met, with the evidence",
    action: "commitment:write",
    params: TrancheParamsSchema,
    body: ConditionMetSchema,
    responses: changed,
    handle: async (input, deps) => {
      const { trancheNumber } = input.params;
      const call = {
        ...calling(input, deps),
        trancheNumber,
        input: input.body,
        idempotency: changing(input),
      };
      return changedReply(await meetCondition(deps, call));
    },
  }),
  route({
    method: "post",
    path: `${base}/consent`,
    operationId: "consentToRule",
    tag,
    summary:
      "As the partnership, let a population indicator count in the payment rule of a tranche, or not any more",
    action: "partnership:write",
    params: TrancheParamsSchema,
    body: ConsentSchema,
    responses: changed,
    handle: async (input, deps) => {
      const { trancheNumber } = input.params;
      const call = {
        ...calling(input, deps),
        trancheNumber,
        input: input.body,
        idempotency: changing(input),
      };
      return changedReply(await consentToRule(deps, call));
    },
  }),
  route({
    method: "post",
    path: `${base}/evaluations`,
    operationId: "evaluateTranche",
    tag,
    summary: "Hold the payment rule of a tranche against what is recorded, clause by clause, and keep that",
    action: "commitment:write",
    params: TrancheParamsSchema,
    responses: { 201: { description: "The evaluation", schema: EvaluationSchema } },
    handle: async (input, deps) => {
      const { commitmentId, trancheNumber } = input.params;
      const address = `/v1/commitments/${commitmentId}/tranches/${trancheNumber}/evaluations`;
      const idempotency = input.idempotency?.(201, address);
      const made = await evaluateTranche(deps, { ...calling(input, deps), trancheNumber, idempotency });
      if (!made.ok) return made;
      const { evaluation, head } = made.value;
      return ok({ status: 201, body: evaluation, location: address, version: head.version });
    },
  }),
  route({
    method: "get",
    path: `${base}/evaluations`,
    operationId: "listEvaluations",
    tag,
    summary: "Every evaluation of a tranche's payment rule, with the versions of its inputs",
    action: "commitment:read",
    params: TrancheParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page, the latest first", schema: EvaluationListSchema } },
    handle: async ({ params, query, principal }, deps) => {
      const { commitmentId: id, trancheNumber } = params;
      return listReply(await listEvaluations(deps, { principal, id, trancheNumber, page: query }));
    },
  }),
  route({
    method: "post",
    path: `${base}/approvals`,
    operationId: "approveTranche",
    tag,
    summary: "Approve the payment of a tranche, or of a part of it; somebody else pays it",
    action: "payment:approve",
    params: TrancheParamsSchema,
    body: ApprovalInputSchema,
    responses: changed,
    handle: async (input, deps) => {
      const { trancheNumber } = input.params;
      const call = {
        ...calling(input, deps),
        trancheNumber,
        input: input.body,
        idempotency: changing(input),
      };
      return changedReply(await approveTranche(deps, call));
    },
  }),
  route({
    method: "post",
    path: "/approvals",
    operationId: "approveMany",
    tag,
    summary: "Approve many tranches at once, each by itself: one that is refused holds up no other",
    action: "payment:approve",
    body: ApprovalListSchema,
    repeatable: true,
    responses: { 207: { description: "What became of each, in the order asked", schema: OutcomeListSchema } },
    handle: async ({ body, principal, author, now }, deps) => {
      const call = { principal, author, now, readFacts: ruleFacts(deps.table, principal) };
      const outcomes = await approveMany(deps, call, body.approvals);
      const items = outcomes.map(({ problem, ...which }, index) => ({
        ...which,
        status: problem ? ("refused" as const) : ("approved" as const),
        ...(problem ? { problem: refusalView(problemUnder(`/approvals/${index}`, problem)) } : {}),
      }));
      return ok({ status: 207, body: { items } });
    },
  }),
  route({
    method: "get",
    path: "/commitments/{commitmentId}/payment-standing",
    operationId: "readPaymentStanding",
    tag,
    summary: "What may be paid today, tranche by tranche, and everything that still blocks the rest, by name",
    action: "commitment:read",
    params: CommitmentParamsSchema,
    responses: { 200: { description: "The standing", schema: PaymentStandingSchema } },
    handle: async ({ params, principal, now }, deps) => {
      const readFacts = ruleFacts(deps.table, principal);
      const standing = await readPaymentStanding(deps.table, {
        id: params.commitmentId,
        principal,
        now,
        readFacts,
      });
      return standing.ok ? ok({ status: 200, body: standing.value }) : standing;
    },
  }),
];
