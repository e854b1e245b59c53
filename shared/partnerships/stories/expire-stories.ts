import type { Table } from "../../platform/table.ts";
import { addMonths } from "../../platform/time.ts";
import { expiredStories } from "./story.store.ts";
import { latestDay } from "./story.ts";
import { expireStory } from "./write-story.ts";

/** How many months a run looks back, should it not have run for a while. */
const MONTHS_BACK = 3;

/**
 * Erases the words of stories whose consent ran out, this month and in the three before; answers how many. Nobody could read them
 * since: this takes them out of the table too. One Query a month and a hundred stories, and each story's own transaction.
 */
export async function expireStories(table: Table, now: string): Promise<number> {
  const today = latestDay(now);
  const firsts = Array.from({ length: MONTHS_BACK + 1 }, (_, back) =>
    addMonths(`${today.slice(0, 7)}-01`, -back),
  );
  let erased = 0;
  for (const first of firsts) erased += await expireMonth(table, { first, today, now });
  return erased;
}

async function expireMonth(
  table: Table,
  { first, today, now }: { first: string; today: string; now: string },
): Promise<number> {
  // Keys are a day and an id: all of the month's days before today sort before today itself.
  const before = today < addMonths(first, 1) ? today : addMonths(first, 1);
  let erased = 0;
  for (;;) {
    const ids = await expiredStories(table, first, before);
    let done = 0;
    for (const id of ids) if (await expireStory(table, id, now)) done += 1;
    erased += done;
    if (ids.length < 100 || done === 0) return erased;
  }
}
