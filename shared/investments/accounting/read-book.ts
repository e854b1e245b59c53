import type { Principal } from "../../identity/principal.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Position, Table } from "../../platform/table.ts";
import { dayIn } from "../../platform/time.ts";
import type { LoadedCommitment } from "../commitment.store.ts";
import { ledgerPage } from "../ledger.store.ts";
import type { LedgerEntry } from "../ledger-entry.ts";
import { readCommitment } from "../read-commitment.ts";
import { type ReadSettings, readFunderSettings } from "../settings/settings.store.ts";
import type { Book } from "./atoms.ts";

/** Entries of one ledger that a request computes from. */
export const MOST_ENTRIES = 1000;

/** All that the accounts of a commitment are computed from. */
export type CommitmentBook = {
  readonly loaded: LoadedCommitment;
  readonly book: Book;
  readonly settings: ReadSettings["settings"];
  /** Today where the funder is, or the day of the latest entry where that is later: nothing booked is left out. */
  readonly asOf: string;
};

/**
 * The book of a commitment that the principal may read. Two rounds: the commitment; its ledger, a Query a megabyte, beside the funder's
 * settings. Refused with `not_found`, and with `conflict` where the ledger is too long to be computed in one request.
 */
export async function readBook(
  table: Table,
  ask: { readonly id: string; readonly principal: Principal; readonly now: string },
): Promise<Result<CommitmentBook>> {
  const loaded = await readCommitment(table, ask.id, ask.principal);
  if (!loaded.ok) return loaded;
  const { commitment, tranches, contributions } = loaded.value.state;
  if (commitment.entries > MOST_ENTRIES)
    return fail({
      code: "conflict",
      detail: `The ledger has ${commitment.entries} entries; this is computed from at most ${MOST_ENTRIES}. Page through the ledger or the journal instead.`,
      extra: { entries: commitment.entries },
    });
  const [entries, { settings }] = await Promise.all([
    wholeLedger(table, ask.id),
    readFunderSettings(table, commitment.funder.organisationId),
  ]);
  const today = dayIn(commitment.timeZone, ask.now);
  const asOf = entries.reduce((latest, { on }) => (on > latest ? on : latest), today);
  return ok({ loaded: loaded.value, book: { entries, tranches, contributions }, settings, asOf });
}

/** Every entry of a ledger whose length was checked: a Query a megabyte. */
export async function wholeLedger(table: Table, id: string): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  let from: Position | undefined;
  do {
    const page = await ledgerPage(table, { id, limit: MOST_ENTRIES, ...(from ? { from } : {}) });
    entries.push(...page.entries);
    from = page.next;
  } while (from && entries.length < MOST_ENTRIES);
  return entries.sort((a, b) => a.sequence - b.sequence);
}
