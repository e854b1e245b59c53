import { attributesOf, LEDGER } from "../platform/aggregate.ts";
import { getItem, type Item, type Position, queryPage, type Table } from "../platform/table.ts";
import { commitmentPk } from "./commitment.store.ts";
import { type LedgerEntry, LedgerEntrySchema } from "./ledger-entry.ts";

/** A page of a commitment's ledger, as they were recorded. One Query. */
export async function ledgerPage(
  table: Table,
  options: { id: string; limit: number; from?: Position },
): Promise<{ entries: LedgerEntry[]; next?: Item }> {
  const { id, ...paging } = options;
  const page = await queryPage(table, { partition: commitmentPk(id), prefix: LEDGER, ...paging });
  const entries = page.items.map((item) => LedgerEntrySchema().parse(attributesOf(item)));
  return {
    entries: entries.sort((a, b) => a.sequence - b.sequence),
    ...(page.next ? { next: page.next } : {}),
  };
}

/** One entry of a commitment's ledger. One GetItem. */
export async function loadEntry(table: Table, id: string, entryId: string): Promise<LedgerEntry | undefined> {
  const item = await getItem(table, { pk: commitmentPk(id), sk: `${LEDGER}${entryId}` });
  return item && LedgerEntrySchema().parse(attributesOf(item));
}
