import * as z from "zod";
import {
  listReportTemplates,
  readReportTemplate,
} from "../../../shared/investments/requirements/read-report-templates.ts";
import {
  NewReportTemplateSchema,
  NewTemplateVersionSchema,
  ReportTemplateSummarySchema,
  ReportTemplateViewSchema,
} from "../../../shared/investments/requirements/report-template.ts";
import {
  addTemplateVersion,
  createReportTemplate,
} from "../../../shared/investments/requirements/write-report-template.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { listReply, replyWith, shownAt } from "../reply.ts";
import { type Route, route } from "../route.ts";

const ParamsSchema = lazy(() => z.strictObject({ templateId: idSchema("tpl") }));
const VersionQuerySchema = lazy(() =>
  z.strictObject({ version: z.coerce.number().int().positive().optional() }),
);
const PageSchema = lazy(() => listedSchema(ReportTemplateSummarySchema()).meta({ id: "ReportTemplateList" }));

const tag = "Reporting requirements";
const addressOf = (id: string) => `/v1/report-templates/${id}`;

const shown = shownAt(addressOf);

export const reportTemplateRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/report-templates",
    operationId: "listReportTemplates",
    tag,
    summary: "Your organisation's report templates",
    action: "commitment:read",
    query: PageQuerySchema,
    responses: { 200: { description: "A page, oldest first", schema: PageSchema } },
    handle: async ({ principal, query }, deps) =>
      listReply(await listReportTemplates(deps, { organisationId: principal.organisationId, page: query })),
  }),
  route({
    method: "post",
    path: "/report-templates",
    operationId: "createReportTemplate",
    tag,
    summary: "Record what a report is to hold, section by section",
    action: "template:write",
    body: NewReportTemplateSchema,
    responses: { 201: { description: "The template, version 1", schema: ReportTemplateViewSchema } },
    handle: async ({ body, author, now, idempotency }, deps) => {
      const id = deps.newId("tpl");
      const call = { id, input: body, author, now, idempotency: idempotency?.(201, addressOf(id)) };
      return replyWith(await createReportTemplate(deps, call), shown(201));
    },
  }),
  route({
    method: "get",
    path: "/report-templates/{templateId}",
    operationId: "readReportTemplate",
    tag,
    summary: "A report template, its latest version unless another one is named",
    action: "commitment:read",
    params: ParamsSchema,
    query: VersionQuerySchema,
    responses: { 200: { description: "The version", schema: ReportTemplateViewSchema } },
    handle: async ({ params, query, principal }, deps) => {
      const { organisationId } = principal;
      const asked = { id: params.templateId, organisationId, version: query.version };
      return replyWith(await readReportTemplate(deps.table, asked), shown(200));
    },
  }),
  route({
    method: "post",
    path: "/report-templates/{templateId}/versions",
    operationId: "addReportTemplateVersion",
    tag,
    summary: "Record the next version of a report template",
    description: "Earlier versions stay, and so do the requirements that were made under them.",
    action: "template:write",
    params: ParamsSchema,
    body: NewTemplateVersionSchema,
    requiresVersion: true,
    responses: { 201: { description: "The new version", schema: ReportTemplateViewSchema } },
    handle: async ({ params, body, author, now, idempotency, ifMatch = 0 }, deps) => {
      const id = params.templateId;
      const call = { id, input: body, author, now, ifMatch };
      const added = await addTemplateVersion(deps, {
        ...call,
        idempotency: idempotency?.(201, addressOf(id)),
      });
      return replyWith(added, shown(201));
    },
  }),
];
