import { type Author, writeAggregate } from "../platform/history.ts";
import type { NewId } from "../platform/id.ts";
import type { IdempotentRequest } from "../platform/idempotency.ts";
import { ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { contactsPart, organisationPart, organisationPk, shownOrganisation } from "./organisation.store.ts";
import type { NewOrganisation, Organisation, OrganisationFacts } from "./organisation.ts";

/**
 * Makes an organisation that signs in here and keeps its own record. It appears in the list of the network that made it
 * (`by`), or in its own where it is the first of all. Its contacts are shown to itself only.
 */
export async function createOrganisation(
  deps: { table: Table; newId: NewId },
  input: {
    organisation: NewOrganisation;
    by: Author;
    now: string;
    id?: string;
    idempotency?: (id: string) => IdempotentRequest;
  },
): Promise<Result<Organisation>> {
  const id = input.id ?? deps.newId("org");
  const { contacts, country, ...given } = input.organisation;
  const facts: OrganisationFacts = {
    id,
    ...given,
    status: "active",
    ...(country === undefined ? {} : { country }),
    listedBy: input.by.organisationId,
  };
  const written = await writeAggregate(deps.table, {
    pk: organisationPk(id),
    ownerId: id,
    parts: [{ after: organisationPart(facts) }, ...(contacts ? [{ after: contactsPart(contacts) }] : [])],
    action: "organisation.create",
    by: input.by,
    now: input.now,
    ...(input.idempotency === undefined ? {} : { idempotency: input.idempotency(id) }),
  });
  return written.ok ? ok(shownOrganisation(facts, id, written.value)) : written;
}
