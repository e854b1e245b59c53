import { writeAggregate } from "../platform/history.ts";
import type { IdempotentRequest } from "../platform/idempotency.ts";
import type { Problem } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import type { Write } from "../platform/transaction.ts";
import {
  membershipPart,
  personalPart,
  personHeadPart,
  personPk,
  releasePointer,
  replacing,
  type StoredPerson,
  shownPerson,
} from "./person.store.ts";
import { emailHash, type Membership, type Person } from "./person.ts";
import type { Principal } from "./principal.ts";
import { findMember } from "./read-people.ts";
import { retryOnConflict } from "./retry.ts";
import { dropViews } from "./view.store.ts";

export type DeactivationInput = {
  readonly principal: Principal;
  readonly personId: string;
  readonly reason: string;
  readonly erase: boolean;
  readonly now: string;
  readonly idempotency?: IdempotentRequest;
};

/**
 * Ends somebody's membership in the principal's organisation: their next request is refused. With their last membership goes
 * what they were found by (the pointers by e-mail address and account), so that whoever is added with that address later is
 * a new person. The views that they kept here go at once. `erase` empties name and e-mail address for good, also later; only where no other organisation has them.
 */
export async function deactivatePerson(
  deps: { table: Table },
  input: DeactivationInput,
): Promise<Result<Person>> {
  return retryOnConflict(() => deactivateOnce(deps.table, input));
}

async function deactivateOnce(table: Table, input: DeactivationInput): Promise<Result<Person>> {
  const { principal, erase } = input;
  const found = await findMember(table, input);
  if (!found.ok) return found;
  const { person } = found.value;
  const isLast = !person.memberships.some(
    (one) => one.status === "active" && one.organisationId !== principal.organisationId,
  );
  const problem = refusal(found.value, input, isLast);
  if (problem) return fail(problem);
  const membership = { ...found.value.membership, status: "ended" as const };
  const facts = { id: person.id, subject: isLast ? undefined : person.subject };
  const personal = erase ? {} : person.personal;
  const written = await writeAggregate(table, {
    pk: personPk(person.id),
    ownerId: person.ownerId,
    previousHead: person.head,
    parts: [
      replacing(person, personHeadPart(facts)),
      replacing(person, membershipPart(person.id, membership)),
      ...(erase ? [replacing(person, personalPart({}))] : []),
    ],
    action: erase ? "person.erase" : "person.deactivate",
    reason: input.reason,
    by: { principalId: principal.id, organisationId: principal.organisationId },
    now: input.now,
    ...(input.idempotency === undefined ? {} : { idempotency: input.idempotency }),
    others: [
      dropViews({ id: person.id, organisationId: principal.organisationId }),
      ...(isLast && found.value.membership.status === "active" ? releases(person) : []),
    ],
  });
  return written.ok ? ok(shownPerson({ ...facts, personal }, membership, written.value)) : written;
}

function refusal(
  { person, membership }: { person: StoredPerson; membership: Membership },
  input: DeactivationInput,
  isLast: boolean,
): Problem | undefined {
  if (person.id === input.principal.id)
    return { code: "forbidden", detail: "Nobody deactivates themselves. Ask another administrator." };
  if (membership.status === "ended" && !input.erase)
    return { code: "conflict", detail: "This person has left already." };
  if (input.erase && !isLast)
    return {
      code: "conflict",
      detail: "Another organisation has this person too; deactivate without erasing.",
    };
  return undefined;
}

function releases(person: StoredPerson): Write[] {
  const { email } = person.personal;
  return [
    ...(email === undefined ? [] : [releasePointer("EML", emailHash(email), person.id)]),
    ...(person.subject === undefined ? [] : [releasePointer("SUB", person.subject, person.id)]),
  ];
}
