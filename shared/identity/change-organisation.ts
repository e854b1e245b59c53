import { headFields } from "../platform/aggregate.ts";
import { contentHash } from "../platform/canonical-json.ts";
import { writeAggregate } from "../platform/history.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import {
  contactsPart,
  organisationPart,
  organisationPk,
  readOrganisation,
  type StoredOrganisation,
  shownOrganisation,
} from "./organisation.store.ts";
import { changed, type Organisation, type OrganisationChange } from "./organisation.ts";
import type { Principal } from "./principal.ts";
import { noSuchOrganisation } from "./read-organisations.ts";
import { staleVersion } from "./stale-version.ts";

/**
 * Changes one's own organisation, or one in one's address book. Refused with `not_found` for any other, and with
 * `version_conflict` where it changed since it was read. One Query and one transaction.
 */
export async function changeOrganisation(
  deps: { table: Table },
  input: {
    principal: Principal;
    organisationId: string;
    ifMatch: number;
    change: OrganisationChange;
    now: string;
  },
): Promise<Result<Organisation>> {
  const { principal, change } = input;
  const stored = await readOrganisation(deps.table, input.organisationId);
  if (stored?.keptBy !== principal.organisationId) return fail(noSuchOrganisation());
  const { version } = headFields(stored.head);
  if (version !== input.ifMatch) return fail(staleVersion(version));
  const facts = changed(stored.facts, change);
  const contacts = change.contacts ?? stored.contacts;
  const written = await writeAggregate(deps.table, {
    pk: organisationPk(facts.id),
    ownerId: stored.keptBy,
    previousHead: stored.head,
    parts: [{ before: stored.head, after: organisationPart(facts) }, ...contactsChange(stored, change)],
    action: "organisation.change",
    reason: change.reason,
    by: { principalId: principal.id, organisationId: principal.organisationId },
    now: input.now,
  });
  return written.ok ? ok(shownOrganisation(facts, stored.keptBy, { ...written.value, contacts })) : written;
}

function contactsChange(stored: StoredOrganisation, { contacts }: OrganisationChange) {
  if (contacts === undefined || contentHash(contacts) === contentHash(stored.contacts)) return [];
  return [{ ...(stored.personal ? { before: stored.personal } : {}), after: contactsPart(contacts) }];
}
