import { can } from "../../../shared/identity/permissions.ts";
import { importView } from "../../../shared/interchange/import-view.ts";
import { listImportResults, listImports } from "../../../shared/interchange/read-import.ts";
import { ownImport } from "../../../shared/interchange/start-import.ts";
import { listIndicators } from "../../../shared/measurement/read-indicator.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import { addMonths } from "../../../shared/platform/time.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { renderData } from "../views/data.tsx";
import { renderImport } from "../views/import.tsx";

const IMPORTS_A_PAGE = 25;
const RESULTS_A_PAGE = 50;
const TEMPLATE_MONTHS = 24;

/** The files of figures that an organisation sent, newest first, for who keeps the partnership. One round. */
export async function dataPage({ principal, frame, c, now }: Visit, deps: WebDeps): Promise<Result<Page>> {
  const partnershipId = c.req.param("partnershipId") ?? "";
  const { organisationId } = principal;
  const [indicators, imports] = await Promise.all([
    listIndicators(deps, { partnershipId, organisationId, page: { limit: 1 } }),
    listImports(deps, { organisationId, page: { limit: IMPORTS_A_PAGE, cursor: c.req.query("cursor") } }),
  ]);
  if (!indicators.ok) return indicators;
  if (!imports.ok) return imports;
  const { items, ...rest } = imports.value;
  const views = items.map((job) => importView(job));
  const today = now.slice(0, 10);
  const ending = { from: addMonths(today, -TEMPLATE_MONTHS), to: today };
  return ok(renderData({ partnershipId, principal, imports: { ...rest, items: views }, ending }, frame));
}

/**
 * One file: how far the work on it is, and what became of its rows, the gravest first; of whichever partnership of the organisation its
 * figures are, under the address of one that there is. Two rounds; at most five where results are many.
 */
export async function importPage({ principal, frame, c }: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { organisationId } = principal;
  const importId = c.req.param("importId") ?? "";
  const partnershipId = c.req.param("partnershipId") ?? "";
  const [indicators, job] = await Promise.all([
    listIndicators(deps, { partnershipId, organisationId, page: { limit: 1 } }),
    ownImport(deps.table, { organisationId, importId }),
  ]);
  if (!indicators.ok) return indicators;
  if (!job.ok) return job;
  const page = { limit: RESULTS_A_PAGE, cursor: c.req.query("cursor") };
  const filter = { order: "severity" } as const;
  const results = await listImportResults(deps, { organisationId, importId, filter, page });
  if (!results.ok) return results;
  const shown = {
    partnershipId,
    view: importView(job.value),
    faults: (job.value.problem?.errors ?? []).map(({ detail }) => detail),
    results: results.value,
    mayWrite: can(principal, "import:write"),
    isStill: c.req.query("still") !== undefined,
  };
  return ok(renderImport(shown, frame));
}
