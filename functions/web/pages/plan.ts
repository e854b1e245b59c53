import type { Page } from "../../../shared/pages/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import { readPlan } from "../read-plan.ts";
import type { Visit } from "../signed-in.ts";
import { renderPlan } from "../views/plan.tsx";

/** The plan of a partnership, and what to do next to make it whole, for who keeps it. One round; see `readPlan`. */
export async function planPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, now, frame, c } = visit;
  const partnershipId = c.req.param("partnershipId") ?? "";
  const plan = await readPlan(deps, { partnershipId, principal, now });
  return plan.ok ? ok(renderPlan({ plan: plan.value, principal }, frame)) : plan;
}
