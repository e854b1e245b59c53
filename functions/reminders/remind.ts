import { fundersPage } from "../../shared/identity/funder.store.ts";
import { readOrganisation } from "../../shared/identity/organisation.store.ts";
import { mailReminders } from "../../shared/investments/reminders/mail-reminders.ts";
import {
  type Called,
  type FindReminded,
  type Reminded,
  remindOfDue,
} from "../../shared/investments/reminders/remind-of-due.ts";
import { errorFacts, log } from "../../shared/platform/log.ts";
import type { SendMail } from "../../shared/platform/mail.ts";
import type { Position, Table } from "../../shared/platform/table.ts";

const PAGE = 100;

/** What a run stands on. Without `sendMail` reminders are recorded and nobody is written to. */
export type RemindDeps = {
  readonly table: Table;
  readonly origin: string;
  readonly sendMail?: SendMail | undefined;
};

/**
 * Reminds of what falls due or is late with every funder: first all is recorded, then everybody is written to. A funder that fails
 * holds up no other, nor does a mail: all are tried, then the first error is thrown, so that the run is tried again; what was
 * recorded is not recorded twice, nor mailed twice.
 */
export async function remindAll(
  deps: RemindDeps,
  now: string,
): Promise<{ funders: number; reminders: number; mails: number }> {
  const { called, funders, errors } = await recordAll(deps.table, now);
  const reminders = called.filter(({ isNew }) => isNew).length;
  const mailed = await mailAll(deps, called, now);
  const failed = [...errors, ...mailed.errors];
  const counts = { funders, reminders, mails: mailed.mails };
  log("info", "reminders_done", { ...counts, failed: failed.length });
  if (failed.length > 0) throw failed[0];
  return counts;
}

async function recordAll(
  table: Table,
  now: string,
): Promise<{ called: readonly Called[]; funders: number; errors: readonly unknown[] }> {
  const find = finder(table);
  const called: Called[] = [];
  const errors: unknown[] = [];
  let funders = 0;
  let from: Position | undefined;
  do {
    const page = await fundersPage(table, { limit: PAGE, ...(from ? { from } : {}) });
    for (const funder of page.items) {
      funders += 1;
      try {
        called.push(...(await remindOfDue(table, funder, { now, find })));
      } catch (error) {
        log("error", "record_failed", { organisationId: funder.id, ...errorFacts(error) });
        errors.push(error);
      }
    }
    from = page.next;
  } while (from);
  return { called, funders, errors };
}

async function mailAll(
  { table, origin, sendMail }: RemindDeps,
  called: readonly Called[],
  now: string,
): Promise<{ mails: number; errors: readonly unknown[] }> {
  if (sendMail) return mailReminders({ table, origin, sendMail }, called, now);
  const waiting = called.filter(({ isSent }) => !isSent).length;
  if (waiting > 0) log("warn", "mail_is_off", { reminders: waiting });
  return { mails: 0, errors: [] };
}

/** Finds organisations that sign in here and are not closed, each read once a run. */
function finder(table: Table): FindReminded {
  const asked = new Map<string, Promise<Reminded | undefined>>();
  const read = async (id: string) => {
    const found = await readOrganisation(table, id);
    const isReminded = found?.keptBy === id && found.facts.status === "active";
    return isReminded ? { id, timeZone: found.facts.timeZone } : undefined;
  };
  return (id) => {
    const answer = asked.get(id) ?? read(id);
    asked.set(id, answer);
    return answer;
  };
}
