import { holdersOf, type ReachablePerson, reachablePeople } from "../../identity/reachable-people.ts";
import { headKey } from "../../platform/aggregate.ts";
import { inParallel } from "../../platform/in-parallel.ts";
import { errorFacts, log } from "../../platform/log.ts";
import type { SendMail } from "../../platform/mail.ts";
import { getItems, type Table } from "../../platform/table.ts";
import { commitmentPk, toCommitment } from "../commitment.store.ts";
import type { Called } from "./remind-of-due.ts";
import { markSent } from "./reminder.store.ts";
import { reminderMail, type Told } from "./reminder-mail.ts";

export type MailDeps = { readonly table: Table; readonly sendMail: SendMail; readonly origin: string };

/** What became of a run's mails: how many went out, and the errors for which some did not. */
export type Mailed = { readonly mails: number; readonly errors: readonly unknown[] };

/** A reminder on its way: who still has to get it, and who has. */
type Delivery = Told & Called & { readonly wanted: readonly ReachablePerson[]; readonly had: Set<string> };

const AT_ONCE = 8;

/**
 * Mails what is called for to the people whom it concerns, one mail a person; whoever had a reminder before does not get it again. What
 * was sent is written down after every few mails: a run that breaks off before that sends those few once more, so everybody gets each
 * reminder at least once and, where nothing breaks, exactly once. An address that is refused holds up nobody.
 */
export async function mailReminders(deps: MailDeps, called: readonly Called[], now: string): Promise<Mailed> {
  const deliveries = await deliveriesOf(deps.table, called);
  const letters = lettersOf(deliveries);
  const errors: unknown[] = [];
  let mails = 0;
  for (let start = 0; start < letters.length; start += AT_ONCE) {
    const some = letters.slice(start, start + AT_ONCE);
    const outcomes = await Promise.all(some.map((letter) => send(deps, letter)));
    mails += outcomes.filter((outcome) => outcome === "sent").length;
    errors.push(...outcomes.filter((outcome) => typeof outcome === "object"));
    const touched = new Set(some.flatMap((letter) => letter.told));
    await inParallel([...touched], AT_ONCE, (delivery) => writeDown(deps.table, delivery, now));
  }
  return { mails, errors };
}

async function deliveriesOf(table: Table, called: readonly Called[]): Promise<Delivery[]> {
  const unsent = called.filter(({ isSent }) => !isSent);
  const people = await peopleByOrganisation(table, unsent);
  const names = await namesOfCommitments(table, unsent);
  return unsent.map((each) => {
    const holders = holdersOf(people.get(each.organisationId) ?? [], each.roles);
    if (holders.length === 0)
      log("warn", "nobody_to_remind", { organisationId: each.organisationId, roles: each.roles });
    const commitment = names.get(each.reminder.commitmentId) ?? each.reminder.commitmentId;
    return { ...each, commitment, wanted: holders, had: new Set(each.sentTo) };
  });
}

async function peopleByOrganisation(
  table: Table,
  called: readonly Called[],
): Promise<ReadonlyMap<string, readonly ReachablePerson[]>> {
  const ids = [...new Set(called.map(({ organisationId }) => organisationId))];
  return new Map(
    await inParallel(ids, AT_ONCE, async (id) => [id, await reachablePeople(table, id)] as const),
  );
}

async function namesOfCommitments(
  table: Table,
  called: readonly Called[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(called.map(({ reminder }) => reminder.commitmentId))];
  const heads = await getItems(
    table,
    ids.map((id) => headKey(commitmentPk(id))),
  );
  return new Map(
    heads.map((head) => {
      const { id, title, funder } = toCommitment(head).commitment;
      return [id, `${title} (${funder.name})`];
    }),
  );
}

type Letter = { readonly person: ReachablePerson; readonly told: readonly Delivery[] };

/** One letter a person, whichever organisations they answer for something in. */
function lettersOf(deliveries: readonly Delivery[]): Letter[] {
  const letters = new Map<string, { person: ReachablePerson; told: Delivery[] }>();
  for (const delivery of deliveries)
    for (const person of delivery.wanted.filter(({ id }) => !delivery.had.has(id))) {
      const letter = letters.get(person.id) ?? { person, told: [] };
      letter.told.push(delivery);
      letters.set(person.id, letter);
    }
  return [...letters.values()];
}

/** Sends a letter: what became of it, or the error for which it has to be tried again. */
async function send(
  { sendMail, origin }: MailDeps,
  { person, told }: Letter,
): Promise<"sent" | "refused" | Error> {
  try {
    const outcome = await sendMail(reminderMail(person, told, origin));
    if (outcome === "sent") for (const { had } of told) had.add(person.id);
    else log("warn", "mail_refused", { personId: person.id });
    return outcome;
  } catch (error) {
    log("error", "mail_failed", { personId: person.id, ...errorFacts(error) });
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** A reminder is sent once everybody had it; whoever is refused is tried again as long as it is called for. */
async function writeDown(table: Table, { item, wanted, had }: Delivery, now: string): Promise<void> {
  const isSent = wanted.every(({ id }) => had.has(id));
  await markSent(table, item, { sentTo: [...had].toSorted(), ...(isSent ? { sentAt: now } : {}) });
}
