import { createOrganisation } from "../../shared/identity/create-organisation.ts";
import type { OrganisationKind } from "../../shared/identity/organisation.ts";
import { newId } from "../../shared/platform/id.ts";
import type { Table } from "../../shared/platform/table.ts";
import { systemClock } from "../../shared/platform/time.ts";

/** The network that makes the organisations of a test, so that they may name one another. */
export const NETWORK = "org_01JD00000000000000000000NW";

/** Makes organisations that act in a test already: members of one network, who know one another. */
export async function inNetwork(
  table: Table,
  members: readonly { readonly organisationId: string; readonly organisationKind: OrganisationKind }[],
): Promise<void> {
  for (const { organisationId: id, organisationKind: kind } of members) {
    const organisation = {
      name: `A ${kind}`,
      kind,
      identifiers: [],
      fiscalYearStartMonth: 7,
      timeZone: "UTC",
    };
    const by = { principalId: newId("per"), organisationId: NETWORK };
    const made = await createOrganisation({ table, newId }, { organisation, by, now: systemClock(), id });
    if (!made.ok) throw new Error(made.problem.detail);
  }
}
