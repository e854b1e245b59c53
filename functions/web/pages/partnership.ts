import type { Page } from "../../../shared/pages/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import { readOverview } from "../read-overview.ts";
import { readWorkspace } from "../read-workspace.ts";
import type { Visit } from "../signed-in.ts";
import { renderPartnership } from "../views/partnership.tsx";

/** A partnership: what changed, what is due, who owes what; its strategies, its line of sight, and how its indicators stand. */
export async function partnershipPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, now, frame, c } = visit;
  const partnershipId = c.req.param("partnershipId") ?? "";
  const asked = { partnershipId, principal, now };
  const [overview, work] = await Promise.all([readOverview(deps, asked), readWorkspace(deps, asked)]);
  if (!overview.ok) return overview;
  if (!work.ok) return work;
  const today = now.slice(0, 10);
  return ok(renderPartnership({ overview: overview.value, work: work.value, principal, today }, frame));
}
