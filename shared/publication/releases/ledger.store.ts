import * as z from "zod";
import { attributesOf, HEAD, type HeadFields, headFields, headKey } from "../../platform/aggregate.ts";
import { type AggregateWrite, type Author, aggregateWrites } from "../../platform/history.ts";
import { lazy } from "../../platform/lazy.ts";
import { getItem, type Item, type Table } from "../../platform/table.ts";
import type { Write } from "../../platform/transaction.ts";

/** What is out of a partnership's figures: what every further release is audited with. */
const LedgerSchema = lazy(() =>
  z.object({
    /** In the order in which they were published; withdrawn ones stay, for whoever has a copy keeps it. */
    releases: z.array(z.object({ id: z.string(), attempt: z.int() })),
    /** Registered releases that others made. */
    elsewhere: z.array(z.string()),
  }),
);
export type Ledger = z.infer<ReturnType<typeof LedgerSchema>>;

export type LoadedLedger = { readonly ledger: Ledger; readonly version: number; readonly item?: Item };

/** The most releases of a partnership, and the most that it registers as made elsewhere. */
export const MOST_RELEASES = 500;
export const MOST_ELSEWHERE = 500;

function ledgerPk(partnershipId: string): string {
  return `PBL#${partnershipId}`;
}

/** The ledger of a partnership's releases; version 0 where nothing is out. One GetItem, strongly consistent. */
export async function loadLedger(table: Table, partnershipId: string): Promise<LoadedLedger> {
  const item = await getItem(table, headKey(ledgerPk(partnershipId)));
  if (!item) return { ledger: { releases: [], elsewhere: [] }, version: 0 };
  const { releases, elsewhere } = attributesOf(item);
  const parsed = { releases: JSON.parse(String(releases)), elsewhere: JSON.parse(String(elsewhere)) };
  return { ledger: LedgerSchema().parse(parsed), version: headFields(item).version, item };
}

/**
 * The writes that bring a ledger to its next state under the version that was read, for the transaction of what it follows from: two
 * releases that were planned against the same ledger cannot both be published. The first write is the head's.
 */
export function ledgerWrites(
  previous: LoadedLedger,
  change: {
    readonly partnershipId: string;
    readonly next: Ledger;
    readonly ownerId: string;
    readonly action: string;
    readonly by: Author;
    readonly now: string;
  },
): { readonly writes: readonly Write[]; readonly head: HeadFields } {
  const { partnershipId, next, ownerId, action, by, now } = change;
  const attributes = {
    partnershipId,
    releases: JSON.stringify(next.releases),
    elsewhere: JSON.stringify(next.elsewhere),
  };
  const after = { sk: HEAD, type: "release-ledger", attributes };
  const write: AggregateWrite = {
    pk: ledgerPk(partnershipId),
    ownerId,
    ...(previous.item ? { previousHead: previous.item } : {}),
    parts: [{ ...(previous.item ? { before: previous.item } : {}), after }],
    action,
    by,
    now,
  };
  return aggregateWrites(write);
}
