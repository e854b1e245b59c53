import * as z from "zod";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import type { Result } from "../../../shared/platform/result.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { readReportDiff } from "../../../shared/reporting/outcome/diff/read-diff.ts";
import {
  PortfolioDiffQuerySchema,
  readPortfolioDiff,
} from "../../../shared/reporting/outcome/diff/read-portfolio-diff.ts";
import { DiffQuerySchema, ReportDiffSchema } from "../../../shared/reporting/outcome/diff/report-diff.ts";
import { replyWith } from "../reply.ts";
import { type Reply, type Route, route } from "../route.ts";

const CommitmentParamsSchema = lazy(() => z.strictObject({ commitmentId: idSchema("cmt") }));
const BigBetParamsSchema = lazy(() => z.strictObject({ bigBetId: idSchema("bet") }));
const PartnershipParamsSchema = lazy(() => z.strictObject({ partnershipId: idSchema("prt") }));
const StrategyParamsSchema = lazy(() => PartnershipParamsSchema().extend({ strategyId: idSchema("str") }));

const tag = "Reports";
const action = "report:read" as const;
const query = DiffQuerySchema;
const refuses = ["too_many_items"] as const;
const responses = { 200: { description: "What changed, and why", schema: ReportDiffSchema } };
const description =
  "Every changed figure, amount and word once, with before, after and the causes: new data, a restatement, a payment, an amendment. Who and why is told to the organisation that keeps what was recorded. What was taken back since differs in neither report.";

/** What changed in the report of something, as the API answers it. */
async function answer(
  table: Table,
  subject: Parameters<typeof readReportDiff>[1],
  { principal, now, query: between }: Parameters<typeof readReportDiff>[2],
): Promise<Result<Reply>> {
  const diff = await readReportDiff(table, subject, { principal, now, query: between });
  return replyWith(diff, (body) => ({ status: 200, body }));
}

const paged =
  "A page of the partnerships that you funded at either instant; money and reports asked for are of the whole portfolio. The largest recipients are left out. At most 100 commitments.";

export const reportDiffRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/commitments/{commitmentId}/report/diff",
    operationId: "diffCommitmentReport",
    tag,
    summary: "What changed in the report of a commitment between two instants",
    description,
    action,
    params: CommitmentParamsSchema,
    query,
    refuses,
    responses,
    handle: ({ params, ...asked }, deps) => answer(deps.table, { kind: "commitment", ...params }, asked),
  }),
  route({
    method: "get",
    path: "/big-bets/{bigBetId}/report/diff",
    operationId: "diffBigBetReport",
    tag,
    summary: "What changed in the report of a big bet between two instants",
    description,
    action,
    params: BigBetParamsSchema,
    query,
    refuses,
    responses,
    handle: ({ params, ...asked }, deps) => answer(deps.table, { kind: "big-bet", ...params }, asked),
  }),
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/report/diff",
    operationId: "diffPartnershipReport",
    tag,
    summary: "What changed in the report of a partnership between two instants",
    description,
    action,
    params: PartnershipParamsSchema,
    query,
    refuses,
    responses,
    handle: ({ params, ...asked }, deps) => answer(deps.table, { kind: "partnership", ...params }, asked),
  }),
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/strategies/{strategyId}/report/diff",
    operationId: "diffStrategyReport",
    tag,
    summary: "What changed in the report of a strategy between two instants",
    description,
    action,
    params: StrategyParamsSchema,
    query,
    refuses,
    responses,
    handle: ({ params, ...asked }, deps) => answer(deps.table, { kind: "strategy", ...params }, asked),
  }),
  route({
    method: "get",
    path: "/portfolio/report/diff",
    operationId: "diffPortfolioReport",
    tag,
    summary: "What changed in the report of your portfolio between two instants",
    description: `${paged} ${description}`,
    action,
    query: PortfolioDiffQuerySchema,
    refuses,
    responses,
    handle: async ({ query: between, principal, now }, deps) =>
      replyWith(await readPortfolioDiff(deps, { query: between, principal, now }), (body) => ({
        status: 200,
        body,
        ...(body.next === undefined ? {} : { next: body.next }),
      })),
  }),
];
