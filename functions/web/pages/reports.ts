import { findRequirements } from "../../../shared/investments/index.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import { addMonths } from "../../../shared/platform/time.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { renderReports } from "../views/reports.tsx";

const BACK_MONTHS = 12;
const AHEAD_MONTHS = 11;

/** The reports that one asks for, or owes: what is late, what waits to be read, what is ahead. One round, a Query a month. */
export async function reportsPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, now, frame } = visit;
  const { organisationId, organisationKind } = principal;
  const today = now.slice(0, 10);
  const side = organisationKind === "funder" ? "funder" : "responsible";
  const span = { from: addMonths(today, -BACK_MONTHS), to: addMonths(today, AHEAD_MONTHS) };
  const found = await findRequirements(deps.table, { organisationId, side, ...span });
  if (!found.ok) return found;
  return ok(renderReports({ reports: found.value, today, side }, frame));
}
