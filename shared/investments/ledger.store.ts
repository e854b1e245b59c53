import { ATTACHED, attributesOf, LEDGER } from "../platform/aggregate.ts";
import { getItem, getItems, type Item, type Position, queryPage, type Table } from "../platform/table.ts";
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

/** Where it is marked, once, that an entry was reversed. */
export function reversalKey(entryId: string): string {
  return `${ATTACHED}REVERSED#${entryId}`;
}

/** An entry by its commitment's id and its own. */
export type EntryAddress = { readonly commitmentId: string; readonly entryId: string };

/** Entries of several ledgers, by entry id. One BatchGet for every 100, strongly consistent. */
export async function loadEntries(
  table: Table,
  of: readonly EntryAddress[],
): Promise<ReadonlyMap<string, LedgerEntry>> {
  const keys = of.map(({ commitmentId, entryId }) => ({
    pk: commitmentPk(commitmentId),
    sk: `${LEDGER}${entryId}`,
  }));
  const items = await getItems(table, keys, { consistent: true });
  const entries = items.map((item) => LedgerEntrySchema().parse(attributesOf(item)));
  return new Map(entries.map((entry) => [entry.id, entry]));
}

/** Which of several entries were reversed, and by which. One BatchGet for every 100, strongly consistent. */
export async function findReversals(
  table: Table,
  of: readonly EntryAddress[],
): Promise<ReadonlyMap<string, string>> {
  const keys = of.map(({ commitmentId, entryId }) => ({
    pk: commitmentPk(commitmentId),
    sk: reversalKey(entryId),
  }));
  const items = await getItems(table, keys, { consistent: true });
  return new Map(items.map(({ entryId, by }) => [String(entryId), String(by)]));
}
