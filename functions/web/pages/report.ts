import { type Page, renderReport } from "../../../shared/pages/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import { readReport } from "../../../shared/reporting/index.ts";
import { forReader, OWN_LOCALE } from "../../../shared/reporting/wording/reader.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";

/** The report of a commitment, the same as the API gives it, and written in the same way. */
export async function reportPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, now, frame, c } = visit;
  const commitmentId = c.req.param("commitmentId") ?? "";
  const report = await readReport(deps.table, { commitmentId, principal, now });
  return report.ok ? forReader(OWN_LOCALE, () => ok(renderReport(report.value, frame))) : report;
}
