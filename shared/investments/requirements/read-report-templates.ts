import { headFields } from "../../platform/aggregate.ts";
import { type Listed, type PageQuery, pageOf } from "../../platform/page.ts";
import type { Problem } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { ownedTemplateHead, readTemplateVersion, templatesPage } from "./report-template.store.ts";
import type { ReportTemplateSummary, ReportTemplateView } from "./report-template.ts";

/** A page of an organisation's templates, oldest first. */
export function listReportTemplates(
  deps: { readonly table: Table; readonly cursorSecret: string },
  asked: { readonly organisationId: string; readonly page: PageQuery },
): Promise<Result<Listed<ReportTemplateSummary>>> {
  const ownerId = asked.organisationId;
  const ask = { query: { list: "report-templates", organisationId: ownerId }, page: asked.page };
  return pageOf(deps.cursorSecret, ask, (paging) => templatesPage(deps.table, { ownerId, ...paging }));
}

/** A version of one of an organisation's templates, the latest unless it is named; anybody else's is `not_found`. Two GetItems. */
export async function readReportTemplate(
  table: Table,
  asked: { readonly id: string; readonly organisationId: string; readonly version?: number | undefined },
): Promise<Result<ReportTemplateView>> {
  const { id, organisationId } = asked;
  const head = await ownedTemplateHead(table, id, organisationId);
  if (!head) return fail(noSuchTemplate());
  const version = await readTemplateVersion(table, id, asked.version ?? headFields(head).version);
  return version ? ok({ id, ...version }) : fail(noSuchTemplate());
}

/** The same answer whether there is no such template or version, or it is somebody else's. */
export function noSuchTemplate(): Problem {
  return { code: "not_found", detail: "There is no such report template." };
}
