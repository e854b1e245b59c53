import * as z from "zod";
import type { Changed } from "../../../shared/investments/index.ts";
import {
  addRequirements,
  NewRequirementsSchema,
} from "../../../shared/investments/requirements/add-requirements.ts";
import {
  changeRequirement,
  RequirementChangeSchema,
} from "../../../shared/investments/requirements/change-requirement.ts";
import {
  AcceptanceSchema,
  acceptRequirement,
  RequirementWaiverSchema,
  returnRequirement,
  waiveRequirement,
} from "../../../shared/investments/requirements/decide-requirement.ts";
import { findRequirements } from "../../../shared/investments/requirements/find-requirements.ts";
import {
  readRequirement,
  readRequirements,
  readRequirementTemplate,
} from "../../../shared/investments/requirements/read-requirement.ts";
import { listReturned } from "../../../shared/investments/requirements/read-returns.ts";
import { ReportTemplateViewSchema } from "../../../shared/investments/requirements/report-template.ts";
import type { Requirement } from "../../../shared/investments/requirements/requirement.ts";
import {
  ListedRequirementSchema,
  listedRequirementView,
  RequirementViewSchema,
  requirementView,
} from "../../../shared/investments/requirements/requirement-view.ts";
import { ReturnedSchema, ReturnSchema } from "../../../shared/investments/requirements/return.ts";
import {
  SubmissionInputSchema,
  submitRequirement,
} from "../../../shared/investments/requirements/submit-requirement.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import type { Result } from "../../../shared/platform/result.ts";
import { DateSchema } from "../../../shared/platform/time.ts";
import type { ApiDeps } from "../deps.ts";
import { listReply as listPage, replyWith } from "../reply.ts";
import { type Reply, type Route, type RouteInput, route } from "../route.ts";
import { CommitmentParamsSchema, calling } from "./commitments.ts";

const ParamsSchema = lazy(() =>
  CommitmentParamsSchema().extend({ requirementNumber: z.coerce.number().int().positive() }),
);
const ListQuerySchema = lazy(() =>
  z.strictObject({
    from: DateSchema(),
    to: DateSchema(),
    as: z
      .enum(["funder", "responsible"])
      .default("funder")
      .meta({ description: "Those you ask for, or those you owe." }),
  }),
);
const ListSchema = lazy(() =>
  z.strictObject({ items: z.array(ListedRequirementSchema()) }).meta({ id: "RequirementsDue" }),
);
const OfCommitmentSchema = lazy(() =>
  z.strictObject({ items: z.array(RequirementViewSchema()) }).meta({ id: "RequirementList" }),
);

const ReturnedListSchema = lazy(() => listedSchema(ReturnedSchema()).meta({ id: "ReturnedReportList" }));

type Deciding = Pick<
  RouteInput<typeof ParamsSchema, undefined, undefined>,
  "params" | "principal" | "author" | "now" | "ifMatch" | "idempotency"
>;

/** What every change of one requirement hands to its use case. */
function deciding(input: Deciding, deps: ApiDeps) {
  const { commitmentId, requirementNumber } = input.params;
  const address = `/v1/commitments/${commitmentId}/requirements/${requirementNumber}`;
  return { ...calling(input, deps), requirementNumber, idempotency: input.idempotency?.(200, address) };
}

/** A requirement after a change: its caller may be one who sees nothing else of the commitment. */
function changedReply(changed: Result<Changed>, { params }: Deciding): Result<Reply> {
  return replyWith(changed, ({ state, head }) => {
    const one = state.requirements.find(({ number }) => number === params.requirementNumber);
    if (!one) throw new Error("A requirement is gone after its change.");
    return { status: 200, body: requirementView(one), version: head.version };
  });
}

function listReply(requirements: readonly Requirement[], version: number, created = {}): Reply {
  return { status: 200, body: { items: requirements.map(requirementView) }, version, ...created };
}

const tag = "Reporting requirements";
const answered = {
  200: { description: "The report; the ETag is the commitment's version", schema: RequirementViewSchema },
};
const step = { tag, params: ParamsSchema, responses: answered };

