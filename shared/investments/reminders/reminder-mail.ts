import { contentHash } from "../../platform/canonical-json.ts";
import type { Mail } from "../../platform/mail.ts";
import type { Addressed } from "./due-reminders.ts";
import { daysUntil } from "./thresholds.ts";

/** A reminder as a mail tells of it: `commitment` is what its commitment is called, and whose it is. */
export type Told = Addressed & { readonly commitment: string };

/**
 * One mail to one person, of everything a run has to remind them of: what is late first, then by day. Its id is the same whenever the
 * same is told to the same person.
 */
export function reminderMail(
  person: { readonly id: string; readonly email: string; readonly name: string | undefined },
  told: readonly Told[],
  origin: string,
): Mail {
  const byDay = told.toSorted((a, b) => a.reminder.dueOn.localeCompare(b.reminder.dueOn));
  const late = byDay.filter(({ reminder }) => reminder.isLate);
  const due = byDay.filter(({ reminder }) => !reminder.isLate);
  const parts = [
    person.name === undefined ? "Hello," : `Hello ${oneLine(person.name)},`,
    ...section("Late:", late),
    ...section("Due:", due),
    `Sign in to see them: ${origin}`,
    "You get this because you answer for these in your organisation. You are reminded 30 and 7 days before a day, on it, and again while something is late.",
  ];
  const subject = [...counted(late, "late"), ...counted(due, "due")].join(", ");
  return { id: idOf(person.id, told), to: person.email, subject, text: `${parts.join("\n\n")}\n` };
}

function section(heading: string, told: readonly Told[]): string[] {
  if (told.length === 0) return [];
  return [[heading, ...new Set(told.map(line))].join("\n")];
}

function line({ what, commitment, reminder, blocksFromOn }: Told): string {
  const { dueOn, remindedOn } = reminder;
  const waits =
    blocksFromOn === undefined
      ? ""
      : ` Payments ${blocksFromOn > remindedOn ? `wait for it from ${blocksFromOn} on` : `have waited for it since ${blocksFromOn}`}.`;
  return `- ${oneLine(what)}; ${oneLine(commitment)}: ${when(dueOn, daysUntil(dueOn, remindedOn))}.${waits}`;
}

function when(dueOn: string, days: number): string {
  if (days === 0) return `due today, ${dueOn}`;
  const count = `${Math.abs(days)} ${Math.abs(days) === 1 ? "day" : "days"}`;
  return days > 0 ? `due on ${dueOn}, in ${count}` : `was due on ${dueOn}, ${count} ago`;
}

/** "2 reports late": how many of each kind, for the subject. */
function counted(told: readonly Told[], state: string): string[] {
  return (["report", "tranche"] as const).flatMap((about) => {
    const count = told.filter(({ reminder }) => reminder.about === about).length;
    const noun = about === "report" ? "report" : "payment";
    return count === 0 ? [] : [`${count} ${noun}${count === 1 ? "" : "s"} ${state}`];
  });
}

/** Titles and names may hold line breaks; a line of the mail holds none. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

function idOf(personId: string, told: readonly Told[]): string {
  const keys = told.map(({ reminder: { remindedOn: _on, ...subject } }) => subject);
  return contentHash([personId, keys.map((key) => contentHash(key)).toSorted()]).slice(0, 32);
}
