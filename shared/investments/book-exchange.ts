import type { Table } from "../platform/table.ts";
import { rateOn } from "./exchange-rates/exchange-rate.store.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import type { FunderSettings } from "./settings/funder-settings.ts";

/**
 * Entries with the rate into the funder's reporting currency that was in force on their days, where the funder supplied one: booked
 * once, and never looked up again. No read for entries in that currency itself; else one Query a day, side by side.
 */
export async function withExchange(
  table: Table,
  book: { readonly organisationId: string; readonly settings: Pick<FunderSettings, "reportingCurrency"> },
  entries: readonly LedgerEntry[],
): Promise<LedgerEntry[]> {
  const to = book.settings.reportingCurrency;
  const foreign = entries.filter(({ currency }) => to !== undefined && currency !== to);
  if (to === undefined || foreign.length === 0) return [...entries];
  const keys = new Map(foreign.map(({ currency: from, on }) => [`${from} ${on}`, { from, on }]));
  const found = await Promise.all(
    [...keys].map(async ([key, { from, on }]) => {
      const rate = await rateOn(table, { organisationId: book.organisationId, from, to, on });
      return [key, rate] as const;
    }),
  );
  const rates = new Map(found);
  return entries.map((entry) => {
    const rate = rates.get(`${entry.currency} ${entry.on}`);
    return rate ? { ...entry, exchange: { currency: to, rate: rate.rate, on: rate.on } } : entry;
  });
}
