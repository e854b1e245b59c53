import { MEETINGS } from "../../../shared/partnerships/agenda/meeting.ts";
import type { Route } from "../route.ts";
import { recordRoutes } from "./record.ts";

export const meetingRoutes: readonly Route[] = recordRoutes(MEETINGS, {
  one: "Meeting",
  many: "Meetings",
  tag: "Agenda",
  add: "Plan a meeting, or record one that was held",
  list: "The meetings of a partnership, the latest first",
  says: "Attendance is by organisation, and decisions lead to the action commitments that came of them. Only a meeting that was held has either.",
});
