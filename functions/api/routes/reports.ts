import * as z from "zod";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import type { Problem } from "../../../shared/platform/problem.ts";
import { fail, ok } from "../../../shared/platform/result.ts";
import { ReportSchema, readReport } from "../../../shared/reporting/index.ts";
import { OutcomeReportSchema } from "../../../shared/reporting/outcome/outcome-report.ts";
import { readOutcomeReport } from "../../../shared/reporting/outcome/read-outcome-report.ts";
import { ReportQuerySchema, type SectionQuery } from "../../../shared/reporting/outcome/section-keys.ts";
import { readReportWhen } from "../../../shared/reporting/read-report-when.ts";
import { replyWith } from "../reply.ts";
import { route } from "../route.ts";

const ParamsSchema = lazy(() => z.strictObject({ commitmentId: idSchema("cmt") }));
const EitherSchema = lazy(() => z.union([ReportSchema(), OutcomeReportSchema()]));

/** Whether only some sections are asked for, or another order than the report has by itself. */
function isComposed({ sections, template }: SectionQuery): boolean {
  return sections !== undefined || template !== undefined;
}

const ONLY_JSON: Problem = {
  code: "not_acceptable",
  detail: "A report of chosen sections is there as JSON. Ask for application/json, or for the whole report.",
};

export const reportRoutes = [
  route({
    method: "get",
    path: "/commitments/{commitmentId}/report",
    operationId: "readReport",
    tag: "Reports",
    summary: "The outcome-linked report of a commitment",
    description:
      "Money, schedule and allocations that reconcile to the cent; for each funded strategy its systems indicators and outcomes with baseline, latest, target, change, progress class and the gap between subgroups; the line of sight; and the observation revisions behind every figure. Figures that could identify a child are null with status c. `text/html` is fit to print. With `sections` or `template` it is composed of those sections, as the reports of big bets and partnerships are, in JSON. `asOf` and `validOn`: what was recorded by then, what held on that day.",
    action: "report:read",
    params: ParamsSchema,
    query: ReportQuerySchema,
    formats: ["json", "html"],
    refuses: ["too_many_items"],
    responses: {
      200: {
        description: "The report; with `sections` or `template` an OutcomeReport",
        schema: EitherSchema,
      },
    },
    handle: async ({ params, query, principal, now, format }, deps) => {
      if (isComposed(query)) {
        if (format !== "json") return fail(ONLY_JSON);
        const composed = await readOutcomeReport(
          deps.table,
          { kind: "commitment", ...params },
          { query, principal, now },
        );
        return replyWith(composed, (body) => ({ status: 200, body }));
      }
      const { asOf, validOn } = query;
      const report =
        asOf === undefined && validOn === undefined
          ? await readReport(deps.table, { ...params, principal, now })
          : await readReportWhen(deps.table, { ...params, principal, when: { asOf, validOn }, now });
      if (!report.ok) return report;
      if (format === "json") return ok({ status: 200, body: report.value });
      const { html, headers } = deps.renderReport(report.value);
      return ok({ status: 200, text: html, headers });
    },
  }),
];
