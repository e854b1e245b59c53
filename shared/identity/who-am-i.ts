import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { type Organisation, OrganisationSchema } from "./organisation.ts";
import { ACTIONS, type Action, actionsOf, ROLES, type Role } from "./permissions.ts";
import { readPerson } from "./person.store.ts";
import type { Principal } from "./principal.ts";
import { getOrganisation } from "./read-organisations.ts";

const MembershipShownSchema = lazy(() =>
  z.strictObject({ organisationId: idSchema("org"), roles: z.array(z.enum(ROLES)) }),
);

/** Who is asking, as themselves: with every action they may do. */
export const MeSchema = lazy(() =>
  z
    .strictObject({
      id: z.string(),
      kind: z.enum(["person", "key"]),
      name: z.string().optional(),
      email: z.string().optional(),
      roles: z.array(z.enum(ROLES)),
      actions: z.array(z.enum(ACTIONS)),
      organisation: OrganisationSchema(),
      memberships: z.array(MembershipShownSchema()).optional(),
    })
    .meta({ id: "Me" }),
);
export type Me = {
  readonly id: string;
  readonly kind: Principal["kind"];
  readonly name?: string;
  readonly email?: string;
  readonly roles: readonly Role[];
  readonly actions: readonly Action[];
  readonly organisation: Organisation;
  /** Where a person may act: the organisations to name in the header `Throughline-Organisation`. */
  readonly memberships?: readonly { readonly organisationId: string; readonly roles: readonly Role[] }[];
};

/** Who is asking, for which organisation, and what they may do there. One round: one Query, two for a person. */
export async function whoAmI(deps: { table: Table }, principal: Principal): Promise<Result<Me>> {
  const { id, kind, roles, organisationId } = principal;
  const [organisation, person] = await Promise.all([
    getOrganisation(deps, { principal, organisationId }),
    kind === "person" ? readPerson(deps.table, id) : undefined,
  ]);
  if (!organisation.ok) return organisation;
  const { contacts: _contacts, ...shown } = organisation.value;
  const me = { id, kind, roles, actions: actionsOf(principal), organisation: shown };
  if (!person) return ok(me);
  const { name, email } = person.personal;
  const active = person.memberships.filter((one) => one.status === "active");
  return ok({
    ...me,
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    memberships: active.map((one) => ({ organisationId: one.organisationId, roles: one.roles })),
  });
}
