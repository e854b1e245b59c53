import { fundersPage } from "../../shared/identity/funder.store.ts";
import { remindOfDue } from "../../shared/investments/remind-of-due.ts";
import { errorFacts, log } from "../../shared/platform/log.ts";
import type { Position, Table } from "../../shared/platform/table.ts";

const PAGE = 100;

/**
 * Reminds every funder of what falls due or is late with them. One that fails holds up no other: all are tried, then the first
 * error is thrown, so that the run is tried again; what was written is not written twice.
 */
export async function remindAll(table: Table, now: string): Promise<{ funders: number; reminders: number }> {
  const errors: unknown[] = [];
  let funders = 0;
  let reminders = 0;
  let from: Position | undefined;
  do {
    const page = await fundersPage(table, { limit: PAGE, ...(from ? { from } : {}) });
    for (const funder of page.items) {
      funders += 1;
      try {
        reminders += await remindOfDue(table, funder, now);
      } catch (error) {
        log("error", "record_failed", { organisationId: funder.id, ...errorFacts(error) });
        errors.push(error);
      }
    }
    from = page.next;
  } while (from);
  log("info", "reminders_done", { funders, reminders, failed: errors.length });
  if (errors.length > 0) throw errors[0];
  return { funders, reminders };
}
