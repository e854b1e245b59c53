import * as z from "zod";
import { readOrganisation } from "../../../shared/identity/organisation.store.ts";
import { can } from "../../../shared/identity/permissions.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import { retryOnConflict } from "../../../shared/identity/retry.ts";
import { BigBetPatchSchema, NewBigBetSchema } from "../../../shared/investments/big-bets/big-bet.ts";
import { BigBetSummarySchema, BigBetViewSchema } from "../../../shared/investments/big-bets/big-bet-view.ts";
import { changeBigBet } from "../../../shared/investments/big-bets/change-big-bet.ts";
import { createBigBet } from "../../../shared/investments/big-bets/create-big-bet.ts";
import {
  BigBetQuerySchema,
  listBigBetChanges,
  listBigBets,
  readBigBet,
  readBigBetAsOf,
  viewAfter,
} from "../../../shared/investments/big-bets/read-big-bet.ts";
import type { BigBetCall, ChangedBigBet } from "../../../shared/investments/big-bets/work-on-big-bet.ts";
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

export const BigBetParamsSchema = lazy(() => z.strictObject({ bigBetId: idSchema("bet") }));
const AsOfSchema = lazy(() => z.strictObject({ asOf: z.iso.datetime({ offset: true }).optional() }));
const BigBetListSchema = lazy(() => listedSchema(BigBetSummarySchema()).meta({ id: "BigBetList" }));

export const tag = "Big bets";
/** A bet is convened by a funder or by a backbone: who may change it follows from what its kind of organisation writes. */
export const WRITERS =
  "Needs `commitment:write` as well, or `partnership:write` where your organisation is a partnership. The ETag, in and out, is the big bet's version.";

type Writing = Pick<
  RouteInput<typeof BigBetParamsSchema, undefined, undefined>,
  "principal" | "params" | "author" | "now" | "ifMatch" | "idempotency"
>;

/** What a change of a bet hands to its use case, if the caller's role may make one. */
export function writing({ principal, params, ...rest }: Writing): Result<BigBetCall> {
  const { author, now, ifMatch } = rest;
  const { bigBetId } = params;
  const permitted = mayWrite(principal);
  if (!permitted.ok) return permitted;
  const idempotency = rest.idempotency?.(200, `/v1/big-bets/${bigBetId}`);
  return ok({ bigBetId, author, now, ifMatch, idempotency });
}

function mayWrite(principal: Principal): Result<undefined> {
  const action = principal.organisationKind === "partnership" ? "partnership:write" : "commitment:write";
  if (can(principal, action)) return ok(undefined);
  return fail({ code: "forbidden", detail: `Your role does not include "${action}".` });
}

/** A bet after a change, as a reply to who changed it. */
export async function changedReply(
  deps: ApiDeps,
  changed: Result<ChangedBigBet>,
  { principal, status = 200 }: { principal: Principal; status?: 200 | 201 },
): Promise<Result<Reply>> {
  if (!changed.ok) return changed;
  const body = await viewAfter(deps.table, changed.value, principal.organisationId);
  const location = status === 201 ? { location: `/v1/big-bets/${body.id}` } : {};
  return ok({ status, body, version: body.version, ...location });
}

export const bigBetRoutes = [
  route({
    method: "post",
    path: "/big-bets",
    operationId: "createBigBet",
    tag,
    summary: "Record a big bet: one plan of a partnership that several funders shall commit to",
    description: WRITERS,
    action: "commitment:read",
    body: NewBigBetSchema,
    responses: { 201: { description: "The big bet", schema: BigBetViewSchema } },
    handle: async ({ body, principal, author, now, idempotency }, deps) => {
      const permitted = mayWrite(principal);
      if (!permitted.ok) return permitted;
      const { organisationId } = principal;
      const convenor = await readOrganisation(deps.table, organisationId);
      if (!convenor) throw new Error("The caller's organisation is not there.");
      const id = deps.newId("bet");
      const created = await retryOnConflict(async () => {
        const facts = await readableBy(deps.table, body.partnershipId, organisationId);
        if (!facts.ok)
          return fail(
            invalidAt("/partnershipId", "There is no such partnership, or it is not shared with you."),
          );
        return createBigBet(deps, {
          id,
          input: body,
          convenor: { organisationId, name: convenor.facts.name },
          partnership: { ...facts.value, pk: partnershipPk(body.partnershipId) },
          author,
          now,
          idempotency: idempotency?.(201, `/v1/big-bets/${id}`),
        });
      });
      return changedReply(deps, created, { principal, status: 201 });
    },
  }),
  route({
    method: "get",
    path: "/big-bets",
    operationId: "listBigBets",
    tag,
    summary: "The big bets you convened, or those you were admitted to or whose partnership you keep",
    action: "commitment:read",
    query: BigBetQuerySchema,
    responses: { 200: { description: "A page, oldest first", schema: BigBetListSchema } },
    handle: async ({ query, principal }, deps) => listReply(await listBigBets(deps, { principal, query })),
  }),
  route({
    method: "get",
    path: "/big-bets/{bigBetId}",
    operationId: "readBigBet",
    tag,
    summary: "A big bet: the shared plan, what is raised of the target, and your own commitments to it",
    description:
      "Amounts follow the commitments within seconds. Of other funders you see name and phase, and what they add where all agreed. With `asOf`, plan, milestones and funders as they were recorded, without money.",
    action: "commitment:read",
    params: BigBetParamsSchema,
    query: AsOfSchema,
    responses: { 200: { description: "The big bet", schema: BigBetViewSchema } },
    handle: async ({ params, query, principal, now }, deps) => {
      const id = params.bigBetId;
      const { asOf } = query;
      const read =
        asOf === undefined
          ? await readBigBet(deps.table, id, principal)
          : await readBigBetAsOf(deps.table, { id, principal, asOf, now });
      return read.ok ? ok({ status: 200, body: read.value, version: read.value.version }) : read;
    },
  }),
  route({
    method: "patch",
    path: "/big-bets/{bigBetId}",
    operationId: "changeBigBet",
    tag,
    summary: "Change what a big bet says of itself: plan, target, dates, whether amounts are shown",
    description: WRITERS,
    action: "commitment:read",
    params: BigBetParamsSchema,
    body: BigBetPatchSchema,
    requiresVersion: true,
    responses: { 200: { description: "The big bet", schema: BigBetViewSchema } },
    handle: async (input, deps) => {
      const call = writing(input);
      if (!call.ok) return call;
      const changed = await changeBigBet(deps, { ...call.value, patch: input.body });
      return changedReply(deps, changed, input);
    },
  }),
  route({
    method: "get",
    path: "/big-bets/{bigBetId}/history",
    operationId: "listBigBetChanges",
    tag,
    summary: "Every change of a big bet, for its convenor",
    description: "Oldest first. Each change holds the hash of the one before it.",
    action: "history:read",
    params: BigBetParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page of changes", schema: ChangeListSchema } },
    handle: async ({ params, query, principal }, deps) =>
      listReply(await listBigBetChanges(deps, { id: params.bigBetId, principal, page: query })),
  }),
];
