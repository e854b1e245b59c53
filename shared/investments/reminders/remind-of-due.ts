import { inParallel } from "../../platform/in-parallel.ts";
import type { Position, Table } from "../../platform/table.ts";
import { addDays, dayIn } from "../../platform/time.ts";
import { monthsBetween } from "../by-month.ts";
import { duePage } from "../commitment.store.ts";
import { requirementsPage } from "../requirements/requirement.store.ts";
import { type Addressed, type Party, reportReminders, trancheReminder } from "./due-reminders.ts";
import { type KeptReminder, keepReminder } from "./reminder.store.ts";
import { REPORT_THRESHOLDS, spanAround, TRANCHE_THRESHOLDS } from "./thresholds.ts";

/** Whom to remind: an organisation, and the time zone that decides which day it is there. */
export type Reminded = { readonly id: string; readonly timeZone: string };

/** Finds an organisation that can be reminded; undefined where it does not sign in here, or is closed. */
export type FindReminded = (organisationId: string) => Promise<Reminded | undefined>;

/** A reminder that is called for today, as it is stored. */
export type Called = Addressed & KeptReminder;

const PAGE = 500;
const AT_ONCE = 16;

type Run = { readonly now: string; readonly find: FindReminded };

/**
 * Writes what a funder and the organisations that owe it reports are to be reminded of today; what was written before stays. Answers
 * all that is called for, written just now or earlier. A Query a month and kind (six to nine), one put a reminder. Safe to repeat.
 */
export async function remindOfDue(table: Table, funder: Reminded, run: Run): Promise<Called[]> {
  const called: Called[] = [];
  for (const find of [trancheReminders, allReportReminders])
    for await (const reminders of find(table, funder, run))
      called.push(...(await inParallel(reminders, AT_ONCE, (each) => keep(table, each, run.now))));
  return called;
}

async function keep(table: Table, addressed: Addressed, now: string): Promise<Called> {
  const { organisationId, reminder } = addressed;
  return { ...addressed, ...(await keepReminder(table, organisationId, { reminder, now })) };
}

async function* trancheReminders(
  table: Table,
  { id: organisationId, timeZone }: Reminded,
  { now }: Run,
): AsyncGenerator<Addressed[]> {
  const funder = { id: organisationId, today: dayIn(timeZone, now) };
  const { from, to } = spanAround(funder.today, TRANCHE_THRESHOLDS);
  for (const month of monthsBetween(from, to))
    for await (const due of pages((paging) => tranchePage(table, { organisationId, month, ...paging })))
      yield due.flatMap((tranche) => trancheReminder(tranche, funder));
}

async function* allReportReminders(
  table: Table,
  { id: organisationId, timeZone }: Reminded,
  run: Run,
): AsyncGenerator<Addressed[]> {
  const funder = { id: organisationId, today: dayIn(timeZone, run.now) };
  const { from, to } = spanAround(funder.today, REPORT_THRESHOLDS);
  const list = { side: "funder" as const, organisationId };
  // A day more on either side: where the report is written it may be another day.
  for (const month of monthsBetween(addDays(from, -1), addDays(to, 1)))
    for await (const due of pages((paging) => requirementsPage(table, { ...list, month, ...paging }))) {
      const reminders = await inParallel(due, AT_ONCE, async (listed) => {
        const responsible = await findParty(listed.responsible.organisationId, run);
        return reportReminders(listed, { funder, responsible });
      });
      yield reminders.flat();
    }
}

async function findParty(organisationId: string | undefined, { now, find }: Run): Promise<Party | undefined> {
  const found = organisationId === undefined ? undefined : await find(organisationId);
  return found && { id: found.id, today: dayIn(found.timeZone, now) };
}

async function tranchePage(table: Table, options: Parameters<typeof duePage>[1]) {
  const { due: items, next } = await duePage(table, options);
  return { items, ...(next ? { next } : {}) };
}

type ReadPage<T> = (paging: {
  limit: number;
  from?: Position;
}) => Promise<{ readonly items: readonly T[]; readonly next?: Position }>;

/** Every page of a list: a daily job may drain what a request may not. */
async function* pages<T>(read: ReadPage<T>): AsyncGenerator<readonly T[]> {
  let from: Position | undefined;
  do {
    const page = await read({ limit: PAGE, ...(from ? { from } : {}) });
    yield page.items;
    from = page.next;
  } while (from);
}
