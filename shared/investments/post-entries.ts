import type { Commitment } from "./commitment.ts";
import { addFlow } from "./flows.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import { addEntry } from "./totals.ts";

/** An entry before the ledger gave it its place. */
export type NewEntry = Omit<LedgerEntry, "sequence" | "currency">;

/**
 * Posts entries to a commitment: each gets the next sequence and the currency, and moves totals and flows. The only way in which
 * money moves.
 */
export function postEntries<C extends Pick<Commitment, "totals" | "flows" | "entries" | "currency">>(
  commitment: C,
  entries: readonly NewEntry[],
): { commitment: C; entries: LedgerEntry[] } {
  const posted: LedgerEntry[] = [];
  let next = commitment;
  for (const entry of entries) {
    const numbered = { ...entry, sequence: next.entries + 1, currency: next.currency };
    const totals = addEntry(next.totals, numbered);
    const flows = addFlow(next.flows, entry.on, { before: next.totals, after: totals });
    next = { ...next, totals, flows, entries: numbered.sequence };
    posted.push(numbered);
  }
  return { commitment: next, entries: posted };
}
