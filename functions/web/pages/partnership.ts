import type { Page } from "../../../shared/pages/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import { readOverview } from "../read-overview.ts";
import type { Visit } from "../signed-in.ts";
import { renderPartnership } from "../views/partnership.tsx";

/** A partnership: its strategies, its line of sight, and its indicators with their series. */
export async function partnershipPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, now, frame, c } = visit;
  const partnershipId = c.req.param("partnershipId") ?? "";
  const overview = await readOverview(deps, { partnershipId, principal, now });
  return overview.ok ? ok(renderPartnership(overview.value, frame)) : overview;
}
