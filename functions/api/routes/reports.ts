import * as z from "zod";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { ok } from "../../../shared/platform/result.ts";
import { ReportSchema, readReport } from "../../../shared/reporting/index.ts";
import { route } from "../route.ts";

const ParamsSchema = lazy(() => z.strictObject({ commitmentId: idSchema("cmt") }));

export const reportRoutes = [
  route({
    method: "get",
    path: "/commitments/{commitmentId}/report",
    operationId: "readReport",
    tag: "Reports",
    summary: "The outcome-linked report of a commitment",
    description:
      "Money, schedule and allocations that reconcile to the cent; for each funded strategy its systems indicators and outcomes with baseline, latest, target, change, progress class and the gap between subgroups; the line of sight; and the observation revisions behind every figure. Figures that could identify a child are null with status c. `text/html` is fit to print.",
    action: "report:read",
    params: ParamsSchema,
    formats: ["json", "html"],
    responses: { 200: { description: "The report", schema: ReportSchema } },
    handle: async ({ params, principal, now, format }, deps) => {
      const report = await readReport(deps.table, { ...params, principal, now });
      if (!report.ok) return report;
      if (format === "json") return ok({ status: 200, body: report.value });
      const { html, headers } = deps.renderReport(report.value);
      return ok({ status: 200, text: html, headers });
    },
  }),
];
