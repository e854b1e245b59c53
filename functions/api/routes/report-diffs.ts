import * as z from "zod";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import {
  DiffQuerySchema,
  ReportDiffSchema,
  readReportDiff,
} from "../../../shared/reporting/outcome/diff/read-diff.ts";
import { replyWith } from "../reply.ts";
import { type Route, route } from "../route.ts";

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
  "Every changed figure, amount and word once, with before, after and the causes: new data, a restatement, an amendment. Who and why is told to the organisation that keeps what was recorded. What was taken back since differs in neither report.";

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
    handle: async ({ params, principal, now, ...asked }, { table }) =>
      replyWith(
        await readReportDiff(
          table,
          { kind: "commitment", ...params },
          { principal, now, query: asked.query },
        ),
        (body) => ({ status: 200, body }),
      ),
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
    handle: async ({ params, principal, now, ...asked }, { table }) =>
      replyWith(
        await readReportDiff(table, { kind: "big-bet", ...params }, { principal, now, query: asked.query }),
        (body) => ({ status: 200, body }),
      ),
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
    handle: async ({ params, principal, now, ...asked }, { table }) =>
      replyWith(
        await readReportDiff(
          table,
          { kind: "partnership", ...params },
          { principal, now, query: asked.query },
        ),
        (body) => ({ status: 200, body }),
      ),
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
    handle: async ({ params, principal, now, ...asked }, { table }) =>
      replyWith(
        await readReportDiff(table, { kind: "strategy", ...params }, { principal, now, query: asked.query }),
        (body) => ({ status: 200, body }),
      ),
  }),
];
