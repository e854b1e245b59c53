import { headFields } from "../platform/aggregate.ts";
import { writeAggregate } from "../platform/history.ts";
import type { Problem } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import {
  membershipPart,
  personalPart,
  personHeadPart,
  personPk,
  replacing,
  type StoredPerson,
  shownPerson,
} from "./person.store.ts";
import { checkRoles, type Membership, type Person, type PersonChange } from "./person.ts";
import type { Principal } from "./principal.ts";
import { findMember } from "./read-people.ts";
import { staleVersion } from "./stale-version.ts";

/**
 * Changes what somebody is in the principal's organisation, or corrects their name. Nobody changes their own roles, so that
 * an organisation does not lose its last administrator. A name is corrected by the organisation that first recorded it.
 */
export async function changePerson(
  deps: { table: Table },
  input: { principal: Principal; personId: string; ifMatch: number; change: PersonChange; now: string },
): Promise<Result<Person>> {
  const { principal, change } = input;
  const found = await findMember(deps.table, input);
  if (!found.ok) return found;
  const { person } = found.value;
  const { version } = headFields(person.head);
  if (version !== input.ifMatch) return fail(staleVersion(version));
  const problem = refusal(found.value, principal, change);
  if (problem) return fail(problem);
  const membership = { ...found.value.membership, roles: change.roles ?? found.value.membership.roles };
  const personal = change.name === undefined ? person.personal : { ...person.personal, name: change.name };
  const written = await writeAggregate(deps.table, {
    pk: personPk(person.id),
    ownerId: person.ownerId,
    previousHead: person.head,
    parts: [
      replacing(person, personHeadPart(person)),
      ...(change.roles === undefined ? [] : [replacing(person, membershipPart(person.id, membership))]),
      ...(change.name === undefined ? [] : [replacing(person, personalPart(personal))]),
    ],
    action: "person.change",
    reason: change.reason,
    by: { principalId: principal.id, organisationId: principal.organisationId },
    now: input.now,
  });
  return written.ok ? ok(shownPerson({ ...person, personal }, membership, written.value)) : written;
}

function refusal(
  { person, membership }: { person: StoredPerson; membership: Membership },
  principal: Principal,
  change: PersonChange,
): Problem | undefined {
  if (membership.status === "ended")
    return { code: "conflict", detail: "This person has left. Add them again to give them access." };
  if (change.roles !== undefined && person.id === principal.id)
    return { code: "forbidden", detail: "Nobody changes their own roles. Ask another administrator." };
  if (change.name !== undefined && person.ownerId !== principal.organisationId)
    return { code: "forbidden", detail: "Another organisation recorded this name; only they correct it." };
  const roles = change.roles === undefined ? ok([]) : checkRoles(change.roles, principal);
  return roles.ok ? undefined : roles.problem;
}
