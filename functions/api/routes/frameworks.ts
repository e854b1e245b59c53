import * as z from "zod";
import {
  FrameworkIdSchema,
  FrameworkSummarySchema,
  FrameworkViewSchema,
  NewFrameworkSchema,
  NewFrameworkVersionSchema,
} from "../../../shared/partnerships/frameworks/framework.ts";
import { MovementSchema } from "../../../shared/partnerships/frameworks/movement.ts";
import { listFrameworks, readFramework } from "../../../shared/partnerships/frameworks/read-frameworks.ts";
import { readMovement } from "../../../shared/partnerships/frameworks/read-movement.ts";
import {
  addFrameworkVersion,
  importFramework,
} from "../../../shared/partnerships/frameworks/write-framework.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { ok } from "../../../shared/platform/result.ts";
import { DateSchema } from "../../../shared/platform/time.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Route, route } from "../route.ts";

const AnySchema = lazy(() => z.strictObject({ frameworkId: FrameworkIdSchema() }));
const OwnSchema = lazy(() => z.strictObject({ frameworkId: idSchema("frm") }));
const version = () => z.coerce.number().int().min(1).max(9999).optional();
const VersionQuerySchema = lazy(() => z.strictObject({ version: version() }));
const ListQuerySchema = lazy(() =>
  PageQuerySchema().extend({ within: z.enum(["own", "network"]).default("network") }),
);
const ListSchema = lazy(() =>
  listedSchema(FrameworkSummarySchema())
    .extend({ builtIn: z.array(FrameworkSummarySchema()) })
    .meta({ id: "FrameworkList" }),
);
const MovementQuerySchema = lazy(() =>
  z.strictObject({
    from: DateSchema(),
    to: DateSchema(),
    version: version(),
    limit: z.coerce.number().int().min(1).max(25).default(25),
    cursor: z.string().min(1).max(2000).optional(),
  }),
);

const tag = "Theory of Action";
const one = { description: "The framework", schema: FrameworkViewSchema };
type View = z.infer<ReturnType<typeof FrameworkViewSchema>>;
const made = (framework: View) =>
  ({
    status: 201,
    body: framework,
    version: framework.latestVersion,
    location: `/v1/frameworks/${framework.id}`,
  }) as const;

export const frameworkRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/frameworks",
    operationId: "listFrameworks",
    tag,
    summary: "Frameworks of the product, and of your network or your own",
    action: "partnership:read",
    query: ListQuerySchema,
    responses: { 200: { description: "All of the product, and a page, oldest first", schema: ListSchema } },
    handle: async ({ query: { within, ...page }, principal: { organisationId } }, deps) =>
      listReply(await listFrameworks(deps, { within, organisationId, page })),
  }),
  route({
    method: "post",
    path: "/frameworks",
    operationId: "importFramework",
    tag,
    summary:
      "Import a framework: gateways, pillars, benchmarks with the evidence they ask for, computed criteria",
    description:
      "It becomes version 1, which never changes. Every key that stands twice, and every gateway or pillar that is named and not there, is refused at its place.",
    action: "partnership:write",
    body: NewFrameworkSchema,
    refuses: ["too_many_items"],
    responses: { 201: one },
    handle: async ({ body: input, author, now, idempotency }, deps) =>
      replyWith(await importFramework(deps, { input, author, now, idempotency }), made),
  }),
  route({
    method: "get",
    path: "/frameworks/{frameworkId}",
    operationId: "readFramework",
    tag,
    summary: "A framework, its latest version unless another one is named",
    action: "partnership:read",
    params: AnySchema,
    query: VersionQuerySchema,
    responses: { 200: one },
    handle: async ({ params, query, principal: { organisationId } }, deps) => {
      const asked = { id: params.frameworkId, ...query, organisationId };
      return replyWith(await readFramework(deps.table, asked), (body) => ({
        status: 200,
        body,
        version: body.latestVersion,
      }));
    },
  }),
  route({
    method: "post",
    path: "/frameworks/{frameworkId}/versions",
    operationId: "addFrameworkVersion",
    tag,
    summary: "Import the next version of your framework, for a reason",
    description: "Earlier versions stay, and every assessment that was made under one reads the same.",
    action: "partnership:write",
    params: OwnSchema,
    body: NewFrameworkVersionSchema,
    requiresVersion: true,
    refuses: ["too_many_items"],
    responses: { 201: one },
    handle: async ({ params, body: input, author, now, ifMatch, idempotency }, deps) =>
      replyWith(
        await addFrameworkVersion(deps, { ...params, input, author, now, ifMatch, idempotency }),
        made,
      ),
  }),
  route({
    method: "get",
    path: "/frameworks/{frameworkId}/movement",
    operationId: "readMovement",
    tag,
    summary: "How the partnerships shared with you moved along the gateways between two days",
    description:
      "By designations in force on each day: yours, and those of networks. The matrix counts one page of at most 25 partnerships; add the pages.",
    action: "partnership:read",
    params: AnySchema,
    query: MovementQuerySchema,
    responses: {
      200: { description: "Each partnership of the page, and the matrix", schema: MovementSchema },
    },
    handle: async ({ params, query, principal: { organisationId } }, deps) => {
      const { limit, cursor, ...asked } = query;
      const page = { limit, cursor };
      const moved = await readMovement(deps, { ...params, ...asked, organisationId, page });
      if (!moved.ok) return moved;
      const { next } = moved.value;
      return ok({ status: 200, body: moved.value, ...(next === undefined ? {} : { next }) });
    },
  }),
];
