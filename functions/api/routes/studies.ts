import { STUDIES } from "../../../shared/partnerships/systems-changes/study.ts";
import type { Route } from "../route.ts";
import { recordRoutes } from "./record.ts";

export const studyRoutes: readonly Route[] = recordRoutes(STUDIES, {
  one: "Study",
  many: "Studies",
  tag: "Systems changes",
  add: "Record a study or an evaluation, with whom and by which design",
  list: "The studies of a partnership, the latest first",
  says: "An evaluation names its design. Only some designs say what would have happened otherwise, which a claim of attribution needs; purpose and design stay as they were recorded.",
});
