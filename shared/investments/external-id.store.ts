import { getItem, type Key, type Table } from "../platform/table.ts";
import { NOT_EXISTS, type Write } from "../platform/transaction.ts";

/** What another system calls a commitment of a funder. */
export type ExternalId = { readonly ownerId: string; readonly scheme: string; readonly value: string };

/** The commitment that carries an external id of a funder's. One GetItem. */
export async function findByExternalId(table: Table, external: ExternalId): Promise<string | undefined> {
  const item = await getItem(table, externalIdKey(external));
  return typeof item?.commitmentId === "string" ? item.commitmentId : undefined;
}

/** The key of the pointer from an external id to its commitment: it makes the external id unique for the funder. */
export function externalIdKey(external: ExternalId): Key {
  return { pk: `EXT#${external.ownerId}#${external.scheme}#${external.value}`, sk: "PTR" };
}

/** The pointer from an external id to its commitment, refused where the id is taken. */
export function externalIdWrite(external: ExternalId, commitmentId: string): Write {
  return {
    put: { ...externalIdKey(external), type: "external-id", ownerId: external.ownerId, commitmentId },
    condition: NOT_EXISTS,
  };
}
