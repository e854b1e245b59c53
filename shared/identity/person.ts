import { createHash } from "node:crypto";
import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { invalidAt } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { EmailSchema } from "./contact.ts";
import { ORGANISATION_KINDS, type OrganisationKind } from "./organisation.ts";
import { ROLES, type Role } from "./permissions.ts";
import { ReasonSchema } from "./reason.ts";

export const MEMBERSHIP_STATUSES = ["active", "ended"] as const;

const NameSchema = lazy(() => z.string().trim().min(1).max(200));
const RolesSchema = lazy(() =>
  z
    .array(z.enum(ROLES))
    .min(1, "Give at least one role.")
    .refine((roles) => new Set(roles).size === roles.length, "A role is given twice."),
);

/** What a person is in one organisation. Its kind is kept with it, so that signing in needs no read of the organisation. */
export const MembershipSchema = lazy(() =>
  z.object({
    organisationId: z.string(),
    organisationKind: z.enum(ORGANISATION_KINDS),
    roles: RolesSchema(),
    status: z.enum(MEMBERSHIP_STATUSES),
  }),
);
export type Membership = z.infer<ReturnType<typeof MembershipSchema>>;

/** A person as their organisation sees them. Name and e-mail are absent once erased. */
export const PersonSchema = lazy(() =>
  z
    .strictObject({
      id: idSchema("per"),
      version: z.int(),
      name: NameSchema().optional(),
      email: z.string().optional(),
      roles: RolesSchema(),
      status: z.enum(MEMBERSHIP_STATUSES),
      hasSignedIn: z.boolean(),
      recordedAt: z.iso.datetime(),
    })
    .meta({ id: "Person", description: "Somebody who signs in for the organisation." }),
);
export type Person = z.infer<ReturnType<typeof PersonSchema>>;

/** What one gives to add a person. */
export const NewPersonSchema = lazy(() =>
  z
    .strictObject({ name: NameSchema(), email: EmailSchema(), roles: RolesSchema() })
    .meta({ id: "NewPerson" }),
);
export type NewPerson = z.infer<ReturnType<typeof NewPersonSchema>>;

/** What may change of a person, and why. An e-mail address never does: it is what the first sign-in is recognised by. */
export const PersonChangeSchema = lazy(() =>
  z
    .strictObject({
      name: NameSchema().optional(),
      roles: RolesSchema().optional(),
      reason: ReasonSchema(),
    })
    .meta({ id: "PersonChange" }),
);
export type PersonChange = z.infer<ReturnType<typeof PersonChangeSchema>>;

/** Why somebody is deactivated, and whether name and e-mail go as well. */
export const DeactivationSchema = lazy(() =>
  z
    .strictObject({
      reason: ReasonSchema(),
      erase: z.boolean().default(false).meta({ description: "Erases name and e-mail address for good." }),
    })
    .meta({ id: "Deactivation" }),
);

/**
 * What an e-mail address is found by: SHA-256 of it in lower case, hex. It must be the same each time somebody signs in, so
 * it cannot be salted; whoever has the table could test guesses against it. Therefore it is a pointer of its own, in no
 * history, deleted when the person's last membership ends.
 */
export function emailHash(email: string): string {
  return createHash("sha256").update(email.trim().normalize("NFC").toLowerCase()).digest("hex");
}

/** What a signed-in account is found by: SHA-256 of issuer and subject, hex. Subjects are unique within an issuer only. */
export function subjectHash(issuer: string, subject: string): string {
  return createHash("sha256").update(`${issuer}\n${subject}`).digest("hex");
}

/** Whether roles may be given: `operator` only in a network organisation, and only by an operator. */
export function checkRoles(
  roles: readonly Role[],
  giver: { roles: readonly Role[]; organisationKind: OrganisationKind },
): Result<readonly Role[]> {
  if (!roles.includes("operator")) return ok(roles);
  if (giver.organisationKind !== "network")
    return fail(invalidAt("/roles", "Only a network organisation has operators."));
  if (!giver.roles.includes("operator"))
    return fail(invalidAt("/roles", "Only an operator makes somebody an operator."));
  return ok(roles);
}
