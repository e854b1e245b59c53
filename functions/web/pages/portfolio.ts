import { showPortfolio } from "../../../shared/investments/portfolio/show-portfolio.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { renderPortfolio } from "../views/portfolio.tsx";

/** What is still to be paid and when, how the funder conducts itself, and on how few recipients its money rests. Two rounds. */
export async function portfolioPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, now, frame } = visit;
  const shown = await showPortfolio(deps, { principal, query: { limit: 1 }, today: now.slice(0, 10) });
  return shown.ok ? ok(renderPortfolio(shown.value, frame)) : shown;
}
