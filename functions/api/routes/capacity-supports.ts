import * as z from "zod";
import {
  NewSupportSchema,
  SupportReversalSchema,
  SupportViewSchema,
} from "../../../shared/partnerships/capacities/support.ts";
import {
  listSupports,
  logSupport,
  readSupport,
  reverseSupport,
} from "../../../shared/partnerships/capacities/supports.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Route, route } from "../route.ts";
import { PartnershipParamsSchema } from "./partnerships.ts";

const SupportParamsSchema = lazy(() => z.strictObject({ supportId: idSchema("spt") }));
const ListSchema = lazy(() => listedSchema(SupportViewSchema()).meta({ id: "CapacitySupportList" }));

const tag = "Capacities";
const supported = { description: "The support", schema: SupportViewSchema };
type Supported = z.infer<ReturnType<typeof SupportViewSchema>>;
const shown = (support: Supported) => ({ status: 200, body: support, version: support.version }) as const;

export const capacitySupportRoutes: readonly Route[] = [
  route({
    method: "post",
    path: "/partnerships/{partnershipId}/capacity-supports",
    operationId: "logCapacitySupport",
    tag,
    summary: "Log coaching or an investment against capacities of a partnership",
    description:
      "By its backbone, or by the network or funder that gave it and with which the partnership is shared; the backbone sees what is logged.",
    action: "partnership:write",
    params: PartnershipParamsSchema,
    body: NewSupportSchema,
    responses: { 201: supported },
    handle: async ({ params, body: input, author, principal, now, idempotency }, deps) => {
      const call = { ...params, kind: principal.organisationKind, input, author, now, idempotency };
      return replyWith(await logSupport(deps, call), (support) => ({
        ...shown(support),
        status: 201,
        location: `/v1/capacity-supports/${support.id}`,
      }));
    },
  }),
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/capacity-supports",
    operationId: "listCapacitySupports",
    tag,
    summary: "What went into a partnership's capacities, the latest first",
    description: "As far as you may see it: a page may be short and still have a next one.",
    action: "partnership:read",
    params: PartnershipParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page", schema: ListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await listSupports(deps, { ...params, organisationId, page })),
  }),
  route({
    method: "get",
    path: "/capacity-supports/{supportId}",
    operationId: "readCapacitySupport",
    tag,
    summary: "One entry of what went into capacities",
    action: "partnership:read",
    params: SupportParamsSchema,
    responses: { 200: supported },
    handle: async ({ params, principal: { organisationId } }, deps) =>
      replyWith(await readSupport(deps.table, { ...params, organisationId }), shown),
  }),
  route({
    method: "post",
    path: "/capacity-supports/{supportId}/reversal",
    operationId: "reverseCapacitySupport",
    tag,
    summary: "Reverse what your organisation logged in error, for a reason",
    description: "It stays, and counts no more.",
    action: "partnership:write",
    params: SupportParamsSchema,
    body: SupportReversalSchema,
    responses: { 200: supported },
    handle: async ({ params, body: { reason }, author, now, idempotency }, deps) =>
      replyWith(await reverseSupport(deps, { ...params, reason, author, now, idempotency }), shown),
  }),
];
