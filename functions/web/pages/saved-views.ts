import { listViews } from "../../../shared/identity/keep-views.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { renderViews } from "../views/saved-views.tsx";

/** The views that somebody keeps. One GetItem. */
export async function viewsPage({ principal, frame }: Visit, deps: WebDeps): Promise<Result<Page>> {
  return ok(renderViews(await listViews(deps, principal), frame));
}
