import * as z from "zod";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { OutcomeReportSchema } from "../../../shared/reporting/outcome/outcome-report.ts";
import { PortfolioReportQuerySchema } from "../../../shared/reporting/outcome/present-portfolio.ts";
import { readOutcomeReport } from "../../../shared/reporting/outcome/read-outcome-report.ts";
import { readPortfolioReport } from "../../../shared/reporting/outcome/read-portfolio-report.ts";
import { ReportQuerySchema } from "../../../shared/reporting/outcome/section-keys.ts";
import { replyWith } from "../reply.ts";
import { type Route, route } from "../route.ts";

const BigBetParamsSchema = lazy(() => z.strictObject({ bigBetId: idSchema("bet") }));
const PartnershipParamsSchema = lazy(() => z.strictObject({ partnershipId: idSchema("prt") }));
const StrategyParamsSchema = lazy(() => PartnershipParamsSchema().extend({ strategyId: idSchema("str") }));

const tag = "Reports";
const action = "report:read" as const;
const responses = { 200: { description: "The report", schema: OutcomeReportSchema } };
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
    description: `Totals are of the whole bet; terms and money by strategy of the commitments that you may read. ${SECTIONS} ${WHEN}`,
    action,
    params: BigBetParamsSchema,
    query: ReportQuerySchema,
    refuses: ["too_many_items"],
    responses,
    handle: async ({ params, query, principal, now }, { table }) =>
      replyWith(
        await readOutcomeReport(table, { kind: "big-bet", ...params }, { query, principal, now }),
        (body) => ({ status: 200, body }),
      ),
  }),
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/report",
    operationId: "readPartnershipReport",
    tag,
    summary: "The report of a partnership: all its strategies, and what they contributed to",
    description: `For its backbone the money of all commitments to it, for a funder of its own. ${SECTIONS} ${WHEN}`,
    action,
    params: PartnershipParamsSchema,
    query: ReportQuerySchema,
    refuses: ["too_many_items"],
    responses,
    handle: async ({ params, query, principal, now }, { table }) =>
      replyWith(
        await readOutcomeReport(table, { kind: "partnership", ...params }, { query, principal, now }),
        (body) => ({ status: 200, body }),
      ),
  }),
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/strategies/{strategyId}/report",
    operationId: "readStrategyReport",
    tag,
    summary: "The report of one strategy: the money allocated to it, and what it contributed to",
    description: `${SECTIONS} ${WHEN}`,
    action,
    params: StrategyParamsSchema,
    query: ReportQuerySchema,
    refuses: ["too_many_items"],
    responses,
    handle: async ({ params, query, principal, now }, { table }) =>
      replyWith(
        await readOutcomeReport(table, { kind: "strategy", ...params }, { query, principal, now }),
        (body) => ({ status: 200, body }),
      ),
  }),
  route({
    method: "get",
    path: "/portfolio/report",
    operationId: "readPortfolioReport",
    tag,
    summary: "The report of your portfolio: its money, and what moved in the partnerships that you fund",
    description: `A page of partnerships at a time: what moved is of those of the page. ${SECTIONS} ${WHEN}`,
    action,
    query: PortfolioReportQuerySchema,
    refuses: ["too_many_items"],
    responses,
    handle: async ({ query, principal, now }, deps) =>
      replyWith(await readPortfolioReport(deps, { query, principal, now }), (body) => ({
        status: 200,
        body,
        ...(body.next === undefined ? {} : { next: body.next }),
      })),
  }),
];
