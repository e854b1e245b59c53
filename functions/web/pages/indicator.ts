import type { Page } from "../../../shared/pages/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import { readIndicatorPage } from "../read-indicator-page.ts";
import type { Visit } from "../signed-in.ts";
import { renderIndicator } from "../views/indicator.tsx";

/** One indicator: what it means, its figures by period, group and place, targets, gaps, signals. Rounds: see `readIndicatorPage`. */
export async function indicatorPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, now, frame, c } = visit;
  const partnershipId = c.req.param("partnershipId") ?? "";
  const indicatorId = c.req.param("indicatorId") ?? "";
  const read = await readIndicatorPage(deps, { partnershipId, indicatorId, principal, now });
  return read.ok ? ok(renderIndicator({ read: read.value, principal }, frame)) : read;
}
