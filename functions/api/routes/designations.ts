import * as z from "zod";
import { designatePartnership } from "../../../shared/partnerships/designate-partnership.ts";
import {
  DesignationFieldsSchema,
  DesignationSchema,
  WithdrawalSchema,
} from "../../../shared/partnerships/designation.ts";
import { showDesignation, showDesignations } from "../../../shared/partnerships/read-partnership.ts";
import { withdrawDesignation } from "../../../shared/partnerships/withdraw-designation.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { ok } from "../../../shared/platform/result.ts";
import { type Route, route } from "../route.ts";
import { PartnershipParamsSchema, writing } from "./partnerships.ts";

const DesignationParamsSchema = lazy(() =>
  PartnershipParamsSchema().extend({ number: z.coerce.number().int().min(1).max(999) }),
);
const DesignationsSchema = lazy(() =>
  z.strictObject({ items: z.array(DesignationSchema()) }).meta({ id: "DesignationList" }),
);

const tag = "Partnerships";

export const designationRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/designations",
    operationId: "listDesignations",
    tag,
    summary: "Which gateways a partnership was found to have reached",
    description:
      "Oldest first, withdrawn ones with their reason. The backbone sees all; others see their own and those of networks.",
    action: "partnership:read",
    params: PartnershipParamsSchema,
    responses: { 200: { description: "All of them, at most 50", schema: DesignationsSchema } },
    handle: async ({ params, principal }, deps) => {
      const shown = await showDesignations(deps, { ...params, organisationId: principal.organisationId });
      if (!shown.ok) return shown;
      return ok({ status: 200, body: { items: shown.value.value }, version: shown.value.version });
    },
  }),
  route({
    method: "post",
    path: "/partnerships/{partnershipId}/designations",
    operationId: "designatePartnership",
    tag,
    summary: "Record that a partnership reached a gateway of a framework",
    description:
      "By a network or a funder with whom the partnership is shared, never by its backbone. Payment rules may rest on it: those of the same organisation, and where a network decided, those of everyone. The ETag is the partnership's new version.",
    action: "designation:write",
    params: PartnershipParamsSchema,
    body: DesignationFieldsSchema,
    responses: { 201: { description: "The designation", schema: DesignationSchema } },
    handle: async (input, deps) => {
      const { organisationKind } = input.principal;
      const made = await designatePartnership(deps, {
        ...writing(input),
        fields: input.body,
        organisationKind,
      });
      if (!made.ok) return made;
      const { value, version } = made.value;
      const location = `/v1/partnerships/${input.params.partnershipId}/designations/${value.number}`;
      return ok({ status: 201, body: value, version, location });
    },
  }),
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/designations/{number}",
    operationId: "readDesignation",
    tag,
    summary: "One designation of a partnership",
    action: "partnership:read",
    params: DesignationParamsSchema,
    responses: { 200: { description: "The designation", schema: DesignationSchema } },
    handle: async ({ params, principal }, deps) => {
      const shown = await showDesignation(deps, { ...params, organisationId: principal.organisationId });
      return shown.ok ? ok({ status: 200, body: shown.value.value, version: shown.value.version }) : shown;
    },
  }),
  route({
    method: "post",
    path: "/partnerships/{partnershipId}/designations/{number}/withdrawal",
    operationId: "withdrawDesignation",
    tag,
    summary: "Withdraw a designation that your organisation made, for a reason",
    action: "designation:write",
    params: DesignationParamsSchema,
    body: WithdrawalSchema,
    responses: { 200: { description: "The designation, withdrawn", schema: DesignationSchema } },
    handle: async (input, deps) => {
      const { number } = input.params;
      const withdrawn = await withdrawDesignation(deps, {
        ...writing(input),
        number,
        reason: input.body.reason,
      });
      if (!withdrawn.ok) return withdrawn;
      return ok({ status: 200, body: withdrawn.value.value, version: withdrawn.value.version });
    },
  }),
];
