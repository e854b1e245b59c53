import { can } from "../../../shared/identity/permissions.ts";
import {
  listReportTemplates,
  readReportTemplate,
} from "../../../shared/investments/requirements/read-report-templates.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { versionAsked } from "../version-asked.ts";
import { renderTemplate, renderTemplates } from "../views/templates.tsx";

const TEMPLATES_A_PAGE = 50;

/** What reports to one's organisation are to hold. One round. */
export async function templatesPage({ principal, c, frame }: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { organisationId } = principal;
  const page = { limit: TEMPLATES_A_PAGE, cursor: c.req.query("cursor") };
  const templates = await listReportTemplates(deps, { organisationId, page });
  if (!templates.ok) return templates;
  return ok(
    renderTemplates({ templates: templates.value, mayWrite: can(principal, "template:write") }, frame),
  );
}

/** A version of one template, the latest unless one is named. Three rounds at most. */
export async function templatePage({ principal, c, frame }: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { organisationId } = principal;
  const of = { id: c.req.param("templateId") ?? "", organisationId };
  const version = versionAsked(c);
  const [latest, named] = await Promise.all([
    readReportTemplate(deps.table, of),
    version === undefined ? undefined : readReportTemplate(deps.table, { ...of, version }),
  ]);
  if (!latest.ok) return latest;
  if (named && !named.ok) return named;
  const shown = {
    template: (named ?? latest).value,
    latestVersion: latest.value.version,
    mayWrite: can(principal, "template:write"),
    maySeeHistory: can(principal, "history:read"),
  };
  return ok(renderTemplate(shown, frame));
}
