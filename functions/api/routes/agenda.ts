import {
  DisplayNameSchema,
  ErasureSchema,
  eraseName,
  nameSeat,
} from "../../../shared/partnerships/agenda/display-name.ts";
import { AGENDA_KINDS } from "../../../shared/partnerships/agenda/kinds.ts";
import { AgendaViewSchema, showAgenda } from "../../../shared/partnerships/agenda/read-agenda.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { ok } from "../../../shared/platform/result.ts";
import { type Route, route } from "../route.ts";
import { agendaPartRoutes } from "./agenda-part.ts";
import { AsOfSchema, PartnershipParamsSchema, writing } from "./partnerships.ts";

const SeatParamsSchema = lazy(() => PartnershipParamsSchema().extend({ partId: idSchema("sea") }));
const NAME_PATH = "/partnerships/{partnershipId}/seats/{partId}/display-name";

const tag = "Agenda";

export const agendaRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/agenda",
    operationId: "readAgenda",
    tag,
    summary:
      "What the partners agreed on: results, activities, groups and seats, root causes, stories, staff",
    description:
      "Whole, what has ended included. The ETag is the partnership's version. `asOf` shows what had been recorded by then, without names; it lies at least a minute back.",
    action: "partnership:read",
    params: PartnershipParamsSchema,
    query: AsOfSchema,
    responses: { 200: { description: "The agenda", schema: AgendaViewSchema } },
    handle: async ({ params, query, principal: { organisationId }, now }, deps) => {
      const shown = await showAgenda(deps, { ...params, ...query, organisationId, now });
      return shown.ok ? ok({ status: 200, body: shown.value.value, version: shown.value.version }) : shown;
    },
  }),
  ...agendaPartRoutes(AGENDA_KINDS.results, {
    operation: "AgendaResult",
    add: "Add a result to the agenda, in plain words",
  }),
  ...agendaPartRoutes(AGENDA_KINDS.activities, {
    operation: "Activity",
    add: "Add what a partner organisation does under a strategy",
    says: "With measures of its own performance: how much, how well, and whether anyone is better off. Indicators of a population are nobody's performance, and refused there.",
  }),
  ...agendaPartRoutes(AGENDA_KINDS.groups, {
    operation: "Group",
    add: "Add a leadership table, an action network or another group that meets",
  }),
  ...agendaPartRoutes(AGENDA_KINDS.seats, {
    operation: "Seat",
    add: "Add a seat of a group: a role, what it may decide, with what lived experience",
    says: "A seat names no person.",
  }),
  ...agendaPartRoutes(AGENDA_KINDS.rootCauses, {
    operation: "RootCause",
    add: "Add a cause that lies behind an indicator, or behind another cause",
  }),
  ...agendaPartRoutes(AGENDA_KINDS.curveStories, {
    operation: "CurveStory",
    add: "Tell the story behind the curve of an indicator",
  }),
  ...agendaPartRoutes(AGENDA_KINDS.staffRoles, {
    operation: "StaffRole",
    add: "Add a post of the backbone",
  }),
  route({
    method: "put",
    path: NAME_PATH,
    operationId: "nameSeat",
    tag,
    summary: "Show a name at a seat, by the wish of who holds it",
    description: "Whoever reads the partnership sees it. It is erased as a whole.",
    action: "partnership:write",
    params: SeatParamsSchema,
    body: DisplayNameSchema,
    requiresVersion: true,
    responses: { 200: { description: "The name", schema: DisplayNameSchema } },
    handle: async (input, deps) => {
      const named = await nameSeat(deps, {
        ...writing(input),
        seatId: input.params.partId,
        name: input.body,
      });
      if (!named.ok) return named;
      return ok({ status: 200, body: named.value.value, version: named.value.version });
    },
  }),
  route({
    method: "delete",
    path: NAME_PATH,
    operationId: "eraseSeatName",
    tag,
    summary: "Erase the name at a seat, for a reason",
    action: "partnership:write",
    params: SeatParamsSchema,
    query: ErasureSchema,
    requiresVersion: true,
    responses: { 204: { description: "It is erased; the ETag is the partnership's new version" } },
    handle: async (input, deps) => {
      const { reason } = input.query;
      const erased = await eraseName(deps, { ...writing(input), seatId: input.params.partId, reason });
      return erased.ok ? ok({ status: 204, version: erased.value.version }) : erased;
    },
  }),
];
