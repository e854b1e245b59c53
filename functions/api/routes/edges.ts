import * as z from "zod";
import { ReasonSchema } from "../../../shared/identity/reason.ts";
import { addPart } from "../../../shared/partnerships/agenda/write-part.ts";
import { EDGES } from "../../../shared/partnerships/systems-changes/edge.ts";
import { GraphSchema } from "../../../shared/partnerships/systems-changes/graph.ts";
import { showEdge, showGraph } from "../../../shared/partnerships/systems-changes/read-graph.ts";
import { removeEdge } from "../../../shared/partnerships/systems-changes/remove-edge.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { ok } from "../../../shared/platform/result.ts";
import { type Route, route } from "../route.ts";
import { PartnershipParamsSchema, writing } from "./partnerships.ts";

const EdgeParamsSchema = lazy(() => PartnershipParamsSchema().extend({ edgeId: idSchema("edg") }));
const RemovalSchema = lazy(() => z.strictObject({ reason: ReasonSchema() }));
const one = { description: "The edge", schema: EDGES.schema as () => z.ZodType };

const tag = "Systems changes";

export const edgeRoutes: readonly Route[] = [
  route({
    method: "post",
    path: "/partnerships/{partnershipId}/edges",
    operationId: "addEdge",
    tag,
    summary: "State that a study, strategy, systems change or test led to another one",
    description:
      "Each edge is somebody's statement; none is inferred. Refused where it would lead round in a circle. The ETag is the partnership's new version.",
    action: "partnership:write",
    params: PartnershipParamsSchema,
    body: EDGES.fields,
    responses: { 201: one },
    handle: async (input, deps) => {
      const added = await addPart(deps, { ...writing(input), kind: EDGES, fields: input.body });
      if (!added.ok) return added;
      const { value, version } = added.value;
      const location = `/v1/partnerships/${input.params.partnershipId}/edges/${value.id}`;
      return ok({ status: 201, body: value, version, location });
    },
  }),
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/edges/{edgeId}",
    operationId: "readEdge",
    tag,
    summary: "One edge, for who may see both its ends",
    action: "partnership:read",
    params: EdgeParamsSchema,
    responses: { 200: one },
    handle: async ({ params, principal: { organisationId } }, deps) => {
      const shown = await showEdge(deps, { ...params, organisationId });
      return shown.ok ? ok({ status: 200, body: shown.value.edge, version: shown.value.version }) : shown;
    },
  }),
  route({
    method: "delete",
    path: "/partnerships/{partnershipId}/edges/{edgeId}",
    operationId: "removeEdge",
    tag,
    summary: "Take back that one thing led to another, for a reason",
    action: "partnership:write",
    params: EdgeParamsSchema,
    query: RemovalSchema,
    requiresVersion: true,
    responses: { 204: { description: "It is taken back; the ETag is the partnership's new version" } },
    handle: async (input, deps) => {
      const { edgeId } = input.params;
      const removed = await removeEdge(deps, { ...writing(input), edgeId, reason: input.query.reason });
      return removed.ok ? ok({ status: 204, version: removed.value.version }) : removed;
    },
  }),
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/graph",
    operationId: "readGraph",
    tag,
    summary: "What led to what, as it was stated, and nothing else",
    description:
      "All strategies, the latest fifty studies, systems changes and tests, and whatever else an edge names; an edge is shown where both its ends may be seen.",
    action: "partnership:read",
    params: PartnershipParamsSchema,
    responses: { 200: { description: "The graph", schema: GraphSchema } },
    handle: async ({ params, principal: { organisationId } }, deps) => {
      const shown = await showGraph(deps, { ...params, organisationId });
      return shown.ok ? ok({ status: 200, body: shown.value.graph, version: shown.value.version }) : shown;
    },
  }),
];
