import { headFields } from "../platform/aggregate.ts";
import type { Listed, PageQuery } from "../platform/page.ts";
import type { Problem } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { readOrganisation, readOrganisationPage, shownOrganisation } from "./organisation.store.ts";
import { canSee, type Organisation } from "./organisation.ts";
import type { ListDeps } from "./owned-list.ts";
import type { Principal } from "./principal.ts";

/**
 * One's own organisation, one of one's address book, or one that one's network made; any other is `not_found`. Contacts only
 * for who keeps the record. One Query.
 */
export async function getOrganisation(
  deps: { table: Table },
  input: { principal: Principal; organisationId: string },
): Promise<Result<Organisation>> {
  const { principal } = input;
  const stored = await readOrganisation(deps.table, input.organisationId);
  if (!stored || !canSee(principal, { ...stored.facts, keptBy: stored.keptBy }))
    return fail(noSuchOrganisation());
  const contacts = stored.keptBy === principal.organisationId ? { contacts: stored.contacts } : {};
  return ok(shownOrganisation(stored.facts, stored.keptBy, { ...headFields(stored.head), ...contacts }));
}

/** A page of one's address book, or of the organisations that one's network made; by name. One Query. */
export async function listOrganisations(
  deps: ListDeps,
  input: { principal: Principal; page: PageQuery },
): Promise<Result<Listed<Organisation>>> {
  const { organisationId } = input.principal;
  return readOrganisationPage(deps, { organisationId, page: input.page });
}

/** What is answered for an organisation that does not exist, or is none of one's business. */
export function noSuchOrganisation(): Problem {
  return { code: "not_found", detail: "There is no organisation with this id that you may see." };
}
