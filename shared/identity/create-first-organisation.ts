import type { NewId } from "../platform/id.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import type { Clock } from "../platform/time.ts";
import { addPerson } from "./add-person.ts";
import { createApiKey } from "./create-api-key.ts";
import { createOrganisation } from "./create-organisation.ts";
import { claimFirstPerson } from "./first-person.store.ts";
import { NewOrganisationSchema, type OrganisationKind } from "./organisation.ts";
import type { Role } from "./permissions.ts";
import { findPersonId } from "./person.store.ts";
import { emailHash, NewPersonSchema, subjectHash } from "./person.ts";

export type FirstOrganisation = {
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly email: string;
  readonly personName?: string;
  /** The account that the person signs in with, where it is known before their first sign-in. */
  readonly account?: { readonly issuer: string; readonly subject: string };
  /** How long the key is valid; 90 days unless told otherwise. */
  readonly keyDays?: number;
};

export type CreatedFirstOrganisation = {
  readonly organisationId: string;
  readonly personId: string;
  readonly apiKey: string;
};

/**
 * Makes an organisation from outside, where nobody can sign in yet: with its first person (administrator, in a network also
 * operator) and an API key with the same roles. Refused with `already_exists` where somebody has this e-mail address.
 * Three transactions: cut off in between, it leaves an organisation without a person, in nobody's way, and can be repeated.
 */
export async function createFirstOrganisation(
  deps: { table: Table; newId: NewId; clock: Clock },
  input: FirstOrganisation,
): Promise<Result<CreatedFirstOrganisation>> {
  const roles: Role[] = input.kind === "network" ? ["administrator", "operator"] : ["administrator"];
  const organisation = NewOrganisationSchema().parse({ name: input.name, kind: input.kind });
  const person = NewPersonSchema().parse({ name: input.personName ?? input.name, email: input.email, roles });
  if (await findPersonId(deps.table, "EML", emailHash(person.email))) return fail(isTaken());
  const now = deps.clock();
  const organisationId = deps.newId("org");
  const by = { principalId: organisationId, organisationId };
  const made = await createOrganisation(deps, { organisation, by, now, id: organisationId });
  if (!made.ok) return made;
  const { account } = input;
  const added = await addPerson(deps, {
    person,
    organisation: { id: organisationId, kind: input.kind },
    by,
    now,
    ...(account === undefined ? {} : { subject: subjectHash(account.issuer, account.subject) }),
    others: (id) => [claimFirstPerson(organisationId, id)],
  });
  if (!added.ok) return added;
  const personId = added.value.id;
  const expiresAt = new Date(Date.parse(now) + (input.keyDays ?? 90) * 86_400_000).toISOString();
  const key = await createApiKey(deps, {
    maker: { kind: "person", id: personId, organisationId, organisationKind: input.kind, roles },
    key: { label: "First key", roles, expiresAt },
    now,
  });
  return key.ok ? ok({ organisationId, personId, apiKey: key.value.key }) : key;
}

function isTaken() {
  const detail = "There is a person with this e-mail address already; their organisation exists.";
  return { code: "already_exists", detail } as const;
}
