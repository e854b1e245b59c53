import * as z from "zod";
import { changePartnership } from "../../../shared/partnerships/change-partnership.ts";
import { createPartnership } from "../../../shared/partnerships/create-partnership.ts";
import { LIST_ROLES, listChanges, listPartnerships } from "../../../shared/partnerships/list-partnerships.ts";
import { PartnershipFieldsSchema, PartnershipPatchSchema } from "../../../shared/partnerships/partnership.ts";
import {
  PartnershipSummarySchema,
  PartnershipViewSchema,
} from "../../../shared/partnerships/partnership-view.ts";
import { showPartnership } from "../../../shared/partnerships/read-partnership.ts";
import type { PartnershipInput } from "../../../shared/partnerships/write-partnership.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { ChangeListSchema } from "../../../shared/platform/read-history.ts";
import { ok } from "../../../shared/platform/result.ts";
import { listReply } from "../reply.ts";
import { type Route, type RouteInput, route } from "../route.ts";

export const PartnershipParamsSchema = lazy(() => z.strictObject({ partnershipId: idSchema("prt") }));

type Writing = Pick<
  RouteInput<typeof PartnershipParamsSchema, undefined, undefined>,
  "params" | "author" | "now" | "ifMatch" | "idempotency"
>;

/** What every write inside a partnership hands to its use case. */
export function writing({ params, author, now, ifMatch, idempotency }: Writing): PartnershipInput {
  return { partnershipId: params.partnershipId, author, now, ifMatch, idempotency };
}

const ListQuerySchema = lazy(() => PageQuerySchema().extend({ role: z.enum(LIST_ROLES).optional() }));
export const AsOfSchema = lazy(() => z.strictObject({ asOf: z.iso.datetime({ offset: true }).optional() }));

const PartnershipListSchema = lazy(() =>
  listedSchema(PartnershipSummarySchema()).meta({ id: "PartnershipList" }),
);

const tag = "Partnerships";

export const partnershipRoutes: readonly Route[] = [
  route({
    method: "post",
    path: "/partnerships",
    operationId: "createPartnership",
    tag,
    summary: "Record a partnership; your organisation is its backbone",
    action: "partnership:write",
    body: PartnershipFieldsSchema,
    responses: { 201: { description: "The partnership", schema: PartnershipViewSchema } },
    handle: async ({ body, author, now, idempotency }, deps) => {
      const created = await createPartnership(deps, { fields: body, author, now, idempotency });
      if (!created.ok) return created;
      const { id, version } = created.value;
      return ok({ status: 201, body: created.value, version, location: `/v1/partnerships/${id}` });
    },
  }),
  route({
    method: "get",
    path: "/partnerships",
    operationId: "listPartnerships",
    tag,
    summary: "The partnerships you keep, then those shared with you",
    action: "partnership:read",
    query: ListQuerySchema,
    responses: { 200: { description: "A page, oldest first", schema: PartnershipListSchema } },
    handle: async ({ query: { role, ...page }, principal }, deps) => {
      const { organisationId } = principal;
      return listReply(await listPartnerships(deps, { organisationId, role, page }));
    },
  }),
  route({
    method: "get",
    path: "/partnerships/{partnershipId}",
    operationId: "readPartnership",
    tag,
    summary: "A partnership with its strategies and links, as it is or as it was recorded at an instant",
    description:
      "The ETag is the version of everything inside. `asOf` shows what had been recorded by then; it lies at least a minute back.",
    action: "partnership:read",
    params: PartnershipParamsSchema,
    query: AsOfSchema,
    responses: { 200: { description: "The partnership", schema: PartnershipViewSchema } },
    handle: async ({ params, query, principal, now }, deps) => {
      const { organisationId } = principal;
      const shown = await showPartnership(deps, { ...params, ...query, organisationId, now });
      return shown.ok ? ok({ status: 200, body: shown.value, version: shown.value.version }) : shown;
    },
  }),
  route({
    method: "patch",
    path: "/partnerships/{partnershipId}",
    operationId: "changePartnership",
    tag,
    summary: "Change what a partnership says of itself, for a reason",
    action: "partnership:write",
    params: PartnershipParamsSchema,
    body: PartnershipPatchSchema,
    requiresVersion: true,
    responses: { 200: { description: "The partnership", schema: PartnershipViewSchema } },
    handle: async (input, deps) => {
      const changed = await changePartnership(deps, { ...writing(input), patch: input.body });
      return changed.ok ? ok({ status: 200, body: changed.value, version: changed.value.version }) : changed;
    },
  }),
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/history",
    operationId: "listPartnershipHistory",
    tag,
    summary: "Every change of a partnership, for its backbone",
    description: "Oldest first. Each change holds the hash of the one before it.",
    action: "history:read",
    params: PartnershipParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page of changes", schema: ChangeListSchema } },
    handle: async ({ params, query, principal }, deps) => {
      const { organisationId } = principal;
      return listReply(await listChanges(deps, { ...params, organisationId, page: query }));
    },
  }),
];
