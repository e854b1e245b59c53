import * as z from "zod";
import { readOrganisation } from "../../../shared/identity/organisation.store.ts";
import {
  AllocationsSchema,
  allocateCommitment,
  type Changed,
  CommitmentPatchSchema,
  CommitmentQuerySchema,
  CommitmentSummarySchema,
  CommitmentViewSchema,
  changeCommitment,
  changeStatus,
  commitmentView,
  createCommitment,
  listCommitmentChanges,
  listCommitments,
  loadCommitment,
  NewCommitmentSchema,
  type PartnershipFacts,
  readCommitment,
  readCommitmentAsOf,
  StatusChangeSchema,
} from "../../../shared/investments/index.ts";
import { partnershipPk, readableBy } from "../../../shared/partnerships/index.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { invalidAt } from "../../../shared/platform/problem.ts";
import { ChangeSchema } from "../../../shared/platform/read-history.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import type { ApiDeps } from "../deps.ts";
import { listReply } from "../reply.ts";
import { type Reply, type RouteInput, route } from "../route.ts";

export const CommitmentParamsSchema = lazy(() => z.strictObject({ commitmentId: idSchema("cmt") }));
const AsOfSchema = lazy(() => z.strictObject({ asOf: z.iso.datetime({ offset: true }).optional() }));
const CommitmentListSchema = lazy(() =>
  listedSchema(CommitmentSummarySchema()).meta({ id: "CommitmentList" }),
);
export const ChangeListSchema = lazy(() => listedSchema(ChangeSchema()).meta({ id: "ChangeList" }));

type Calling = Pick<
  RouteInput<typeof CommitmentParamsSchema, undefined, undefined>,
  "params" | "principal" | "author" | "now" | "ifMatch"
>;

/** What every change of a commitment hands to its use case. */
export function calling({ params, principal, author, now, ifMatch }: Calling) {
  return { id: params.commitmentId, principal, author, now, ifMatch };
}

/** A commitment after a change, as a reply. */
function changedReply(changed: Result<Changed>, status: 200 | 201 = 200): Result<Reply> {
  if (!changed.ok) return changed;
  const { state, head } = changed.value;
  const location = status === 201 ? { location: `/v1/commitments/${state.commitment.id}` } : {};
  return ok({ status, body: commitmentView(state, head), version: head.version, ...location });
}

/** The facts of the partnership that a body names; refused at that field where the caller may not see it. */
async function factsOf(
  deps: ApiDeps,
  partnershipId: string | undefined,
  organisationId: string,
): Promise<Result<{ partnership?: PartnershipFacts }>> {
  if (partnershipId === undefined) return ok({});
  const facts = await readableBy(deps.table, partnershipId, organisationId);
  if (facts.ok) return ok({ partnership: { ...facts.value, pk: partnershipPk(partnershipId) } });
  return fail(invalidAt("/partnershipId", "There is no such partnership, or it is not shared with you."));
}

const tag = "Commitments";

