import type { Context } from "hono";
import { can } from "../../../shared/identity/permissions.ts";
import { FILE_FORMATS, readPaymentFile } from "../../../shared/investments/payment-runs/payment-file.ts";
import {
  listPaymentRuns,
  showPaymentRun,
} from "../../../shared/investments/payment-runs/read-payment-run.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import { pageResponse } from "../respond.ts";
import { admit, notFoundPage, refused, type Visit } from "../signed-in.ts";
import { renderPaymentRun, renderPaymentRuns } from "../views/payment-runs.tsx";

const A_PAGE = 50;

/** A funder's payment runs, newest first. One round. */
export async function paymentRunsPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, c, frame } = visit;
  const page = { limit: A_PAGE, cursor: c.req.query("cursor") };
  const listed = await listPaymentRuns(deps, { organisationId: principal.organisationId, page });
  if (!listed.ok) return listed;
  const may = { pay: can(principal, "payment:write"), approve: can(principal, "payment:approve") };
  return ok(renderPaymentRuns({ runs: listed.value, may }, frame));
}

/** One payment run: what became of each item, and what was reversed since. Two rounds. */
export async function paymentRunPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, c, frame } = visit;
  const { organisationId } = principal;
  const run = await showPaymentRun(deps.table, { id: c.req.param("runId") ?? "", organisationId });
  if (!run.ok) return run;
  const may = { pay: can(principal, "payment:write"), fetch: can(principal, "journal:read") };
  return ok(renderPaymentRun({ run: run.value, may }, frame));
}

/** What a finished run paid, as a file for the bank or for the ledger. Two rounds. */
export async function paymentFile(c: Context, deps: WebDeps): Promise<Response> {
  const visit = await admit(c, deps, "journal:read");
  if (visit instanceof Response) return visit;
  const id = c.req.param("runId") ?? "";
  const format = FILE_FORMATS.find((each) => `${each}.csv` === c.req.param("file"));
  if (!format) return pageResponse(c, notFoundPage(visit.frame), 404);
  const { organisationId } = visit.principal;
  const file = await readPaymentFile(deps.table, { id, organisationId, format });
  if (!file.ok) return refused(c, file.problem, visit.frame);
  return c.body(file.value, 200, {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="${id}-${format}.csv"`,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
}
