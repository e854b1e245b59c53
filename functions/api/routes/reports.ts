import * as z from "zod";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { ok } from "../../../shared/platform/result.ts";
import { ReportSchema, readReport } from "../../../shared/reporting/index.ts";
import { readOutcomeReport } from "../../../shared/reporting/outcome/read-outcome-report.ts";
import { ReportQuerySchema } from "../../../shared/reporting/outcome/section-keys.ts";
import { readReportWhen } from "../../../shared/reporting/read-report-when.ts";
import {
  formOf,
  REPORT_FORMATS,
  ReportFormShape,
  ReportOrTablesSchema,
  reportReply,
} from "../report-formats.ts";
import { type Format, route } from "../route.ts";

const ParamsSchema = lazy(() => z.strictObject({ commitmentId: idSchema("cmt") }));
const EitherSchema = lazy(() => z.union([ReportSchema(), ReportOrTablesSchema()]));

const QuerySchema = lazy(() => ReportQuerySchema().extend(ReportFormShape()));

/** Whether only some sections are asked for, another order than the report has by itself, or its tables. */
function isComposed(
  { sections, template, table, list }: z.infer<ReturnType<typeof QuerySchema>>,
  format: Format,
): boolean {
  const isOfTables = table !== undefined || format === "csv" || format === "xlsx" || list !== undefined;
  return sections !== undefined || template !== undefined || isOfTables;
}

export const reportRoutes = [
  route({
    method: "get",
    path: "/commitments/{commitmentId}/report",
    operationId: "readReport",
    tag: "Reports",
    summary: "The outcome-linked report of a commitment",
    description:
      "Money, schedule and allocations that reconcile to the cent; for each funded strategy its systems indicators and outcomes with baseline, latest, target, change, progress class and the gap between subgroups; the line of sight; and the observation revisions behind every figure. Figures that could identify a child are null with status c. `text/html` is fit to print. With `sections` or `template` it is composed of those sections, as the reports of big bets and partnerships are; so it is as CSV and as a workbook, of all its tables or of the one that `table` names, and so are they listed by `list=tables`. `asOf` and `validOn`: what was recorded by then, what held on that day.",
    action: "report:read",
    params: ParamsSchema,
    query: QuerySchema,
    formats: REPORT_FORMATS,
    refuses: ["too_many_items"],
    responses: {
      200: {
        description: "The report; with `sections` or `template` an OutcomeReport",
        schema: EitherSchema,
      },
    },
    handle: async ({ params, query: asked, principal, now, format: accepted }, deps) => {
      const { form, query } = formOf(asked);
      const format = form.format ?? accepted;
      if (isComposed(asked, format)) {
        const of = { kind: "commitment" as const, ...params };
        const composed = await readOutcomeReport(deps.table, of, { query, principal, now });
        return reportReply(composed, { form, accepted }, deps);
      }
      const { asOf, validOn } = query;
      const report =
        asOf === undefined && validOn === undefined
          ? await readReport(deps.table, { ...params, principal, now })
          : await readReportWhen(deps.table, { ...params, principal, when: { asOf, validOn }, now });
      if (!report.ok) return report;
      if (format === "json") return ok({ status: 200, format, body: report.value });
      const { html, headers } = deps.renderReport(report.value);
      return ok({ status: 200, format, text: html, headers });
    },
  }),
];
