import * as z from "zod";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { PortfolioReportQuerySchema } from "../../../shared/reporting/outcome/present-portfolio.ts";
import { readOutcomeReport } from "../../../shared/reporting/outcome/read-outcome-report.ts";
import { readPortfolioReport } from "../../../shared/reporting/outcome/read-portfolio-report.ts";
import { ReportQuerySchema } from "../../../shared/reporting/outcome/section-keys.ts";
import {
  FORMATS_WORDS,
  formOf,
  REPORT_FORMATS,
  ReportFormShape,
  ReportOrTablesSchema,
  reportReply,
} from "../report-formats.ts";
import { type Route, route } from "../route.ts";

const BigBetParamsSchema = lazy(() => z.strictObject({ bigBetId: idSchema("bet") }));
const PartnershipParamsSchema = lazy(() => z.strictObject({ partnershipId: idSchema("prt") }));
const StrategyParamsSchema = lazy(() => PartnershipParamsSchema().extend({ strategyId: idSchema("str") }));

const QuerySchema = lazy(() => ReportQuerySchema().extend(ReportFormShape()));
const PortfolioQuerySchema = lazy(() => PortfolioReportQuerySchema().extend(ReportFormShape()));

const tag = "Reports";
const action = "report:read" as const;
const responses = { 200: { description: "The report", schema: ReportOrTablesSchema } };
const SECTIONS =
  "`sections` and `template` say which sections, in which order. Figures that could identify a child are null with status c, for everybody: a report is passed on. Of what a partnership records of its work it shows what its readers see.";
const WHEN =
  "`asOf`: what was recorded by an instant at least a minute ago, for those who may read it now; beyond a thousand sets of figures it is refused: name fewer sections, or one strategy. `validOn`: what held on a day.";

export const outcomeReportRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/big-bets/{bigBetId}/report",
    operationId: "readBigBetReport",
    tag,
    summary: "The report of a big bet: its money, and what its plan contributed to",
    description: `Totals are of the whole bet; terms and money by strategy of the commitments that you may read. ${SECTIONS} ${WHEN} ${FORMATS_WORDS}`,
    action,
    params: BigBetParamsSchema,
    query: QuerySchema,
    formats: REPORT_FORMATS,
    refuses: ["too_many_items"],
    responses,
    handle: async ({ params, query: asked, principal, now, format }, deps) => {
      const { form, query } = formOf(asked);
      const of = { kind: "big-bet" as const, ...params };
      const report = await readOutcomeReport(deps.table, of, { query, principal, now });
      return reportReply(report, { form, accepted: format }, deps);
    },
  }),
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/report",
    operationId: "readPartnershipReport",
    tag,
    summary: "The report of a partnership: all its strategies, and what they contributed to",
    description: `For its backbone the money of all commitments to it, for a funder of its own. ${SECTIONS} ${WHEN} ${FORMATS_WORDS}`,
    action,
    params: PartnershipParamsSchema,
    query: QuerySchema,
    formats: REPORT_FORMATS,
    refuses: ["too_many_items"],
    responses,
    handle: async ({ params, query: asked, principal, now, format }, deps) => {
      const { form, query } = formOf(asked);
      const of = { kind: "partnership" as const, ...params };
      const report = await readOutcomeReport(deps.table, of, { query, principal, now });
      return reportReply(report, { form, accepted: format }, deps);
    },
  }),
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/strategies/{strategyId}/report",
    operationId: "readStrategyReport",
    tag,
    summary: "The report of one strategy: the money allocated to it, and what it contributed to",
    description: `${SECTIONS} ${WHEN} ${FORMATS_WORDS}`,
    action,
    params: StrategyParamsSchema,
    query: QuerySchema,
    formats: REPORT_FORMATS,
    refuses: ["too_many_items"],
    responses,
    handle: async ({ params, query: asked, principal, now, format }, deps) => {
      const { form, query } = formOf(asked);
      const of = { kind: "strategy" as const, ...params };
      const report = await readOutcomeReport(deps.table, of, { query, principal, now });
      return reportReply(report, { form, accepted: format }, deps);
    },
  }),
  route({
    method: "get",
    path: "/portfolio/report",
    operationId: "readPortfolioReport",
    tag,
    summary: "The report of your portfolio: its money, and what moved in the partnerships that you fund",
    description: `A page of partnerships at a time: what moved is of those of the page. ${SECTIONS} ${WHEN} ${FORMATS_WORDS}`,
    action,
    query: PortfolioQuerySchema,
    formats: REPORT_FORMATS,
    refuses: ["too_many_items"],
    responses,
    handle: async ({ query: asked, principal, now, format }, deps) => {
      const { form, query } = formOf(asked);
      const report = await readPortfolioReport(deps, { query, principal, now });
      return reportReply(report, { form, accepted: format }, deps);
    },
  }),
];
