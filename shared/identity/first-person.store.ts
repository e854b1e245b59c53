import { getItem, type Table } from "../platform/table.ts";
import { NOT_EXISTS, type Write } from "../platform/transaction.ts";
import { organisationPk } from "./organisation.store.ts";

const FIRST = "FIRST";

/** The id of the first person of an organisation, if there is one yet. One GetItem. */
export async function readFirstPersonId(table: Table, organisationId: string): Promise<string | undefined> {
  const item = await getItem(table, { pk: organisationPk(organisationId), sk: FIRST });
  return typeof item?.personId === "string" ? item.personId : undefined;
}

/** The write that records who was first; refused where somebody was. */
export function claimFirstPerson(organisationId: string, personId: string): Write {
  const item = {
    pk: organisationPk(organisationId),
    sk: FIRST,
    type: "first-person",
    ownerId: organisationId,
    schemaVersion: 1,
    personId,
  };
  return { put: item, condition: NOT_EXISTS };
}
