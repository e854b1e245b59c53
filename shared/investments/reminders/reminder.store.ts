import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import { type Item, type Position, queryPage, type Table } from "../../platform/table.ts";
import { NOT_EXISTS, putIf } from "../../platform/transaction.ts";
import { type Reminder, ReminderSchema } from "./reminder.ts";

export const REMINDER_TYPE = "reminder";
const KEPT_FOR_SECONDS = 400 * 24 * 60 * 60;

const SentSchema = lazy(() =>
  z.object({ sentTo: z.array(z.string()).default([]), sentAt: z.string().optional() }),
);

/** A reminder as it is stored: whether it was written just now, who had it by mail, and whether everybody had. */
export type KeptReminder = {
  readonly item: Item;
  readonly isNew: boolean;
  readonly sentTo: readonly string[];
  readonly isSent: boolean;
};

/**
 * Writes a reminder, unless this was reminded of at this threshold before: then the one that is there is answered, strongly consistent.
 * One conditional put. It goes away by itself after 400 days.
 */
export async function keepReminder(
  table: Table,
  organisationId: string,
  { reminder, now }: { reminder: Reminder; now: string },
): Promise<KeptReminder> {
  const item = toItem(organisationId, reminder, now);
  const outcome = await putIf(table, item, NOT_EXISTS);
  if (outcome.done) return { item, isNew: true, sentTo: [], isSent: false };
  const found = outcome.found ?? item;
  const { sentTo, sentAt } = SentSchema().parse(found);
  return { item: found, isNew: false, sentTo, isSent: sentAt !== undefined };
}

/** Writes down who had a reminder by mail, and, once everybody had, since when. One put; nothing where it went away meanwhile. */
export async function markSent(
  table: Table,
  item: Item,
  sent: { sentTo: readonly string[]; sentAt?: string },
): Promise<void> {
  await putIf(table, { ...item, ...sent }, { expression: "attribute_exists(pk)" });
}

/** A page of an organisation's reminders, the latest first. One Query on byOwner, eventually consistent. */
export async function remindersPage(
  table: Table,
  list: { organisationId: string; limit: number; from?: Position },
): Promise<{ items: Reminder[]; next?: Position }> {
  const { organisationId, ...paging } = list;
  const partition = listOf(organisationId);
  const page = await queryPage(table, { index: "byOwner", partition, descending: true, ...paging });
  // Written before reports were reminded of, an item does not say what it is about.
  const items = page.items.map((item) => ReminderSchema().parse({ about: "tranche", ...item }));
  return { items, ...(page.next ? { next: page.next } : {}) };
}

function toItem(organisationId: string, reminder: Reminder, now: string): Item {
  const { dueOn, threshold, remindedOn } = reminder;
  const subject = `${dueOn}#${reminder.commitmentId}#${partOf(reminder)}`;
  return {
    ...reminder,
    pk: `ORG#${organisationId}#REM#${dueOn.slice(0, 7)}`,
    sk: `${subject}#${threshold}`,
    type: REMINDER_TYPE,
    ownerId: organisationId,
    schemaVersion: 1,
    ownerPk: listOf(organisationId),
    ownerSk: `${remindedOn}#${subject}#${threshold}`,
    expiresAt: Math.floor(Date.parse(now) / 1000) + KEPT_FOR_SECONDS,
  };
}

/** Which part of its commitment a reminder is about; a tranche and a report may have the same number. */
function partOf(reminder: Reminder): string {
  const digits = (number: number) => String(number).padStart(3, "0");
  return reminder.about === "tranche"
    ? digits(reminder.trancheNumber)
    : `REQ#${digits(reminder.requirementNumber)}`;
}

function listOf(organisationId: string): string {
  return `ORG#${organisationId}#REM`;
}
