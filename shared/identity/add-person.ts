import { type Author, writeAggregate } from "../platform/history.ts";
import type { NewId } from "../platform/id.ts";
import type { IdempotentRequest } from "../platform/idempotency.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import type { Write } from "../platform/transaction.ts";
import type { OrganisationKind } from "./organisation.ts";
import {
  claimPointer,
  findPersonId,
  membershipPart,
  personalPart,
  personHeadPart,
  personPk,
  readPerson,
  replacing,
  type StoredPerson,
  shownPerson,
} from "./person.store.ts";
import { emailHash, type Membership, type NewPerson, type Person } from "./person.ts";
import { retryOnConflict } from "./retry.ts";

export type PersonToAdd = {
  readonly person: NewPerson;
  readonly organisation: { readonly id: string; readonly kind: OrganisationKind };
  readonly by: Author;
  readonly now: string;
  /** The hash of the account they sign in with, where it is known beforehand. */
  readonly subject?: string;
  readonly idempotency?: (id: string) => IdempotentRequest;
  /** What else must be written with it. */
  readonly others?: (id: string) => readonly Write[];
};

/**
 * Makes a person a member of an organisation. One e-mail address is one person everywhere: whoever is known already, from
 * another organisation, becomes a member of this one too and keeps the name recorded there; whoever had left becomes a
 * member again. Refused with `already_exists` for an active member. At most two reads, then one transaction.
 */
export async function addPerson(
  deps: { table: Table; newId: NewId },
  input: PersonToAdd,
): Promise<Result<Person>> {
  return retryOnConflict(async () => {
    const known = await findPersonId(deps.table, "EML", emailHash(input.person.email));
    const person = known === undefined ? undefined : await readPerson(deps.table, known);
    return person ? join(deps.table, person, input) : makePerson(deps, input);
  });
}

async function makePerson(deps: { table: Table; newId: NewId }, input: PersonToAdd): Promise<Result<Person>> {
  const { name, email } = input.person;
  const id = deps.newId("per");
  const pointed = { id, ownerId: input.organisation.id };
  const membership = newMembership(input);
  const facts = { id, subject: input.subject };
  const written = await writeAggregate(deps.table, {
    pk: personPk(id),
    ownerId: input.organisation.id,
    parts: [personHeadPart(facts), personalPart({ name, email }), membershipPart(id, membership)].map(
      (after) => ({ after }),
    ),
    ...common(input, id),
    others: [
      claimPointer("EML", emailHash(email), pointed),
      ...(input.subject === undefined ? [] : [claimPointer("SUB", input.subject, pointed)]),
      ...(input.others?.(id) ?? []),
    ],
  });
  return written.ok
    ? ok(shownPerson({ ...facts, personal: { name, email } }, membership, written.value))
    : written;
}

async function join(table: Table, person: StoredPerson, input: PersonToAdd): Promise<Result<Person>> {
  const present = person.memberships.find((one) => one.organisationId === input.organisation.id);
  if (present?.status === "active") {
    const detail = "Somebody with this e-mail address is a member already.";
    return fail({ code: "already_exists", detail, errors: [{ pointer: "/email", detail }] });
  }
  const membership = newMembership(input);
  const written = await writeAggregate(table, {
    pk: personPk(person.id),
    ownerId: person.ownerId,
    previousHead: person.head,
    parts: [
      replacing(person, personHeadPart(person)),
      replacing(person, membershipPart(person.id, membership)),
    ],
    ...common(input, person.id),
    others: input.others?.(person.id) ?? [],
  });
  return written.ok ? ok(shownPerson(person, membership, written.value)) : written;
}

function newMembership(input: PersonToAdd): Membership {
  const { id, kind } = input.organisation;
  return { organisationId: id, organisationKind: kind, roles: input.person.roles, status: "active" };
}

function common(input: PersonToAdd, id: string) {
  const { by, now } = input;
  const idempotency = input.idempotency ? { idempotency: input.idempotency(id) } : {};
  return { action: "person.add", by, now, ...idempotency };
}
