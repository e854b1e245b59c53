import { addStrategy } from "../../../shared/partnerships/add-strategy.ts";
import { changeStrategy } from "../../../shared/partnerships/change-strategy.ts";
import { showStrategy } from "../../../shared/partnerships/read-partnership.ts";
import {
  StrategyFieldsSchema,
  StrategyPatchSchema,
  StrategySchema,
} from "../../../shared/partnerships/strategy.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { ok } from "../../../shared/platform/result.ts";
import { type Route, route } from "../route.ts";
import { PartnershipParamsSchema, writing } from "./partnerships.ts";

const StrategyParamsSchema = lazy(() => PartnershipParamsSchema().extend({ strategyId: idSchema("str") }));

const tag = "Partnerships";

export const strategyRoutes: readonly Route[] = [
  route({
    method: "post",
    path: "/partnerships/{partnershipId}/strategies",
    operationId: "addStrategy",
    tag,
    summary: "Add a strategy to a partnership",
    description: "The ETag is the partnership's new version. `If-Match` is heeded, and not required.",
    action: "partnership:write",
    params: PartnershipParamsSchema,
    body: StrategyFieldsSchema,
    responses: { 201: { description: "The strategy", schema: StrategySchema } },
    handle: async (input, deps) => {
      const added = await addStrategy(deps, { ...writing(input), fields: input.body });
      if (!added.ok) return added;
      const { value, version } = added.value;
      const location = `/v1/partnerships/${input.params.partnershipId}/strategies/${value.id}`;
      return ok({ status: 201, body: value, version, location });
    },
  }),
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/strategies/{strategyId}",
    operationId: "readStrategy",
    tag,
    summary: "One strategy of a partnership",
    action: "partnership:read",
    params: StrategyParamsSchema,
    responses: { 200: { description: "The strategy", schema: StrategySchema } },
    handle: async ({ params, principal }, deps) => {
      const shown = await showStrategy(deps, { ...params, organisationId: principal.organisationId });
      return shown.ok ? ok({ status: 200, body: shown.value.value, version: shown.value.version }) : shown;
    },
  }),
  route({
    method: "patch",
    path: "/partnerships/{partnershipId}/strategies/{strategyId}",
    operationId: "changeStrategy",
    tag,
    summary: "Change, pause or end a strategy, for a reason",
    description: "A strategy is ended, not removed: links and money may rest on it.",
    action: "partnership:write",
    params: StrategyParamsSchema,
    body: StrategyPatchSchema,
    requiresVersion: true,
    responses: { 200: { description: "The strategy", schema: StrategySchema } },
    handle: async (input, deps) => {
      const { strategyId } = input.params;
      const changed = await changeStrategy(deps, { ...writing(input), strategyId, patch: input.body });
      if (!changed.ok) return changed;
      return ok({ status: 200, body: changed.value.value, version: changed.value.version });
    },
  }),
];
