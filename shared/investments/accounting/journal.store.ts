import { attributesOf, headKey } from "../../platform/aggregate.ts";
import { getItems, type Item, type Position, queryPage, type Table } from "../../platform/table.ts";
import { commitmentPk, toCommitment } from "../commitment.store.ts";
import type { Commitment } from "../commitment.ts";
import { type LedgerEntry, LedgerEntrySchema } from "../ledger-entry.ts";

/** An entry of some commitment's ledger, as the book of its funder lists it. */
export type BookedEntry = { readonly commitmentId: string; readonly entry: LedgerEntry };

/**
 * A page of what a funder booked in one month ("2026-09") between two days, both included, by day, commitment and sequence. One Query of
 * an index, eventually consistent: an entry that was just written may come a moment later.
 */
export async function bookPage(
  table: Table,
  asked: {
    readonly organisationId: string;
    readonly month: string;
    readonly from: string;
    readonly to: string;
    readonly limit: number;
    readonly position?: Position | undefined;
  },
): Promise<{ booked: BookedEntry[]; next?: Item }> {
  const { organisationId, month, from, to, limit, position } = asked;
  const page = await queryPage(table, {
    index: "byOwner",
    partition: `ORG#${organisationId}#LEDGER#${month}`,
    // "~" sorts after the "#" that follows the day in every key.
    between: [from, `${to}~`],
    limit,
    ...(position ? { from: position } : {}),
  });
  const booked = page.items.map((item) => ({
    commitmentId: item.pk.slice(commitmentPk("").length),
    entry: LedgerEntrySchema().parse(attributesOf(item)),
  }));
  return { booked, ...(page.next ? { next: page.next } : {}) };
}

/** The heads of commitments by id. One round, a hundred a request: bytes / 8 KB, eventually consistent. */
export async function commitmentHeads(
  table: Table,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Commitment>> {
  const keys = [...new Set(ids)].map((id) => headKey(commitmentPk(id)));
  const heads = (await getItems(table, keys)).map((item) => toCommitment(item).commitment);
  return new Map(heads.map((commitment) => [commitment.id, commitment]));
}
