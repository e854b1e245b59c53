import { inParallel } from "../../platform/in-parallel.ts";
import type { Table } from "../../platform/table.ts";
import { addMonths } from "../../platform/time.ts";
import { expiredStories } from "./story.store.ts";
import { latestDay } from "./story.ts";
import { expireStory } from "./write-story.ts";

/** How many months a run looks back, should it not have run for a while. */
const MONTHS_BACK = 3;
const AT_ONCE = 8;

/**
 * Erases the words of stories whose consent ran out, this month and in the three before; answers how many. Nobody could read them
 * since: this takes them out of the table too. One Query a month and a hundred stories, and each story's own transaction. A story that
 * fails holds up no other: all are tried, then the first error is thrown, so that the run is tried again.
 */
export async function expireStories(table: Table, now: string): Promise<number> {
  const today = latestDay(now);
  const firsts = Array.from({ length: MONTHS_BACK + 1 }, (_, back) =>
    addMonths(`${today.slice(0, 7)}-01`, -back),
  );
  const errors: unknown[] = [];
  let erased = 0;
  for (const first of firsts) erased += await expireMonth(table, { first, today, now, errors });
  if (errors.length > 0) throw errors[0];
  return erased;
}

async function expireMonth(
  table: Table,
  run: { readonly first: string; readonly today: string; readonly now: string; readonly errors: unknown[] },
): Promise<number> {
  const { first, today, now, errors } = run;
  // Keys are a day and an id: all of the month's days before today sort before today itself.
  const before = today < addMonths(first, 1) ? today : addMonths(first, 1);
  let erased = 0;
  for (;;) {
    const ids = await expiredStories(table, first, before);
    const outcomes = await inParallel(ids, AT_ONCE, (id) => expireOne(table, { id, now, errors }));
    const done = outcomes.filter(Boolean).length;
    erased += done;
    if (ids.length < 100 || done === 0) return erased;
  }
}

async function expireOne(
  table: Table,
  { id, now, errors }: { id: string; now: string; errors: unknown[] },
): Promise<boolean> {
  try {
    return await expireStory(table, id, now);
  } catch (error) {
    errors.push(error);
    return false;
  }
}