export const commitmentRoutes = [
  route({
    method: "post",
    path: "/commitments",
    operationId: "createCommitment",
    tag,
    summary: "Record a multiyear commitment with its tranches and allocations",
    action: "commitment:write",
    body: NewCommitmentSchema,
    responses: { 201: { description: "The commitment", schema: CommitmentViewSchema } },
    handle: async ({ body, principal, author, now, idempotency }, deps) => {
      const { organisationId } = principal;
      const [facts, funder] = await Promise.all([
        factsOf(deps, body.partnershipId, organisationId),
        readOrganisation(deps.table, organisationId),
      ]);
      if (!facts.ok) return facts;
      if (!funder) throw new Error("The caller's organisation is not there.");
      const id = deps.newId("cmt");
      const { name, fiscalYearStartMonth } = funder.facts;
      const created = await createCommitment(deps, {
        id,
        input: body,
        funder: { organisationId, name, fiscalYearStartMonth },
        ...facts.value,
        author,
        now,
        ...(idempotency ? { idempotency: idempotency(201, `/v1/commitments/${id}`) } : {}),
      });
      return changedReply(created, 201);
    },
  }),
  route({
    method: "get",
    path: "/commitments",
    operationId: "listCommitments",
    tag,
    summary: "Your commitments, or those linked to a partnership",
    description:
      "A filter is applied to each page after it is read, so a page may hold fewer items than `limit`.",
    action: "commitment:read",
    query: CommitmentQuerySchema,
    responses: { 200: { description: "A page, oldest first", schema: CommitmentListSchema } },
    handle: async ({ query, principal }, deps) =>
      listReply(await listCommitments(deps, { principal, query })),
  }),
  route({
    method: "get",
    path: "/commitments/{commitmentId}",
    operationId: "readCommitment",
    tag,
    summary: "A commitment with its schedule and allocations, as it is or as it was recorded at an instant",
    action: "commitment:read",
    params: CommitmentParamsSchema,
    query: AsOfSchema,
    responses: { 200: { description: "The commitment", schema: CommitmentViewSchema } },
    handle: async ({ params, query, principal, now }, deps) => {
      const id = params.commitmentId;
      if (query.asOf !== undefined) {
        const past = await readCommitmentAsOf(deps.table, { id, principal, asOf: query.asOf, now });
        return past.ok ? ok({ status: 200, body: commitmentView(past.value.state, past.value) }) : past;
      }
      const loaded = await readCommitment(deps.table, id, principal);
      return changedReply(loaded);
    },
  }),
  route({
    method: "patch",
    path: "/commitments/{commitmentId}",
    operationId: "changeCommitment",
    tag,
    summary: "Change what describes a commitment, or link it to a partnership",
    action: "commitment:write",
    params: CommitmentParamsSchema,
    body: CommitmentPatchSchema,
    requiresVersion: true,
    responses: { 200: { description: "The commitment", schema: CommitmentViewSchema } },
    handle: async (input, deps) => {
      const facts = await factsOf(deps, input.body.partnershipId, input.principal.organisationId);
      if (!facts.ok) return facts;
      return changedReply(
        await changeCommitment(deps, { ...calling(input), patch: input.body, ...facts.value }),
      );
    },
  }),
  route({
    method: "put",
    path: "/commitments/{commitmentId}/allocations",
    operationId: "allocateCommitment",
    tag,
    summary: "Divide a commitment among the strategies of its partnership",
    action: "commitment:write",
    params: CommitmentParamsSchema,
    body: AllocationsSchema,
    requiresVersion: true,
    responses: { 200: { description: "The commitment", schema: CommitmentViewSchema } },
    handle: async (input, deps) => {
      const loaded = await loadCommitment(deps.table, input.params.commitmentId);
      const { organisationId } = input.principal;
      const facts = await factsOf(deps, loaded?.state.commitment.partnershipId, organisationId);
      const known = facts.ok ? facts.value : {};
      return changedReply(await allocateCommitment(deps, { ...calling(input), input: input.body, ...known }));
    },
  }),
  route({
    method: "post",
    path: "/commitments/{commitmentId}/status",
    operationId: "changeCommitmentStatus",
    tag,
    summary: "Move a commitment along its life: agreed, active, closed, cancelled",
    action: "commitment:write",
    params: CommitmentParamsSchema,
    body: StatusChangeSchema,
    responses: { 200: { description: "The commitment", schema: CommitmentViewSchema } },
    handle: async (input, deps) => {
      const idempotency = input.idempotency?.(200, `/v1/commitments/${input.params.commitmentId}`);
      return changedReply(await changeStatus(deps, { ...calling(input), change: input.body, idempotency }));
    },
  }),
  route({
    method: "get",
    path: "/commitments/{commitmentId}/history",
    operationId: "listCommitmentChanges",
    tag,
    summary: "Every change of a commitment: who, when, why, before and after, in a hash chain",
    action: "history:read",
    params: CommitmentParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page, oldest first", schema: ChangeListSchema } },
    handle: async ({ params, query, principal }, deps) =>
      listReply(await listCommitmentChanges(deps, { principal, id: params.commitmentId, page: query })),
  }),
];
