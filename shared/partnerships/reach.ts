import { readOrganisation } from "../identity/organisation.store.ts";
import type { Table } from "../platform/table.ts";
import type { Condition } from "../platform/transaction.ts";

/** For whom something is that passes from one partnership to others: one's own, one's network's, or whoever signs in. */
export const REACHES = ["own", "network", "public"] as const;
export type Reach = (typeof REACHES)[number];

/** What has a reach: whose it is, and which network that belonged to when it was recorded. */
export type Reaching = { readonly ownerId: string; readonly networkId: string; readonly visibility: Reach };
/** Who asks. */
export type Reader = { readonly organisationId: string; readonly networkId: string };

/** Whether something is there for a reader. */
export function reaches({ ownerId, networkId, visibility }: Reaching, reader: Reader): boolean {
  if (ownerId === reader.organisationId || visibility === "public") return true;
  return visibility === "network" && networkId === reader.networkId;
}

/** The same as a condition on a stored head, for what a transaction rests on. */
export function reachCondition(reader: Reader): Condition {
  return {
    expression:
      "ownerId = :reader OR visibility = :public OR (visibility = :network AND networkId = :readersNetwork)",
    values: {
      ":reader": reader.organisationId,
      ":public": "public",
      ":network": "network",
      ":readersNetwork": reader.networkId,
    },
  };
}

/**
 * Who asks, with the network that made the organisation and lists it; one that is in nobody's list but its own is a network by itself.
 * One Query.
 */
export async function readerOf(table: Table, organisationId: string): Promise<Reader> {
  const organisation = await readOrganisation(table, organisationId);
  return { organisationId, networkId: organisation?.facts.listedBy ?? organisationId };
}
