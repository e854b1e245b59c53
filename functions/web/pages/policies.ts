import { can } from "../../../shared/identity/permissions.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import { listPolicies, readPolicy } from "../../../shared/publication/policies/read-policies.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { versionAsked } from "../version-asked.ts";
import { renderPolicies, renderPolicy } from "../views/policies.tsx";

const POLICIES_A_PAGE = 50;

/** By which rules releases are protected: of the product, and of one's organisation. One round. */
export async function policiesPage({ principal, c, frame }: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { organisationId } = principal;
  const page = { limit: POLICIES_A_PAGE, cursor: c.req.query("cursor") };
  const listed = await listPolicies(deps, { organisationId, page });
  if (!listed.ok) return listed;
  const { builtIn, items, next } = listed.value;
  const policies = { items: [...builtIn, ...items], ...(next === undefined ? {} : { next }) };
  return ok(renderPolicies({ policies, mayWrite: can(principal, "release:write") }, frame));
}

/** A version of one policy, the latest unless one is named. Two rounds. */
export async function policyPage({ principal, c, frame }: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { organisationId } = principal;
  const asked = { id: c.req.param("policyId") ?? "", organisationId, version: versionAsked(c) };
  const read = await readPolicy(deps.table, asked);
  if (!read.ok) return read;
  const shown = {
    policy: read.value,
    mayWrite: can(principal, "release:write"),
    maySeeHistory: can(principal, "history:read"),
  };
  return ok(renderPolicy(shown, frame));
}
