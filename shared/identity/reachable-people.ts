import { queryAll, type Table } from "../platform/table.ts";
import { ownedListPk } from "./owned-list.ts";
import type { Role } from "./permissions.ts";
import { peopleOf } from "./person.store.ts";

/** Somebody who can be written to, and what they are in the organisation that was asked about. */
export type ReachablePerson = {
  readonly id: string;
  readonly name: string | undefined;
  readonly email: string;
  readonly roles: readonly Role[];
};

/**
 * The people of an organisation who have not left and whose address is known. All of them: for a daily job, not for a request. A
 * Query, eventually consistent, and a round of BatchGetItem.
 */
export async function reachablePeople(table: Table, organisationId: string): Promise<ReachablePerson[]> {
  const partition = ownedListPk("PER", organisationId);
  const memberships = await queryAll(table, { index: "byOwner", partition });
  const people = await peopleOf(table, memberships);
  return people.flatMap(({ id, name, email, roles, status }) =>
    status === "active" && email !== undefined ? [{ id, name, email, roles }] : [],
  );
}

/** Of some people those who hold one of these roles; where nobody does, those who could give it to somebody. */
export function holdersOf(
  people: readonly ReachablePerson[],
  roles: readonly Role[],
): readonly ReachablePerson[] {
  const holders = people.filter((person) => person.roles.some((role) => roles.includes(role)));
  return holders.length > 0 ? holders : people.filter((person) => person.roles.includes("administrator"));
}
