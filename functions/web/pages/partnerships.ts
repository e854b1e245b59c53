import { can } from "../../../shared/identity/permissions.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { listPartnerships } from "../../../shared/partnerships/list-partnerships.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { renderPartnerships } from "../views/partnerships.tsx";

const A_PAGE = 50;

/** The partnerships that one keeps, then those that are shared with one. One round, two where any is shared. */
export async function partnershipsPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, c, frame } = visit;
  const { organisationId } = principal;
  const page = { limit: A_PAGE, cursor: c.req.query("cursor") };
  const listed = await listPartnerships(deps, { organisationId, page });
  const mayAdd = principal.organisationKind === "partnership" && can(principal, "partnership:write");
  return listed.ok ? ok(renderPartnerships({ listed: listed.value, organisationId, mayAdd }, frame)) : listed;
}
