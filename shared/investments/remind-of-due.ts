import type { Position, Table } from "../platform/table.ts";
import { monthsBetween } from "./by-month.ts";
import { type DueTranche, duePage } from "./commitment.store.ts";
import { dayIn, dueReminders, reminderSpan } from "./due-reminders.ts";
import { keepReminder } from "./reminder.store.ts";

/** Whom to remind: an organisation, and the time zone that decides which day it is there. */
export type Reminded = { readonly id: string; readonly timeZone: string };

const PAGE = 500;
const AT_ONCE = 16;

/**
 * Writes the reminders that are called for today for one funder; those written before stay. A Query a month (two or three) and
 * one put a reminder. Safe to repeat. Answers how many are new.
 */
export async function remindOfDue(table: Table, funder: Reminded, now: string): Promise<number> {
  const today = dayIn(funder.timeZone, now);
  const { from, to } = reminderSpan(today);
  let written = 0;
  for (const month of monthsBetween(from, to))
    for await (const due of dueIn(table, funder.id, month)) {
      const called = dueReminders(due, today).map((reminder) => ({ ...reminder, remindedOn: today }));
      for (let start = 0; start < called.length; start += AT_ONCE) {
        const kept = await Promise.all(
          called
            .slice(start, start + AT_ONCE)
            .map((reminder) => keepReminder(table, funder.id, { reminder, now })),
        );
        written += kept.filter(Boolean).length;
      }
    }
  return written;
}

/** Every page of what falls due in a month: a daily job may drain what a request may not. */
async function* dueIn(table: Table, organisationId: string, month: string): AsyncGenerator<DueTranche[]> {
  let from: Position | undefined;
  do {
    const page = await duePage(table, { organisationId, month, limit: PAGE, ...(from ? { from } : {}) });
    yield page.due;
    from = page.next;
  } while (from);
}
