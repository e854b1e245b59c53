import * as z from "zod";
import { COLLECTIVE_IMPACT } from "../../../shared/partnerships/agenda/collective-impact.ts";
import {
  ConditionListSchema,
  JudgementFieldsSchema,
  JudgementSchema,
} from "../../../shared/partnerships/agenda/condition.ts";
import { judgeCondition, showConditions } from "../../../shared/partnerships/agenda/conditions.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { ok } from "../../../shared/platform/result.ts";
import { type Route, route } from "../route.ts";
import { PartnershipParamsSchema, writing } from "./partnerships.ts";

const CODES = COLLECTIVE_IMPACT.flatMap(({ conditions }) => conditions.map(({ code }) => code));
const ConditionParamsSchema = lazy(() => PartnershipParamsSchema().extend({ condition: z.enum(CODES) }));

const tag = "Agenda";

export const conditionRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/conditions",
    operationId: "listConditions",
    tag,
    summary: "The conditions of collective impact: what was judged of each, beside what the records show",
    description:
      "Facts are counts from what is recorded and judge nothing; a judgement is people's, with the evidence they name and the version of the framework. Neither is made of the other. The ETag is the partnership's version.",
    action: "partnership:read",
    params: PartnershipParamsSchema,
    responses: { 200: { description: "All of them", schema: ConditionListSchema } },
    handle: async ({ params, principal: { organisationId }, now }, deps) => {
      const shown = await showConditions(deps, { ...params, organisationId, now });
      if (!shown.ok) return shown;
      return ok({ status: 200, body: { items: shown.value.items }, version: shown.value.version });
    },
  }),
  route({
    method: "put",
    path: "/partnerships/{partnershipId}/conditions/{condition}",
    operationId: "judgeCondition",
    tag,
    summary: "Record what was judged of a condition, with its evidence",
    action: "partnership:write",
    params: ConditionParamsSchema,
    body: JudgementFieldsSchema,
    requiresVersion: true,
    responses: { 200: { description: "The judgement", schema: JudgementSchema } },
    handle: async (input, deps) => {
      const { condition } = input.params;
      const judged = await judgeCondition(deps, { ...writing(input), condition, fields: input.body });
      if (!judged.ok) return judged;
      return ok({ status: 200, body: judged.value.value, version: judged.value.version });
    },
  }),
];
