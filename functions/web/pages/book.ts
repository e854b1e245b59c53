import { can } from "../../../shared/identity/permissions.ts";
import { readFunderSettings } from "../../../shared/investments/settings/settings.store.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { renderBook } from "../views/book.tsx";

/** How one's organisation runs its book: what is recorded, or the defaults. One GetItem. */
export async function bookPage({ principal, frame }: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { settings, version } = await readFunderSettings(deps.table, principal.organisationId);
  const shown = {
    settings,
    version,
    mayWrite: can(principal, "settings:write"),
    maySeeHistory: can(principal, "history:read"),
  };
  return ok(renderBook(shown, frame));
}
