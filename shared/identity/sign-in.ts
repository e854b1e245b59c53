import { writeAggregate } from "../platform/history.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import {
  claimPointer,
  findPersonId,
  personHeadPart,
  personPk,
  readPerson,
  replacing,
  type StoredPerson,
} from "./person.store.ts";
import { emailHash, subjectHash } from "./person.ts";
import type { Principal } from "./principal.ts";
import { retryOnConflict } from "./retry.ts";
import type { Claims } from "./token-verifier.ts";

/**
 * The principal of somebody whose token was verified. Known by their account (issuer and subject); the first time, by the
 * e-mail address for which the issuer vouches, and from then on bound to that account: an address that passes to somebody
 * else later opens nothing. Acts for the organisation asked for, else for the first that they belong to.
 */
export async function signIn(
  table: Table,
  input: { claims: Claims; now: string; organisationId?: string },
): Promise<Result<Principal>> {
  const person = await retryOnConflict(() => findOrBind(table, input));
  if (!person.ok) return person;
  const active = person.value.memberships.filter((membership) => membership.status === "active");
  const membership =
    input.organisationId === undefined
      ? active[0]
      : active.find((one) => one.organisationId === input.organisationId);
  if (!membership) return refused("You do not belong to this organisation, or not any more.");
  const { organisationId, organisationKind, roles } = membership;
  return ok({ kind: "person", id: person.value.id, organisationId, organisationKind, roles });
}

async function findOrBind(
  table: Table,
  input: { claims: Claims; now: string },
): Promise<Result<StoredPerson>> {
  const { claims } = input;
  const subject = subjectHash(claims.issuer, claims.subject);
  const known = await findPersonId(table, "SUB", subject);
  const person = known === undefined ? undefined : await readPerson(table, known);
  if (person) return ok(person);
  if (claims.verifiedEmail === undefined)
    return refused(
      "Your sign-in service does not vouch for an e-mail address. Verify it there, then sign in again.",
    );
  const invited = await findPersonId(table, "EML", emailHash(claims.verifiedEmail));
  const candidate = invited === undefined ? undefined : await readPerson(table, invited);
  // Another request of theirs was first to bind the account, between the two reads.
  if (candidate?.subject === subject) return ok(candidate);
  if (!candidate || candidate.subject !== undefined)
    return refused(
      "Nobody here signs in with this account. Ask an administrator of your organisation to add you.",
    );
  return bind(table, candidate, { subject, now: input.now });
}

async function bind(
  table: Table,
  person: StoredPerson,
  account: { subject: string; now: string },
): Promise<Result<StoredPerson>> {
  const { subject, now } = account;
  const written = await writeAggregate(table, {
    pk: personPk(person.id),
    ownerId: person.ownerId,
    previousHead: person.head,
    parts: [replacing(person, personHeadPart({ id: person.id, subject }))],
    action: "person.first-sign-in",
    by: { principalId: person.id, organisationId: person.ownerId },
    now,
    others: [claimPointer("SUB", subject, person)],
  });
  return written.ok ? ok({ ...person, subject }) : written;
}

function refused(detail: string): Result<never> {
  return fail({ code: "not_signed_in", detail });
}
