import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createApiKey } from "../../../shared/identity/create-api-key.ts";
import { createFirstOrganisation } from "../../../shared/identity/create-first-organisation.ts";
import type { OrganisationKind } from "../../../shared/identity/organisation.ts";
import { findPersonId, readPerson } from "../../../shared/identity/person.store.ts";
import { emailHash } from "../../../shared/identity/person.ts";
import { newId } from "../../../shared/platform/id.ts";
import { systemClock } from "../../../shared/platform/time.ts";

export type Outsider = { readonly name: string; readonly kind: OrganisationKind; readonly email: string };

/**
 * An API key, valid for a day, of an organisation nobody of which signs in on this machine: made with its first person, or
 * found again where an earlier attempt made it. The one thing that the demo does not do through the API, which lets nobody in
 * whom nobody has let in.
 */
export async function firstKey(recordsTable: string, outsider: Outsider): Promise<string> {
  const client = new DynamoDBClient({});
  const deps = { table: { client, name: recordsTable }, newId, clock: systemClock };
  try {
    const made = await createFirstOrganisation(deps, { ...outsider, keyDays: 1 });
    return made.ok ? made.value.apiKey : await anotherKey(deps, outsider);
  } finally {
    client.destroy();
  }
}

async function anotherKey(
  deps: Parameters<typeof createFirstOrganisation>[0],
  { name, email }: Outsider,
): Promise<string> {
  const id = await findPersonId(deps.table, "EML", emailHash(email));
  const person = id === undefined ? undefined : await readPerson(deps.table, id);
  const membership = person?.memberships[0];
  if (!person || !membership) throw new Error(`${name} has no first person.`);
  const { organisationId, organisationKind, roles } = membership;
  const now = deps.clock();
  const made = await createApiKey(deps, {
    maker: { kind: "person", id: person.id, organisationId, organisationKind, roles },
    key: { label: "Demo data", roles, expiresAt: new Date(Date.parse(now) + 86_400_000).toISOString() },
    now,
  });
  if (!made.ok) throw new Error(`${name} got no key: ${made.problem.detail}`);
  return made.value.key;
}
