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
  changeRenewal,
  changeStatus,
  commitmentView,
  createCommitment,
  listCommitmentChanges,
  listCommitments,
  NewCommitmentSchema,
  ownSettings,
  type PartnershipFacts,
  planSchedule,
  RenewalChangeSchema,
  readCommitment,
  readCommitmentAsOf,
  ScheduleInputSchema,
  StatusChangeSchema,
} from "../../../shared/investments/index.ts";
import { readFunderSettings } from "../../../shared/investments/settings/settings.store.ts";
import { partnershipPk, readableBy } from "../../../shared/partnerships/index.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { invalidAt } from "../../../shared/platform/problem.ts";
import { ChangeListSchema } from "../../../shared/platform/read-history.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import type { ApiDeps } from "../deps.ts";
import { listReply } from "../reply.ts";
import { type Reply, type RouteInput, route } from "../route.ts";
import { ruleFacts } from "../rule-facts.ts";

export const CommitmentParamsSchema = lazy(() => z.strictObject({ commitmentId: idSchema("cmt") }));
const AsOfSchema = lazy(() => z.strictObject({ asOf: z.iso.datetime({ offset: true }).optional() }));
const CommitmentListSchema = lazy(() =>
  listedSchema(CommitmentSummarySchema()).meta({ id: "CommitmentList" }),
);

type Calling = Pick<
  RouteInput<typeof CommitmentParamsSchema, undefined, undefined>,
  "params" | "principal" | "author" | "now" | "ifMatch"
>;

/** What every change of a commitment hands to its use case. */
export function calling({ params, principal, author, now, ifMatch }: Calling, deps: ApiDeps) {
  const readFacts = ruleFacts(deps.table, principal);
  return { id: params.commitmentId, principal, author, now, ifMatch, readFacts };
}

/** The idempotency key of a change that answers the commitment itself. */
export function changing(input: Calling & Pick<RouteInput<undefined, undefined, undefined>, "idempotency">) {
  return input.idempotency?.(200, `/v1/commitments/${input.params.commitmentId}`);
}

/** A commitment after a change, as a reply that shows what reading it shows. */
export function changedReply(
  changed: Result<Pick<Changed, "state" | "head" | "settings">>,
  status: 200 | 201 = 200,
): Result<Reply> {
  if (!changed.ok) return changed;
  const { state, head, settings } = changed.value;
  const location = status === 201 ? { location: `/v1/commitments/${state.commitment.id}` } : {};
  return ok({ status, body: commitmentView(state, head, settings), version: head.version, ...location });
}

const ATTEMPTS = 5;

/**
 * Does something that rests on the facts of a partnership; where the partnership changed between reading them and writing, again
 * with its new facts. Refused at `/partnershipId` where the caller may not see the partnership.
 */
async function withPartnership(
  deps: ApiDeps,
  asked: { partnershipId: string | undefined; organisationId: string },
  work: (facts: { partnership?: PartnershipFacts }) => Promise<Result<Changed>>,
): Promise<Result<Changed>> {
  const { partnershipId, organisationId } = asked;
  if (partnershipId === undefined) return work({});
  for (let attempt = 1; ; attempt++) {
    const facts = await readableBy(deps.table, partnershipId, organisationId);
    if (!facts.ok)
      return fail(invalidAt("/partnershipId", "There is no such partnership, or it is not shared with you."));
    const done = await work({ partnership: { ...facts.value, pk: partnershipPk(partnershipId) } });
    if (done.ok || done.problem.extra?.failedOther === undefined || attempt === ATTEMPTS) return done;
  }
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
      const [funder, settings, facts] = await Promise.all([
        readOrganisation(deps.table, organisationId),
        readFunderSettings(deps.table, organisationId),
        ruleFacts(deps.table, principal)(body, {
          tranches: body.tranches ?? [],
          bigBetId: body.bigBet?.id,
        }),
      ]);
      if (!funder) throw new Error("The caller's organisation is not there.");
      const id = deps.newId("cmt");
      const { name, fiscalYearStartMonth, timeZone } = funder.facts;
      const create = {
        id,
        input: body,
        funder: { organisationId, name, fiscalYearStartMonth, timeZone },
        settings,
        facts,
        author,
        now,
        ...(idempotency ? { idempotency: idempotency(201, `/v1/commitments/${id}`) } : {}),
      };
      const asked = { partnershipId: body.partnershipId, organisationId };
      const made = await withPartnership(deps, asked, (facts) =>
        createCommitment(deps, { ...create, ...facts }),
      );
      return changedReply(made, 201);
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
      const { organisationId } = principal;
      const [loaded, { settings }] = await Promise.all([
        readCommitment(deps.table, id, principal),
        readFunderSettings(deps.table, organisationId),
      ]);
      if (!loaded.ok) return loaded;
      const own = ownSettings(loaded.value.state.commitment, organisationId, settings);
      return changedReply(ok({ ...loaded.value, settings: own }));
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
      const { organisationId } = input.principal;
      const asked = { partnershipId: input.body.partnershipId ?? undefined, organisationId };
      return changedReply(
        await withPartnership(deps, asked, (facts) =>
          changeCommitment(deps, { ...calling(input, deps), patch: input.body, ...facts }),
        ),
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
      const { principal, params } = input;
      const loaded = await readCommitment(deps.table, params.commitmentId, principal);
      if (!loaded.ok) return loaded;
      const { partnershipId } = loaded.value.state.commitment;
      return changedReply(
        await withPartnership(deps, { partnershipId, organisationId: principal.organisationId }, (facts) =>
          allocateCommitment(deps, { ...calling(input, deps), input: input.body, ...facts }),
        ),
      );
    },
  }),
  route({
    method: "put",
    path: "/commitments/{commitmentId}/schedule",
    operationId: "planSchedule",
    tag,
    summary: "Plan amount and tranches anew, for as long as nothing is agreed",
    action: "commitment:write",
    params: CommitmentParamsSchema,
    body: ScheduleInputSchema,
    requiresVersion: true,
    responses: { 200: { description: "The commitment", schema: CommitmentViewSchema } },
    handle: async (input, deps) =>
      changedReply(await planSchedule(deps, { ...calling(input, deps), input: input.body })),
  }),
  route({
    method: "put",
    path: "/commitments/{commitmentId}/renewal",
    operationId: "changeRenewal",
    tag,
    summary: "Say that a renewal is in view, what is intended, or that none is any more",
    description: "An intention: not binding, and in no total but `intended`.",
    action: "commitment:write",
    params: CommitmentParamsSchema,
    body: RenewalChangeSchema,
    requiresVersion: true,
    responses: { 200: { description: "The commitment", schema: CommitmentViewSchema } },
    handle: async (input, deps) =>
      changedReply(await changeRenewal(deps, { ...calling(input, deps), input: input.body })),
  }),
  route({
    method: "post",
    path: "/commitments/{commitmentId}/status",
    operationId: "changeCommitmentStatus",
    tag,
    summary:
      "Move a commitment along its life: intended, approved, agreed, active, closing, closed; or cancel it",
    description: "To suspend, resume or terminate takes a second person: propose an amendment.",
    action: "commitment:write",
    params: CommitmentParamsSchema,
    body: StatusChangeSchema,
    responses: { 200: { description: "The commitment", schema: CommitmentViewSchema } },
    handle: async (input, deps) => {
      const call = { ...calling(input, deps), change: input.body, idempotency: changing(input) };
      return changedReply(await changeStatus(deps, call));
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
