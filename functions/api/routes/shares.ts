import * as z from "zod";
import { ReasonSchema } from "../../../shared/identity/reason.ts";
import { showShares } from "../../../shared/partnerships/read-partnership.ts";
import { NewShareSchema, ShareSchema } from "../../../shared/partnerships/share.ts";
import { sharePartnership } from "../../../shared/partnerships/share-partnership.ts";
import { stopSharing } from "../../../shared/partnerships/stop-sharing.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { ok } from "../../../shared/platform/result.ts";
import { type Route, route } from "../route.ts";
import { PartnershipParamsSchema, writing } from "./partnerships.ts";

const ShareParamsSchema = lazy(() => PartnershipParamsSchema().extend({ organisationId: idSchema("org") }));
const EndingSchema = lazy(() => z.strictObject({ reason: ReasonSchema() }));
const SharesSchema = lazy(() => z.strictObject({ items: z.array(ShareSchema()) }).meta({ id: "ShareList" }));

const tag = "Partnerships";

export const shareRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/shares",
    operationId: "listShares",
    tag,
    summary: "With whom a partnership is shared, for its backbone",
    action: "partnership:read",
    params: PartnershipParamsSchema,
    responses: { 200: { description: "All shares in force, at most 200", schema: SharesSchema } },
    handle: async ({ params, principal }, deps) => {
      const shown = await showShares(deps, { ...params, organisationId: principal.organisationId });
      if (!shown.ok) return shown;
      return ok({ status: 200, body: { items: shown.value.value }, version: shown.value.version });
    },
  }),
  route({
    method: "put",
    path: "/partnerships/{partnershipId}/shares/{organisationId}",
    operationId: "sharePartnership",
    tag,
    summary: "Let another organisation read a partnership",
    description: "The ETag, in and out, is the partnership's version.",
    action: "share:write",
    params: ShareParamsSchema,
    body: NewShareSchema,
    requiresVersion: true,
    responses: { 200: { description: "The share", schema: ShareSchema } },
    handle: async (input, deps) => {
      const { organisationId } = input.params;
      const { reason } = input.body;
      const shared = await sharePartnership(deps, { ...writing(input), organisationId, reason });
      if (!shared.ok) return shared;
      return ok({ status: 200, body: shared.value.value, version: shared.value.version });
    },
  }),
  route({
    method: "delete",
    path: "/partnerships/{partnershipId}/shares/{organisationId}",
    operationId: "stopSharing",
    tag,
    summary: "Stop sharing a partnership with an organisation, for a reason",
    action: "share:write",
    params: ShareParamsSchema,
    query: EndingSchema,
    requiresVersion: true,
    responses: { 204: { description: "It is shared no more; the ETag is the partnership's new version" } },
    handle: async (input, deps) => {
      const { organisationId } = input.params;
      const stopped = await stopSharing(deps, {
        ...writing(input),
        organisationId,
        reason: input.query.reason,
      });
      return stopped.ok ? ok({ status: 204, version: stopped.value.version }) : stopped;
    },
  }),
];
