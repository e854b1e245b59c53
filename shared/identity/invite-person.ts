import type { NewId } from "../platform/id.ts";
import type { IdempotentRequest } from "../platform/idempotency.ts";
import type { Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { addPerson } from "./add-person.ts";
import { checkRoles, type NewPerson, type Person } from "./person.ts";
import type { Principal } from "./principal.ts";

/** Adds somebody to the principal's own organisation; they sign in with this e-mail address. Errors as of `addPerson`. */
export async function invitePerson(
  deps: { table: Table; newId: NewId },
  input: {
    principal: Principal;
    person: NewPerson;
    now: string;
    idempotency?: (id: string) => IdempotentRequest;
  },
): Promise<Result<Person>> {
  const { principal, ...rest } = input;
  const roles = checkRoles(input.person.roles, principal);
  if (!roles.ok) return roles;
  const { organisationId, organisationKind } = principal;
  return addPerson(deps, {
    ...rest,
    organisation: { id: organisationId, kind: organisationKind },
    by: { principalId: principal.id, organisationId },
  });
}