export const requirementRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/requirements",
    operationId: "listRequirements",
    tag,
    summary: "Reports that fall due between two days: those you ask for, or those you owe",
    description:
      "Of agreed commitments, what is neither accepted nor waived; at most 24 months, 500 reports a month.",
    action: "commitment:read",
    query: ListQuerySchema,
    responses: { 200: { description: "All of them, by day", schema: ListSchema } },
    handle: async ({ query, principal }, deps) => {
      const { as: side, ...span } = query;
      const asked = { ...span, side, organisationId: principal.organisationId };
      const found = await findRequirements(deps.table, asked);
      return replyWith(found, (items) => ({
        status: 200,
        body: { items: items.map(listedRequirementView) },
      }));
    },
  }),
  route({
    method: "post",
    path: "/commitments/{commitmentId}/requirements",
    operationId: "addRequirements",
    tag,
    summary: "Ask for a report, or a series of them",
    action: "commitment:write",
    params: CommitmentParamsSchema,
    body: NewRequirementsSchema,
    responses: { 201: { description: "All reports of the commitment", schema: OfCommitmentSchema } },
    handle: async (input, deps) => {
      const location = `/v1/commitments/${input.params.commitmentId}/requirements`;
      const idempotency = input.idempotency?.(201, location);
      const added = await addRequirements(deps, { ...calling(input, deps), input: input.body, idempotency });
      return replyWith(added, ({ state, head }) =>
        listReply(state.requirements, head.version, { status: 201, location }),
      );
    },
  }),
  route({
    method: "get",
    path: "/commitments/{commitmentId}/requirements",
    operationId: "listCommitmentRequirements",
    tag,
    summary: "The reports of a commitment that you may see",
    action: "commitment:read",
    params: CommitmentParamsSchema,
    responses: { 200: { description: "All of them, as numbered", schema: OfCommitmentSchema } },
    handle: async ({ params, principal }, deps) => {
      const read = await readRequirements(deps.table, { id: params.commitmentId, principal });
      return replyWith(read, ({ requirements, head }) => listReply(requirements, head.version));
    },
  }),
  route({
    method: "get",
    path: "/commitments/{commitmentId}/requirements/{requirementNumber}",
    operationId: "readRequirement",
    ...step,
    summary: "One report of a commitment",
    action: "commitment:read",
    handle: async ({ params, principal }, deps) => {
      const asked = { id: params.commitmentId, number: params.requirementNumber, principal };
      return replyWith(await readRequirement(deps.table, asked), ({ requirement, head }) => ({
        status: 200,
        body: requirementView(requirement),
        version: head.version,
      }));
    },
  }),
  route({
    method: "get",
    path: "/commitments/{commitmentId}/requirements/{requirementNumber}/template",
    operationId: "readRequirementTemplate",
    tag,
    summary: "The template of a report, in the version it was asked for under",
    description:
      "Also for the organisation that owes the report, which cannot read the funder's other templates.",
    action: "commitment:read",
    params: ParamsSchema,
    responses: { 200: { description: "The version", schema: ReportTemplateViewSchema } },
    handle: async ({ params, principal }, deps) => {
      const asked = { id: params.commitmentId, number: params.requirementNumber, principal };
      const read = await readRequirementTemplate(deps.table, asked);
      return replyWith(read, (body) => ({ status: 200, body }));
    },
  }),
  route({
    method: "patch",
    path: "/commitments/{commitmentId}/requirements/{requirementNumber}",
    operationId: "changeRequirement",
    ...step,
    summary: "Move the day of a report, or change its grace, whether it blocks, or whose duty it is",
    action: "commitment:write",
    body: RequirementChangeSchema,
    requiresVersion: true,
    handle: async (input, deps) =>
      changedReply(await changeRequirement(deps, { ...deciding(input, deps), input: input.body }), input),
  }),
  route({
    method: "post",
    path: "/commitments/{commitmentId}/requirements/{requirementNumber}/submission",
    operationId: "submitRequirement",
    ...step,
    summary: "Hand in a report, as the organisation that owes it or as the funder for it",
    description: "However late that is, it covers the period that was asked for.",
    action: "requirement:submit",
    body: SubmissionInputSchema,
    handle: async (input, deps) =>
      changedReply(await submitRequirement(deps, { ...deciding(input, deps), input: input.body }), input),
  }),
  route({
    method: "post",
    path: "/commitments/{commitmentId}/requirements/{requirementNumber}/return",
    operationId: "returnRequirement",
    ...step,
    summary: "Give a report back, and say what is missing, of the whole and of its sections",
    action: "requirement:decide",
    body: ReturnSchema,
    handle: async (input, deps) =>
      changedReply(await returnRequirement(deps, { ...deciding(input, deps), input: input.body }), input),
  }),
  route({
    method: "get",
    path: "/commitments/{commitmentId}/requirements/{requirementNumber}/returns",
    operationId: "listReportReturns",
    tag,
    summary: "What was said whenever a report was given back, the first return first",
    action: "commitment:read",
    params: ParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page", schema: ReturnedListSchema } },
    handle: async ({ params, query: page, principal }, deps) => {
      const asked = { id: params.commitmentId, number: params.requirementNumber, principal, page };
      return listPage(await listReturned(deps, asked));
    },
  }),
  route({
    method: "post",
    path: "/commitments/{commitmentId}/requirements/{requirementNumber}/acceptance",
    operationId: "acceptRequirement",
    ...step,
    summary: "Take a report: final, and what payment rules read",
    action: "requirement:decide",
    body: AcceptanceSchema,
    handle: async (input, deps) =>
      changedReply(await acceptRequirement(deps, { ...deciding(input, deps), input: input.body }), input),
  }),
  route({
    method: "post",
    path: "/commitments/{commitmentId}/requirements/{requirementNumber}/waiver",
    operationId: "waiveRequirement",
    ...step,
    summary: "Ask for a report no more, for a reason; it never counts as accepted",
    action: "requirement:decide",
    body: RequirementWaiverSchema,
    handle: async (input, deps) =>
      changedReply(await waiveRequirement(deps, { ...deciding(input, deps), input: input.body }), input),
  }),
];
