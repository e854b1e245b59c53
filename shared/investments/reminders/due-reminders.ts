import type { Role } from "../../identity/permissions.ts";
import { formatAmount } from "../../platform/money.ts";
import { periodLabel } from "../../platform/time.ts";
import type { DueTranche } from "../commitment.store.ts";
import { blocksFromOn } from "../requirements/blocking.ts";
import type { ListedRequirement } from "../requirements/requirement.store.ts";
import { isAwaited } from "../requirements/requirement.ts";
import { openMinor } from "../tranche.ts";
import type { Reminder } from "./reminder.ts";
import { daysUntil, REPORT_THRESHOLDS, TRANCHE_THRESHOLDS, thresholdOn } from "./thresholds.ts";

/** An organisation that can be reminded, and the day it is there. */
export type Party = { readonly id: string; readonly today: string };

/** A reminder, whom it is for, who there is written to, and what it is about in the words of a mail. */
export type Addressed = {
  readonly organisationId: string;
  readonly roles: readonly Role[];
  readonly reminder: Reminder;
  readonly what: string;
  /** The day from which payments wait for it, where they do. */
  readonly blocksFromOn?: string | undefined;
};

const PAYING: readonly Role[] = ["finance", "programme-officer"];
const FOLLOWING_UP: readonly Role[] = ["programme-officer"];

/**
 * The reminder of a tranche that is called for today, if any. None with no money open, more than 30 days ahead, or more than 21 days
 * late.
 */
export function trancheReminder({ commitmentId, tranche }: DueTranche, funder: Party): Addressed[] {
  if (openMinor(tranche) <= 0) return [];
  const { dueOn, number: trancheNumber, label, currency } = tranche;
  const threshold = thresholdOn(TRANCHE_THRESHOLDS, dueOn, funder.today);
  if (threshold === undefined) return [];
  const when = { dueOn, isLate: dueOn < funder.today, remindedOn: funder.today };
  const reminder = { about: "tranche" as const, commitmentId, trancheNumber, threshold, ...when };
  const open = `${formatAmount(openMinor(tranche), currency)} ${currency} open`;
  const what = `Payment ${trancheNumber}${label === undefined ? "" : ` (${label})`}, ${open}`;
  return [{ organisationId: funder.id, roles: PAYING, reminder, what }];
}

/**
 * The reminders of a report that are called for today. Its organisation gets one at each threshold, on its own day; the funder one as
 * well at those after the day. Where no organisation can be reminded (none is named, or it does not sign in here), the funder gets
 * all: somebody has to ask. None for a report that is not awaited: what was submitted waits for the funder, and says so elsewhere.
 */
export function reportReminders(
  listed: ListedRequirement,
  parties: { readonly funder: Party; readonly responsible: Party | undefined },
): Addressed[] {
  if (!isAwaited(listed)) return [];
  const { funder, responsible } = parties;
  if (!responsible) return addressed(listed, funder, FOLLOWING_UP);
  const own = addressed(listed, responsible, [listed.responsible.role]);
  const isLateThere = daysUntil(listed.dueOn, funder.today) < 0;
  if (responsible.id === funder.id || !isLateThere) return own;
  return [...own, ...addressed(listed, funder, FOLLOWING_UP)];
}

function addressed(listed: ListedRequirement, party: Party, roles: readonly Role[]): Addressed[] {
  const { commitmentId, number, title, commitmentTitle, responsible, dueOn } = listed;
  const threshold = thresholdOn(REPORT_THRESHOLDS, dueOn, party.today);
  if (threshold === undefined) return [];
  const reminder = {
    about: "report" as const,
    commitmentId,
    requirementNumber: number,
    title,
    commitmentTitle,
    responsibleName: responsible.name,
    dueOn,
    threshold,
    isLate: dueOn < party.today,
    remindedOn: party.today,
  };
  const covers = listed.period ? `, ${periodLabel(listed.period)}` : "";
  const what = `Report "${title}"${covers}, owed by ${responsible.name}`;
  return [{ organisationId: party.id, roles, reminder, what, blocksFromOn: blocksFromOn(listed) }];
}
