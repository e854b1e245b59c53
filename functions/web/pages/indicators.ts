import type { Page } from "../../../shared/pages/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import { readOverview } from "../read-overview.ts";
import type { Visit } from "../signed-in.ts";
import { renderIndicators } from "../views/indicators.tsx";

/** The indicators of a partnership as small multiples, as far as the reader may see their figures. Two rounds, from summaries; see `readOverview`. */
export async function indicatorsPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, now, frame, c } = visit;
  const partnershipId = c.req.param("partnershipId") ?? "";
  const overview = await readOverview(deps, { partnershipId, principal, now });
  if (!overview.ok) return overview;
  return ok(renderIndicators({ overview: overview.value, principal }, frame));
}
