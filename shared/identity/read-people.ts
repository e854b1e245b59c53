import type { Listed, PageQuery } from "../platform/page.ts";
import type { Problem } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import type { ListDeps } from "./owned-list.ts";
import { readPerson, readPersonPage, type StoredPerson, toPerson } from "./person.store.ts";
import type { Membership, Person } from "./person.ts";
import type { Principal } from "./principal.ts";

/** Somebody of the principal's organisation, also who has left; anybody else is `not_found`. One Query. */
export async function getPerson(
  deps: { table: Table },
  input: { principal: Principal; personId: string },
): Promise<Result<Person>> {
  const found = await findMember(deps.table, input);
  return found.ok ? ok(toPerson(found.value.person, found.value.membership)) : found;
}

/** A page of the people of the principal's organisation, also of those who have left. Two rounds. */
export async function listPeople(
  deps: ListDeps,
  input: { principal: Principal; page: PageQuery },
): Promise<Result<Listed<Person>>> {
  return readPersonPage(deps, { organisationId: input.principal.organisationId, page: input.page });
}

/** A person with their membership in the principal's organisation, else `not_found`. One Query. */
export async function findMember(
  table: Table,
  input: { principal: Principal; personId: string },
): Promise<Result<{ person: StoredPerson; membership: Membership }>> {
  const person = await readPerson(table, input.personId);
  const membership = person?.memberships.find((one) => one.organisationId === input.principal.organisationId);
  return person && membership ? ok({ person, membership }) : fail(noSuchPerson());
}

function noSuchPerson(): Problem {
  return { code: "not_found", detail: "Your organisation has no person with this id." };
}
