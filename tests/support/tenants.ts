import { createOrganisation } from "../../shared/identity/create-organisation.ts";
import type { OrganisationKind } from "../../shared/identity/organisation.ts";
import { newId } from "../../shared/platform/id.ts";
import type { Table } from "../../shared/platform/table.ts";
import { systemClock } from "../../shared/platform/time.ts";

/** Makes an organisation of a kind on a table, and gives its id. */
export async function aTenant(table: Table, kind: OrganisationKind): Promise<string> {
  const made = await createOrganisation(
    { table, newId },
    {
      organisation: { name: `A ${kind}`, kind, identifiers: [], fiscalYearStartMonth: 7, timeZone: "UTC" },
      by: { principalId: newId("per"), organisationId: newId("org") },
      now: systemClock(),
    },
  );
  if (!made.ok) throw new Error(made.problem.detail);
  return made.value.id;
}
