import type { Page } from "../../../shared/pages/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import { listReleases, readContent } from "../../../shared/reporting/releases/read-releases.ts";
import type { WebDeps } from "../deps.ts";
import { requestOrigin } from "../request.ts";
import type { Visit } from "../signed-in.ts";
import { renderReportReleases } from "../views/report-releases.tsx";

const A_PAGE = 50;

/** The releases of reports that one's organisation made or was handed, the latest first. Two rounds. */
export async function reportReleasesPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, c, frame } = visit;
  const page = { limit: A_PAGE, cursor: c.req.query("cursor") };
  const listed = await listReleases(deps, { principal, origin: requestOrigin(c), page });
  if (!listed.ok) return listed;
  return ok(renderReportReleases({ ...listed.value, own: principal.organisationId }, frame));
}

/**
 * A release as the page that was frozen, within the headers that were stored with it: no frame, for it is what was cited and not a page of
 * this site. Two rounds; `gone` where it was withdrawn.
 */
export async function reportReleasePage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, c } = visit;
  const releaseId = c.req.param("releaseId") ?? "";
  const asked = { releaseId, principal, origin: requestOrigin(c), format: "html" as const };
  const content = await readContent(deps.table, asked);
  if (!content.ok) return content;
  const { text, blob } = content.value;
  return ok({ html: text, headers: { ...blob.headers, etag: `"${blob.sha256}"` } });
}
