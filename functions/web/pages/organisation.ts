import { can } from "../../../shared/identity/permissions.ts";
import { getOrganisation } from "../../../shared/identity/read-organisations.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { renderOrganisation } from "../views/organisation.tsx";

/** What is recorded of one's own organisation. One Query. */
export async function organisationPage({ principal, frame }: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { organisationId } = principal;
  const organisation = await getOrganisation(deps, { principal, organisationId });
  if (!organisation.ok) return organisation;
  const shown = {
    organisation: organisation.value,
    mayWrite: can(principal, "organisation:write"),
    maySeeHistory: can(principal, "history:read"),
  };
  return ok(renderOrganisation(shown, frame));
}
