import * as z from "zod";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import {
  type Elsewhere,
  ElsewhereRetractionSchema,
  ElsewhereSchema,
  NewElsewhereSchema,
} from "../../../shared/publication/elsewhere/elsewhere.ts";
import { listElsewhere } from "../../../shared/publication/elsewhere/read-elsewhere.ts";
import {
  registerElsewhere,
  retractElsewhere,
} from "../../../shared/publication/elsewhere/register-elsewhere.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Reply, type Route, route } from "../route.ts";

const PartnershipSchema = lazy(() => z.strictObject({ partnershipId: idSchema("prt") }));
const ParamsSchema = lazy(() => z.strictObject({ registrationId: idSchema("ext") }));
const ListSchema = lazy(() => listedSchema(ElsewhereSchema()).meta({ id: "ReleaseMadeElsewherePage" }));

const tag = "Releases";
const path = "/partnerships/{partnershipId}/releases-elsewhere";
const one = { description: "The registration", schema: ElsewhereSchema };
const shown = (body: Elsewhere): Reply => ({ status: 200, body, version: body.version });

export const elsewhereRoutes: readonly Route[] = [
  route({
    method: "get",
    path,
    operationId: "listReleasesElsewhere",
    tag,
    summary: "What others published of the same children, as your partnership registered it",
    action: "release:read",
    params: PartnershipSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page, oldest first", schema: ListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await listElsewhere(deps, { ...params, organisationId, page })),
  }),
  route({
    method: "post",
    path,
    operationId: "registerReleaseElsewhere",
    tag,
    summary: "Register what others published of the same children, such as a state's report card",
    description:
      "Whoever reads your release may hold theirs beside it: every release that is planned from then on is protected against both together. A longer one is registered in several.",
    action: "release:write",
    params: PartnershipSchema,
    body: NewElsewhereSchema,
    responses: { 201: one },
    refuses: ["conflict"],
    handle: async ({ params, body: input, author, now, idempotency }, deps) => {
      const id = deps.newId("ext");
      const location = `/v1/partnerships/${params.partnershipId}/releases-elsewhere`;
      const call = { id, ...params, input, author, now, idempotency: idempotency?.(201, location) };
      const made = await registerElsewhere(deps.table, call);
      return replyWith(made, (body) => ({ ...shown(body), status: 201, location }));
    },
  }),
  route({
    method: "post",
    path: "/releases-elsewhere/{registrationId}/retraction",
    operationId: "retractReleaseElsewhere",
    tag,
    summary: "Take a registration back that was a mistake, for a reason",
    action: "release:write",
    params: ParamsSchema,
    body: ElsewhereRetractionSchema,
    requiresVersion: true,
    responses: { 200: one },
    refuses: ["conflict"],
    handle: async ({ params, body, author, now, ifMatch = 0 }, deps) => {
      const call = { id: params.registrationId, ...body, author, now, ifMatch };
      return replyWith(await retractElsewhere(deps.table, call), shown);
    },
  }),
];
