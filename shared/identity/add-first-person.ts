import * as z from "zod";
import { idSchema, type NewId } from "../platform/id.ts";
import type { IdempotentRequest } from "../platform/idempotency.ts";
import { lazy } from "../platform/lazy.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { addPerson } from "./add-person.ts";
import { EmailSchema } from "./contact.ts";
import { claimFirstPerson, readFirstPersonId } from "./first-person.store.ts";
import { readOrganisation } from "./organisation.store.ts";
import type { Principal } from "./principal.ts";
import { noSuchOrganisation } from "./read-organisations.ts";

/** What an operator gives to open an organisation to its first person, who becomes its administrator. */
export const NewFirstPersonSchema = lazy(() =>
  z
    .strictObject({ name: z.string().trim().min(1).max(200), email: EmailSchema() })
    .meta({ id: "NewFirstPerson" }),
);
export type NewFirstPerson = z.infer<ReturnType<typeof NewFirstPersonSchema>>;

/** Who was first: an id only, for an operator does not see the people of other organisations. */
export const FirstPersonSchema = lazy(() =>
  z.strictObject({ organisationId: idSchema("org"), personId: idSchema("per") }).meta({ id: "FirstPerson" }),
);
export type FirstPerson = z.infer<ReturnType<typeof FirstPersonSchema>>;

/**
 * Gives an organisation that the principal's network made its first person, as administrator. Only once, however often or at
 * the same time it is tried: afterwards its own administrators add people, and no operator can let anybody in.
 * Refused with `not_found` for another organisation, with `already_exists` where somebody was first.
 */
export async function addFirstPerson(
  deps: { table: Table; newId: NewId },
  input: {
    principal: Principal;
    organisationId: string;
    person: NewFirstPerson;
    now: string;
    idempotency?: IdempotentRequest;
  },
): Promise<Result<FirstPerson>> {
  const { principal, organisationId, now } = input;
  const organisation = await findMadeHere(deps.table, input);
  if (!organisation.ok) return organisation;
  if (await readFirstPersonId(deps.table, organisationId)) return fail(wasFirst());
  const { idempotency } = input;
  const added = await addPerson(deps, {
    person: { ...input.person, roles: ["administrator"] },
    organisation: { id: organisationId, kind: organisation.value.kind },
    by: { principalId: principal.id, organisationId: principal.organisationId },
    now,
    ...(idempotency === undefined ? {} : { idempotency: () => idempotency }),
    others: (id) => [claimFirstPerson(organisationId, id)],
  });
  // Whoever loses the race to be first finds the claim taken each time.
  if (!added.ok) return added.problem.code === "conflict" ? fail(wasFirst()) : added;
  return ok({ organisationId, personId: added.value.id });
}

/** Who was the first person of an organisation that the principal's network made; `not_found` where nobody was yet. */
export async function getFirstPerson(
  deps: { table: Table },
  input: { principal: Principal; organisationId: string },
): Promise<Result<FirstPerson>> {
  const organisation = await findMadeHere(deps.table, input);
  if (!organisation.ok) return organisation;
  const personId = await readFirstPersonId(deps.table, input.organisationId);
  if (personId === undefined)
    return fail({ code: "not_found", detail: "This organisation has no person yet." });
  return ok({ organisationId: input.organisationId, personId });
}

async function findMadeHere(table: Table, input: { principal: Principal; organisationId: string }) {
  const stored = await readOrganisation(table, input.organisationId);
  if (
    !stored ||
    stored.facts.listedBy !== input.principal.organisationId ||
    stored.keptBy !== stored.facts.id
  )
    return fail(noSuchOrganisation());
  return ok(stored.facts);
}

function wasFirst() {
  const detail = "This organisation has its first person; its administrators add the others.";
  return { code: "already_exists", detail } as const;
}
