import { can } from "../../../shared/identity/permissions.ts";
import { listApiKeys } from "../../../shared/identity/read-api-keys.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { renderKeys } from "../views/keys.tsx";

const KEYS_A_PAGE = 50;

/** The API keys of one's organisation, revoked and expired ones among them. One round. */
export async function keysPage({ principal, c, frame, now }: Visit, deps: WebDeps): Promise<Result<Page>> {
  const page = { limit: KEYS_A_PAGE, cursor: c.req.query("cursor") };
  const keys = await listApiKeys(deps, { principal, page, now });
  return keys.ok ? ok(renderKeys({ keys: keys.value, mayWrite: can(principal, "key:write") }, frame)) : keys;
}
