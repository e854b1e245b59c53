import * as z from "zod";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { PageQuerySchema } from "../../../shared/platform/page.ts";
import {
  listAsked,
  listQueue,
  readReleaseRequest,
} from "../../../shared/publication/requests/read-release-requests.ts";
import {
  NewReleaseRequestSchema,
  REQUEST_STATUSES,
  ReleaseRequestListSchema,
  type ReleaseRequestView,
  ReleaseRequestViewSchema,
  RequestDecisionSchema,
  RequestWithdrawalSchema,
} from "../../../shared/publication/requests/release-request.ts";
import {
  askForRelease,
  decideReleaseRequest,
  withdrawReleaseRequest,
} from "../../../shared/publication/requests/write-release-request.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Reply, type Route, route } from "../route.ts";

const ParamsSchema = lazy(() => z.strictObject({ requestId: idSchema("req") }));
const PartnershipSchema = lazy(() => z.strictObject({ partnershipId: idSchema("prt") }));
const QueueQuerySchema = lazy(() =>
  PageQuerySchema().extend({ status: z.enum(REQUEST_STATUSES).default("open") }),
);

const tag = "Release requests";
const path = "/release-requests/{requestId}";
const addressOf = (id: string) => `/v1/release-requests/${id}`;
const one = { description: "The request", schema: ReleaseRequestViewSchema };
const shown = (request: ReleaseRequestView): Reply => ({
  status: 200,
  body: request,
  version: request.version,
});

export const releaseRequestRoutes: readonly Route[] = [
  route({
    method: "post",
    path: "/release-requests",
    operationId: "askForRelease",
    tag,
    summary: "Ask a partnership to publish figures that are not released",
    description:
      "Taken all the same whether such a partnership, indicator or figure is there, small or absent: the answer tells nothing. " +
      "At most 50 of an organisation on a day (UTC).",
    action: "observation:read",
    body: NewReleaseRequestSchema,
    refuses: ["too_many_requests"],
    responses: { 202: { description: "The request, queued", schema: ReleaseRequestViewSchema } },
    handle: async ({ body, author, now, idempotency }, deps) => {
      const requestId = deps.newId("req");
      const location = addressOf(requestId);
      const keyed = idempotency?.(202, location);
      const asked = await askForRelease(deps, { requestId, input: body, author, now, idempotency: keyed });
      return replyWith(asked, (made) => ({ ...shown(made), status: 202, location }));
    },
  }),
  route({
    method: "get",
    path: "/release-requests",
    operationId: "listReleaseRequests",
    tag,
    summary: "What your organisation asked partnerships to publish, the latest first",
    action: "observation:read",
    query: PageQuerySchema,
    responses: { 200: { description: "A page", schema: ReleaseRequestListSchema } },
    handle: async ({ query: page, principal: { organisationId } }, deps) =>
      listReply(await listAsked(deps, { organisationId, page })),
  }),
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/release-requests",
    operationId: "listReleaseRequestQueue",
    tag,
    summary: "What your partnership is asked to publish, in one state, the first request first",
    action: "observation:read",
    params: PartnershipSchema,
    query: QueueQuerySchema,
    responses: { 200: { description: "A page", schema: ReleaseRequestListSchema } },
    handle: async ({ params, query, principal: { organisationId } }, deps) => {
      const { status, ...page } = query;
      return listReply(await listQueue(deps, { ...params, organisationId, status, page }));
    },
  }),
  route({
    method: "get",
    path,
    operationId: "readReleaseRequest",
    tag,
    summary: "A request, for who asked and for whom it is asked of",
    action: "observation:read",
    params: ParamsSchema,
    responses: { 200: one },
    handle: async ({ params, principal: { organisationId } }, deps) =>
      replyWith(await readReleaseRequest(deps, { ...params, organisationId }), shown),
  }),
  route({
    method: "patch",
    path,
    operationId: "decideReleaseRequest",
    tag,
    summary: "Answer a request with a release, or decline it with a reason",
    action: "agreement:write",
    params: ParamsSchema,
    body: RequestDecisionSchema,
    requiresVersion: true,
    responses: { 200: one },
    handle: async ({ params, body: decision, author, now, ifMatch = 0 }, deps) =>
      replyWith(await decideReleaseRequest(deps, { ...params, decision, author, now, ifMatch }), shown),
  }),
  route({
    method: "post",
    path: `${path}/withdrawal`,
    operationId: "withdrawReleaseRequest",
    tag,
    summary: "Take a request back for a reason, while it is open",
    action: "observation:read",
    params: ParamsSchema,
    body: RequestWithdrawalSchema,
    requiresVersion: true,
    responses: { 200: one },
    handle: async ({ params, body, author, now, ifMatch = 0, idempotency }, deps) => {
      const keyed = idempotency?.(200, addressOf(params.requestId));
      const call = { ...params, ...body, author, now, ifMatch, idempotency: keyed };
      return replyWith(await withdrawReleaseRequest(deps, call), shown);
    },
  }),
];
