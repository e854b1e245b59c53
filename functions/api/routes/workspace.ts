import { findIndicators } from "../../../shared/measurement/indicator.store.ts";
import { showWorkspace } from "../../../shared/partnerships/workspace/read-workspace.ts";
import { WorkspaceSchema } from "../../../shared/partnerships/workspace/workspace-view.ts";
import { ok } from "../../../shared/platform/result.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { type Route, route } from "../route.ts";
import { PartnershipParamsSchema } from "./partnerships.ts";

export const workspaceRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/workspace",
    operationId: "readWorkspace",
    tag: "Partnerships",
    summary: "A partnership on one page",
    description:
      "Agenda, strategies with the activities under them, groups with their seats, conditions, what comes next and what is late, open promises, the latest of each, and the graph of what led to what. The ETag is the partnership's version; records have their own.",
    action: "partnership:read",
    params: PartnershipParamsSchema,
    responses: { 200: { description: "The page", schema: WorkspaceSchema } },
    handle: async ({ params, principal: { organisationId }, now }, deps) => {
      const naming = { table: deps.table, indicatorNames: namesIn(deps.table) };
      const shown = await showWorkspace(naming, { ...params, organisationId, now });
      return shown.ok
        ? ok({ status: 200, body: shown.value.workspace, version: shown.value.version })
        : shown;
    },
  }),
];

/** What indicators of a partnership are called. One BatchGet; none where nothing is asked. */
function namesIn(table: Table) {
  return async (partnershipId: string, ids: readonly string[]) => {
    const found = ids.length === 0 ? [] : [...(await findIndicators(table, ids)).values()];
    return found
      .map(({ indicator }) => indicator)
      .filter((indicator) => indicator.partnershipId === partnershipId)
      .map(({ id, name, level }) => ({ id, name, level }))
      .sort((one, other) => (one.id < other.id ? -1 : 1));
  };
}
