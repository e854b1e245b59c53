import { randomBytes } from "node:crypto";
import { errorFacts, log } from "../../platform/log.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { type Item, type Position, queryPage, type Table } from "../../platform/table.ts";
import { NOT_EXISTS, putIf } from "../../platform/transaction.ts";
import { dataUseAgreementPk } from "./data-use-agreement.store.ts";
import { type LoggedRead, LoggedReadSchema, type ReadUnder } from "./logged-read.ts";

/** What was read, in the agreement's partition by instant: no part of its history, for nothing of the agreement changes. */
const READ = "R#";

type Reading = Pick<LoggedRead, "at" | "by" | "shownIn" | "commitmentId">;

/** Who reads, when, and where it is shown to them. */
export type Reader = {
  readonly principal: { readonly id: string; readonly organisationId: string };
  readonly now: string;
  readonly shownIn: LoggedRead["shownIn"];
  readonly commitmentId?: string;
};

/** What the log says of a read beside what was read. */
function readingOf({ principal, now: at, shownIn, commitmentId }: Reader): Reading {
  const by = { principalId: principal.id, organisationId: principal.organisationId };
  return { at, by, shownIn, ...(commitmentId === undefined ? {} : { commitmentId }) };
}

/**
 * Logs a read before it is answered: one put for each agreement that opened some of it, side by side; none where none did. Refused with `busy` where one of
 * them cannot be written, so that nothing is shown which is not logged; others of it may stay then, as a read that was not answered.
 */
export async function logRead(
  table: Table,
  reader: Reader,
  under: readonly ReadUnder[],
): Promise<Result<undefined>> {
  const reading = readingOf(reader);
  try {
    await Promise.all(under.map((one) => putIf(table, toItem(reading, one), NOT_EXISTS)));
    return ok(undefined);
  } catch (error) {
    const agreements = under.map(({ open }) => open.agreement.id);
    log("error", "read_not_logged", { agreements, ...errorFacts(error) });
    const detail =
      "What is read under a data use agreement is logged first, and that could not be written. Try again in a moment.";
    return fail({ code: "busy", detail });
  }
}

/** A page of what was read under an agreement, the latest first. One Query. */
export async function readsPage(
  table: Table,
  list: { readonly agreementId: string; readonly limit: number; readonly from?: Position },
): Promise<{ readonly items: readonly LoggedRead[]; readonly next?: Position }> {
  const { agreementId, ...paging } = list;
  const partition = dataUseAgreementPk(agreementId);
  const page = await queryPage(table, { partition, prefix: READ, descending: true, ...paging });
  const items = page.items.map((item) => LoggedReadSchema().parse(JSON.parse(String(item.read))));
  return { items, ...(page.next ? { next: page.next } : {}) };
}

function toItem(reading: Reading, { open, figures }: ReadUnder): Item {
  const { agreement, ownerId, version } = open;
  const read: LoggedRead = { ...reading, agreementVersion: version, figures: [...figures] };
  return {
    pk: dataUseAgreementPk(agreement.id),
    // Two may read in one millisecond.
    sk: `${READ}${reading.at}#${randomBytes(8).toString("hex")}`,
    type: "data-use-read",
    ownerId,
    schemaVersion: 1,
    read: JSON.stringify(read),
  };
}
