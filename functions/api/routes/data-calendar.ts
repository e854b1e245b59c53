import * as z from "zod";
import {
  CalendarQuerySchema,
  DataCalendarSchema,
  readDataCalendar,
} from "../../../shared/measurement/calendar/read-data-calendar.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listReply } from "../reply.ts";
import { type Route, route } from "../route.ts";

const PartnershipSchema = lazy(() => z.strictObject({ partnershipId: idSchema("prt") }));

export const dataCalendarRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/data-calendar",
    operationId: "readDataCalendar",
    tag: "Observations",
    summary: "Which figures are expected when, what has come, and what is late",
    description:
      "By the day on which figures are due: thirty days after their source has them, which is `sourceLagMonths` after the end of their period. Late ones come first, then what is due next, then what has come. A page looks at up to fifty indicators; it may be short and still have a next one.",
    action: "indicator:read",
    params: PartnershipSchema,
    query: CalendarQuerySchema,
    responses: { 200: { description: "A page of the calendar", schema: DataCalendarSchema } },
    handle: async ({ params, query, now, principal: { organisationId } }, deps) =>
      listReply(await readDataCalendar(deps, { ...params, organisationId, query, now })),
  }),
];
