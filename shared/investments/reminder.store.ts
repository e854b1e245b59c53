import { type Position, queryPage, type Table } from "../platform/table.ts";
import { NOT_EXISTS, putIf } from "../platform/transaction.ts";
import { type Reminder, ReminderSchema } from "./reminder.ts";

export const REMINDER_TYPE = "reminder";
const KEPT_FOR_SECONDS = 400 * 24 * 60 * 60;

/**
 * Writes a reminder unless this tranche was reminded of at this threshold before: false then, and the first one stays. One
 * put. It goes away by itself after 400 days.
 */
export async function keepReminder(
  table: Table,
  organisationId: string,
  { reminder, now }: { reminder: Reminder; now: string },
): Promise<boolean> {
  const { commitmentId, trancheNumber, dueOn, threshold, remindedOn } = reminder;
  const tranche = `${dueOn}#${commitmentId}#${String(trancheNumber).padStart(3, "0")}`;
  const item = {
    ...reminder,
    pk: `ORG#${organisationId}#REM#${dueOn.slice(0, 7)}`,
    sk: `${tranche}#${threshold}`,
    type: REMINDER_TYPE,
    ownerId: organisationId,
    schemaVersion: 1,
    ownerPk: listOf(organisationId),
    ownerSk: `${remindedOn}#${tranche}#${threshold}`,
    expiresAt: Math.floor(Date.parse(now) / 1000) + KEPT_FOR_SECONDS,
  };
  return (await putIf(table, item, NOT_EXISTS)).done;
}

/** A page of an organisation's reminders, the latest first. One Query on byOwner, eventually consistent. */
export async function remindersPage(
  table: Table,
  list: { organisationId: string; limit: number; from?: Position },
): Promise<{ items: Reminder[]; next?: Position }> {
  const { organisationId, ...paging } = list;
  const partition = listOf(organisationId);
  const page = await queryPage(table, { index: "byOwner", partition, descending: true, ...paging });
  const items = page.items.map((item) => ReminderSchema().parse(item));
  return { items, ...(page.next ? { next: page.next } : {}) };
}

function listOf(organisationId: string): string {
  return `ORG#${organisationId}#REM`;
}
