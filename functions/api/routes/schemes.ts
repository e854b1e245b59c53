import * as z from "zod";
import { KebabSchema } from "../../../shared/measurement/dimension.ts";
import {
  listSchemes,
  readScheme,
  readSchemeHistory,
} from "../../../shared/measurement/schemes/read-scheme.ts";
import {
  NewSchemeSchema,
  NewSchemeVersionSchema,
  SchemeSummarySchema,
  type SchemeView,
  SchemeViewSchema,
} from "../../../shared/measurement/schemes/scheme.ts";
import { addSchemeVersion, createScheme } from "../../../shared/measurement/schemes/write-scheme.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { ChangeListSchema } from "../../../shared/platform/read-history.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Reply, type Route, route } from "../route.ts";

const AnySchema = lazy(() =>
  z.strictObject({
    schemeId: z.union([idSchema("sch"), KebabSchema()], "Name a category scheme by its id."),
  }),
);
const OwnSchema = lazy(() => z.strictObject({ schemeId: idSchema("sch") }));
const VersionQuerySchema = lazy(() => z.strictObject({ version: z.string().max(40).optional() }));
const ListSchema = lazy(() =>
  listedSchema(SchemeSummarySchema())
    .extend({ builtIn: z.array(SchemeSummarySchema()) })
    .meta({ id: "CategorySchemeList" }),
);

const tag = "Category schemes";
const addressOf = (id: string) => `/v1/schemes/${id}`;
const one = { description: "The version", schema: SchemeViewSchema };

/** Only an organisation's own scheme has a version that a further one is based on. */
function shown(status: 200 | 201): (scheme: SchemeView) => Reply {
  return (body) => ({
    status,
    body,
    ...(body.ownerId === undefined ? {} : { version: Number(body.latestVersion) }),
    ...(status === 201 ? { location: addressOf(body.id) } : {}),
  });
}

export const schemeRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/schemes",
    operationId: "listSchemes",
    tag,
    summary: "Category schemes: those of the product, and your organisation's own",
    action: "indicator:read",
    query: PageQuerySchema,
    responses: {
      200: { description: "All of the product, and a page of your own, oldest first", schema: ListSchema },
    },
    handle: async ({ principal: { organisationId }, query: page }, deps) =>
      listReply(await listSchemes(deps, { organisationId, page })),
  }),
  route({
    method: "post",
    path: "/schemes",
    operationId: "createScheme",
    tag,
    summary: "Record a category scheme of your organisation",
    description:
      'Its categories become version 1, which never changes. An indicator names it as "sch_…@1" for a dimension; then only its categories are recorded there.',
    action: "indicator:write",
    body: NewSchemeSchema,
    responses: { 201: one },
    handle: async ({ body, author, now, idempotency }, deps) => {
      const id = deps.newId("sch");
      const call = { id, input: body, author, now, idempotency: idempotency?.(201, addressOf(id)) };
      return replyWith(await createScheme(deps, call), shown(201));
    },
  }),
  route({
    method: "get",
    path: "/schemes/{schemeId}",
    operationId: "readScheme",
    tag,
    summary: "A category scheme, its latest version unless another one is named",
    description:
      "`wholes` are categories that exclude one another and together make everybody; `overlaps` are pairs that must not be added; `crosswalks` say what can be mapped from and to earlier versions, and what is lost.",
    action: "indicator:read",
    params: AnySchema,
    query: VersionQuerySchema,
    responses: { 200: one },
    handle: async ({ params, query, principal: { organisationId } }, deps) => {
      const asked = { id: params.schemeId, organisationId, ...query };
      return replyWith(await readScheme(deps.table, asked), shown(200));
    },
  }),
  route({
    method: "post",
    path: "/schemes/{schemeId}/versions",
    operationId: "addSchemeVersion",
    tag,
    summary: "Record the next version of your category scheme, for a reason",
    description:
      "Earlier versions stay, and so does what was recorded in their categories. An indicator takes the new one when it names it.",
    action: "indicator:write",
    params: OwnSchema,
    body: NewSchemeVersionSchema,
    requiresVersion: true,
    responses: { 201: one },
    handle: async ({ params, body, author, now, idempotency, ifMatch = 0 }, deps) => {
      const id = params.schemeId;
      const call = { id, input: body, author, now, ifMatch, idempotency: idempotency?.(201, addressOf(id)) };
      return replyWith(await addSchemeVersion(deps, call), shown(201));
    },
  }),
  route({
    method: "get",
    path: "/schemes/{schemeId}/history",
    operationId: "readSchemeHistory",
    tag,
    summary: "What was changed on your category scheme: when, by whom, why",
    action: "history:read",
    params: OwnSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page of changes, oldest first", schema: ChangeListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await readSchemeHistory(deps, { id: params.schemeId, organisationId, page })),
  }),
];
