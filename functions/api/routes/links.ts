import * as z from "zod";
import { ReasonSchema } from "../../../shared/identity/reason.ts";
import { addLink } from "../../../shared/partnerships/add-link.ts";
import { LinkFieldsSchema } from "../../../shared/partnerships/link.ts";
import { LinkViewSchema } from "../../../shared/partnerships/partnership-view.ts";
import { showLink } from "../../../shared/partnerships/read-partnership.ts";
import { removeLink } from "../../../shared/partnerships/remove-link.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { ok } from "../../../shared/platform/result.ts";
import { type Route, route } from "../route.ts";
import { PartnershipParamsSchema, writing } from "./partnerships.ts";

const LinkParamsSchema = lazy(() => PartnershipParamsSchema().extend({ linkId: idSchema("lnk") }));
const RemovalSchema = lazy(() => z.strictObject({ reason: ReasonSchema() }));

const tag = "Partnerships";

export const linkRoutes: readonly Route[] = [
  route({
    method: "post",
    path: "/partnerships/{partnershipId}/links",
    operationId: "addLink",
    tag,
    summary: "Link a strategy to a systems indicator, or either to an outcome",
    description:
      "A strategy `shifts` a systems indicator; a systems indicator, or a strategy directly, `contributes-to` an outcome or contributing indicator. Each link states its hypothesis, its evidence and the lag expected. The ETag is the partnership's new version.",
    action: "partnership:write",
    params: PartnershipParamsSchema,
    body: LinkFieldsSchema,
    responses: { 201: { description: "The link", schema: LinkViewSchema } },
    handle: async (input, deps) => {
      const added = await addLink(deps, { ...writing(input), fields: input.body });
      if (!added.ok) return added;
      const { value, version } = added.value;
      const location = `/v1/partnerships/${input.params.partnershipId}/links/${value.id}`;
      return ok({ status: 201, body: value, version, location });
    },
  }),
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/links/{linkId}",
    operationId: "readLink",
    tag,
    summary: "One link of a partnership",
    action: "partnership:read",
    params: LinkParamsSchema,
    responses: { 200: { description: "The link", schema: LinkViewSchema } },
    handle: async ({ params, principal }, deps) => {
      const shown = await showLink(deps, { ...params, organisationId: principal.organisationId });
      return shown.ok ? ok({ status: 200, body: shown.value.value, version: shown.value.version }) : shown;
    },
  }),
  route({
    method: "delete",
    path: "/partnerships/{partnershipId}/links/{linkId}",
    operationId: "removeLink",
    tag,
    summary: "Remove a link, for a reason",
    action: "partnership:write",
    params: LinkParamsSchema,
    query: RemovalSchema,
    requiresVersion: true,
    responses: { 204: { description: "It is removed; the ETag is the partnership's new version" } },
    handle: async (input, deps) => {
      const { linkId } = input.params;
      const removed = await removeLink(deps, { ...writing(input), linkId, reason: input.query.reason });
      return removed.ok ? ok({ status: 204, version: removed.value.version }) : removed;
    },
  }),
];
