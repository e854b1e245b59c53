import { ACTIVITIES } from "./activity.ts";
import { CURVE_STORIES } from "./curve-story.ts";
import { GROUPS } from "./group.ts";
import { RESULTS } from "./result.ts";
import { ROOT_CAUSES } from "./root-cause.ts";
import { SEATS } from "./seat.ts";
import { STAFF_ROLES } from "./staff-role.ts";

/** Every kind of parts that an agenda is made of, by its name in it. */
export const AGENDA_KINDS = {
  results: RESULTS,
  activities: ACTIVITIES,
  groups: GROUPS,
  seats: SEATS,
  rootCauses: ROOT_CAUSES,
  curveStories: CURVE_STORIES,
  staffRoles: STAFF_ROLES,
} as const;
