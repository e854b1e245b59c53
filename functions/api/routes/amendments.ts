import * as z from "zod";
import {
  approveProposal,
  ProposalApprovalSchema,
  ProposalRefusalSchema,
  rejectProposal,
  withdrawProposal,
} from "../../../shared/investments/amendments/decide-proposal.ts";
import { NewProposalSchema, ProposalViewSchema } from "../../../shared/investments/amendments/proposal.ts";
import { type Proposed, propose } from "../../../shared/investments/amendments/propose.ts";
import {
  listAmendments,
  listInbox,
  PlanOnSchema,
  planOn,
  readProposal,
} from "../../../shared/investments/amendments/read-proposals.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { DateSchema } from "../../../shared/platform/time.ts";
import type { ApiDeps } from "../deps.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Reply, type RouteInput, route } from "../route.ts";
import { CommitmentParamsSchema, calling } from "./commitments.ts";

const ProposalParamsSchema = lazy(() => CommitmentParamsSchema().extend({ proposalId: idSchema("prp") }));
const ProposalListSchema = lazy(() => listedSchema(ProposalViewSchema()).meta({ id: "ProposalList" }));
const PlanQuerySchema = lazy(() => z.strictObject({ on: DateSchema().optional() }));

const tag = "Amendments";
const base = "/commitments/{commitmentId}/proposals";
const shown = {
  description: "The proposal; the ETag is the commitment's version",
  schema: ProposalViewSchema,
};

function addressOf(commitmentId: string, proposalId: string): string {
  return `/v1/commitments/${commitmentId}/proposals/${proposalId}`;
}

type Deciding = Pick<
  RouteInput<typeof ProposalParamsSchema, undefined, undefined>,
  "params" | "principal" | "author" | "now" | "ifMatch" | "idempotency"
>;

/** What every decision on a proposal hands to its use case. */
function deciding(input: Deciding, deps: ApiDeps) {
  const { commitmentId, proposalId } = input.params;
  const idempotency = input.idempotency?.(200, addressOf(commitmentId, proposalId));
  return { ...calling(input, deps), proposalId, idempotency };
}

function decided({ view, version }: Proposed): Reply {
  return { status: 200, body: view, version };
}

export const amendmentRoutes = [
  route({
    method: "post",
    path: base,
    operationId: "propose",
    tag,
    summary: "Propose an amendment, a waiver or an advance; a second person decides it",
    description:
      "Tried on the commitment as it stands and refused where it does not fit. Only people propose, no API key.",
    action: "commitment:write",
    params: CommitmentParamsSchema,
    body: NewProposalSchema,
    responses: { 201: shown },
    handle: async (input, deps) => {
      const proposalId = deps.newId("prp");
      const location = addressOf(input.params.commitmentId, proposalId);
      const idempotency = input.idempotency?.(201, location);
      const call = { ...calling(input, deps), proposalId, input: input.body, idempotency };
      return replyWith(await propose(deps, call), ({ view, version }) => ({
        status: 201,
        body: view,
        version,
        location,
      }));
    },
  }),
  route({
    method: "get",
    path: `${base}/{proposalId}`,
    operationId: "readProposal",
    tag,
    summary: "A proposal, open or decided, with what it changed of the plan",
    action: "commitment:read",
    params: ProposalParamsSchema,
    responses: { 200: shown },
    handle: async ({ params, principal }, deps) => {
      const { commitmentId: id, proposalId } = params;
      return replyWith(await readProposal(deps.table, { id, proposalId, principal }), decided);
    },
  }),
  route({
    method: "post",
    path: `${base}/{proposalId}/approval`,
    operationId: "approveProposal",
    tag,
    summary: "Approve a proposal as a second person: it takes effect",
    action: "proposal:decide",
    params: ProposalParamsSchema,
    body: ProposalApprovalSchema,
    responses: { 200: shown },
    handle: async (input, deps) =>
      replyWith(await approveProposal(deps, { ...deciding(input, deps), note: input.body.note }), decided),
  }),
  route({
    method: "post",
    path: `${base}/{proposalId}/rejection`,
    operationId: "rejectProposal",
    tag,
    summary: "Reject a proposal as a second person, for a reason",
    action: "proposal:decide",
    params: ProposalParamsSchema,
    body: ProposalRefusalSchema,
    responses: { 200: shown },
    handle: async (input, deps) =>
      replyWith(await rejectProposal(deps, { ...deciding(input, deps), note: input.body.reason }), decided),
  }),
  route({
    method: "post",
    path: `${base}/{proposalId}/withdrawal`,
    operationId: "withdrawProposal",
    tag,
    summary: "Take back what you proposed, for a reason",
    action: "commitment:write",
    params: ProposalParamsSchema,
    body: ProposalRefusalSchema,
    responses: { 200: shown },
    handle: async (input, deps) =>
      replyWith(await withdrawProposal(deps, { ...deciding(input, deps), note: input.body.reason }), decided),
  }),
  route({
    method: "get",
    path: "/commitments/{commitmentId}/amendments",
    operationId: "listAmendments",
    tag,
    summary: "The decided proposals of a commitment, each with what it changed of the plan",
    description:
      "What was withdrawn is shown to the funder only, so a page may hold fewer items than `limit`.",
    action: "commitment:read",
    params: CommitmentParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page, the latest made first", schema: ProposalListSchema } },
    handle: async ({ params, query, principal }, deps) =>
      listReply(await listAmendments(deps, { principal, id: params.commitmentId, page: query })),
  }),
  route({
    method: "get",
    path: "/commitments/{commitmentId}/plan",
    operationId: "readPlan",
    tag,
    summary: "What was agreed as it stood on a day, amendments up to it included",
    action: "commitment:read",
    params: CommitmentParamsSchema,
    query: PlanQuerySchema,
    responses: { 200: { description: "The plan of that day, or of today", schema: PlanOnSchema } },
    handle: async ({ params, query, principal, now }, deps) => {
      const asked = { id: params.commitmentId, principal, on: query.on, now };
      return replyWith(await planOn(deps.table, asked), (body) => ({ status: 200, body }));
    },
  }),
  route({
    method: "get",
    path: "/proposals",
    operationId: "listProposals",
    tag,
    summary: "What waits for a decision in all of your organisation's commitments",
    action: "commitment:read",
    query: PageQuerySchema,
    responses: { 200: { description: "A page, the longest waiting first", schema: ProposalListSchema } },
    handle: async ({ query, principal }, deps) =>
      listReply(await listInbox(deps, { principal, page: query })),
  }),
];
