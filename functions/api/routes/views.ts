import * as z from "zod";
import {
  listViews,
  readView,
  removeView,
  renameView,
  saveView,
} from "../../../shared/identity/keep-views.ts";
import { NewViewSchema, type View, ViewChangeSchema, ViewSchema } from "../../../shared/identity/view.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { ok } from "../../../shared/platform/result.ts";
import { replyWith } from "../reply.ts";
import { type Route, route } from "../route.ts";

const ParamsSchema = lazy(() => z.strictObject({ viewId: idSchema("viw") }));
const ListSchema = lazy(() => z.object({ items: z.array(ViewSchema()) }).meta({ id: "ViewList" }));

const tag = "People";
const action = "organisation:read" as const;
const addressOf = (id: string) => `/v1/me/views/${id}`;
const one = { description: "The view", schema: ViewSchema };
const shown = (body: View) => ({ status: 200 as const, body });

export const viewRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/me/views",
    operationId: "listViews",
    tag,
    summary: "The views that you keep",
    description: "Pages of this site as you filter and sort them, by name, at most 100. A key keeps none.",
    action,
    responses: { 200: { description: "All of them", schema: ListSchema } },
    handle: async ({ principal }, deps) =>
      ok({ status: 200, body: { items: await listViews(deps, principal) } }),
  }),
  route({
    method: "post",
    path: "/me/views",
    operationId: "saveView",
    tag,
    summary: "Keep a page under a name",
    description:
      "Of this person in this organisation, and shown to nobody else. A name that is in use leads to the new address from then on. They go with the membership.",
    action,
    body: NewViewSchema,
    refuses: ["too_many_items"],
    responses: { 201: one },
    handle: async ({ body, principal, now, idempotency }, deps) => {
      const record = idempotency && ((id: string) => idempotency(201, addressOf(id)));
      const call = { id: deps.newId("viw"), input: body, principal, now, idempotency: record };
      return replyWith(await saveView(deps, call), (view) => ({
        status: 201,
        body: view,
        location: addressOf(view.id),
      }));
    },
  }),
  route({
    method: "get",
    path: "/me/views/{viewId}",
    operationId: "readView",
    tag,
    summary: "A view that you keep",
    action,
    params: ParamsSchema,
    responses: { 200: one },
    handle: async ({ params, principal }, deps) =>
      replyWith(await readView(deps, { principal, id: params.viewId }), shown),
  }),
  route({
    method: "patch",
    path: "/me/views/{viewId}",
    operationId: "renameView",
    tag,
    summary: "Give a view another name",
    action,
    params: ParamsSchema,
    body: ViewChangeSchema,
    responses: { 200: one },
    handle: async ({ params, body, principal, now }, deps) =>
      replyWith(await renameView(deps, { principal, now, id: params.viewId, name: body.name }), shown),
  }),
  route({
    method: "delete",
    path: "/me/views/{viewId}",
    operationId: "removeView",
    tag,
    summary: "Remove a view",
    action,
    params: ParamsSchema,
    responses: { 204: { description: "It is removed" } },
    handle: async ({ params, principal, now }, deps) =>
      replyWith(await removeView(deps, { principal, now, id: params.viewId }), () => ({ status: 204 })),
  }),
];
