import type { Commitment } from "./commitment.ts";
import { addFlow } from "./flows.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import { addEntry } from "./totals.ts";

/** An entry before the ledger gave it its place. */
export type NewEntry = Omit<LedgerEntry, "sequence" | "currency">;

type Booked = "totals" | "flows" | "entries" | "lastEntryOn" | "currency";

/**
 * Posts entries to a commitment: each gets the next sequence and the currency, and moves totals and flows. The only way in which
 * money moves.
 */
export function postEntries<C extends Pick<Commitment, Booked>>(
  commitment: C,
  entries: readonly NewEntry[],
): { commitment: C; entries: LedgerEntry[] } {
  const posted: LedgerEntry[] = [];
  let next = commitment;
  for (const entry of entries) {
    const numbered = { ...entry, sequence: next.entries + 1, currency: next.currency };
    const totals = addEntry(next.totals, numbered);
    const flows = addFlow(next.flows, entry.on, { before: next.totals, after: totals });
    const last = next.lastEntryOn ?? entry.on;
    const lastEntryOn = entry.on > last ? entry.on : last;
    next = { ...next, totals, flows, entries: numbered.sequence, lastEntryOn };
    posted.push(numbered);
  }
  return { commitment: next, entries: posted };
}
