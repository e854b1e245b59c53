import { expireStories } from "../../shared/partnerships/stories/expire-stories.ts";
import { errorFacts, log } from "../../shared/platform/log.ts";
import { type RemindDeps, remindAll } from "./remind.ts";

/**
 * What the day brings: the words of stories whose consent ran out are erased, then everybody is reminded. Neither holds up the other;
 * the first error is thrown once both were tried, so that the run is tried again.
 */
export async function runDay(deps: RemindDeps, now: string) {
  const erased = await expireStories(deps.table, now).catch((error: unknown) => {
    log("error", "record_failed", { about: "consents", ...errorFacts(error) });
    return { error };
  });
  const counts = await remindAll(deps, now);
  if (typeof erased !== "number") throw erased.error;
  return { ...counts, storiesErased: erased };
}
