import * as z from "zod";
import {
  createPaymentRun,
  resumePaymentRun,
} from "../../../shared/investments/payment-runs/create-payment-run.ts";
import { FILE_FORMATS, readPaymentFile } from "../../../shared/investments/payment-runs/payment-file.ts";
import type { LoadedRun } from "../../../shared/investments/payment-runs/payment-run.store.ts";
import { NewPaymentRunSchema } from "../../../shared/investments/payment-runs/payment-run.ts";
import {
  PaymentRunPreviewSchema,
  PaymentRunSummarySchema,
  PaymentRunViewSchema,
} from "../../../shared/investments/payment-runs/payment-run-view.ts";
import { previewPaymentRun } from "../../../shared/investments/payment-runs/preview-payment-run.ts";
import {
  listPaymentRuns,
  showPaymentRun,
  viewOf,
} from "../../../shared/investments/payment-runs/read-payment-run.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { ApiDeps } from "../deps.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Reply, type RouteInput, route } from "../route.ts";
import { ruleFacts } from "../rule-facts.ts";

const RunParamsSchema = lazy(() => z.strictObject({ runId: idSchema("run") }));
const CreateQuerySchema = lazy(() => z.strictObject({ dryRun: z.enum(["true", "false"]).optional() }));
const FileQuerySchema = lazy(() => z.strictObject({ format: z.enum(FILE_FORMATS).default("bank") }));
const FileSchema = lazy(() => z.string());
const ListSchema = lazy(() => listedSchema(PaymentRunSummarySchema()).meta({ id: "PaymentRunList" }));

/** No payment is begun later than this in a request: what waits is resumed, well before the function is cut off after 29 seconds. */
const WORKING_MS = 15_000;

type Calling = Pick<RouteInput<undefined, undefined, undefined>, "principal" | "author" | "now">;

function running({ principal, author, now }: Calling, deps: ApiDeps) {
  const deadline = Date.parse(now) + WORKING_MS;
  const isLate = () => Date.parse(deps.clock()) > deadline;
  return { principal, author, now, isLate, readFacts: ruleFacts(deps.table, principal) };
}

async function runReply(worked: Result<LoadedRun>, status: 200 | 201, deps: ApiDeps): Promise<Result<Reply>> {
  if (!worked.ok) return worked;
  const body = await viewOf(deps.table, worked.value);
  return ok({ status, body, version: body.version, location: `/v1/payment-runs/${body.id}` });
}

const tag = "Payment runs";
const one = (description: string) => ({ description, schema: PaymentRunViewSchema });

export const paymentRunRoutes = [
  route({
    method: "post",
    path: "/payment-runs",
    operationId: "createPaymentRun",
    tag,
    summary: "Pay many tranches at once, each by itself: one that is refused holds up no other",
    description:
      "An item without an amount pays what is approved of its tranche, or all that is open. With `dryRun=true` it is said what would be paid and what blocks, and nothing is written. Where the run comes back `open`, resume it: nothing is paid twice.",
    action: "payment:write",
    query: CreateQuerySchema,
    body: NewPaymentRunSchema,
    responses: {
      200: { description: "A dry run", schema: PaymentRunPreviewSchema },
      201: one("The run, with what became of each item"),
    },
    handle: async ({ query, body, idempotency, ...input }, deps) => {
      const id = deps.newId("run");
      const call = { ...running(input, deps), id, input: body };
      if (query.dryRun === "true")
        return replyWith(await previewPaymentRun(deps, call), (preview) => ({ status: 200, body: preview }));
      const made = await createPaymentRun(deps, {
        ...call,
        idempotency: idempotency?.(201, `/v1/payment-runs/${id}`),
      });
      return runReply(made, 201, deps);
    },
  }),
  route({
    method: "get",
    path: "/payment-runs",
    operationId: "listPaymentRuns",
    tag,
    summary: "Your payment runs",
    action: "commitment:read",
    query: PageQuerySchema,
    responses: { 200: { description: "A page, newest first", schema: ListSchema } },
    handle: async ({ query, principal: { organisationId } }, deps) =>
      listReply(await listPaymentRuns(deps, { organisationId, page: query })),
  }),
  route({
    method: "get",
    path: "/payment-runs/{runId}",
    operationId: "readPaymentRun",
    tag,
    summary:
      "One payment run: what became of each item, what was reversed since, and what the bank's file adds up to",
    action: "commitment:read",
    params: RunParamsSchema,
    responses: { 200: one("The run") },
    handle: async ({ params, principal: { organisationId } }, deps) =>
      replyWith(await showPaymentRun(deps.table, { id: params.runId, organisationId }), (run) => ({
        status: 200,
        body: run,
        version: run.version,
      })),
  }),
  route({
    method: "post",
    path: "/payment-runs/{runId}/resume",
    operationId: "resumePaymentRun",
    tag,
    summary: "Go on with a run that was left open; one that is over is answered as it is",
    action: "payment:write",
    params: RunParamsSchema,
    repeatable: true,
    responses: { 200: one("The run") },
    handle: async (input, deps) =>
      runReply(await resumePaymentRun(deps, { ...running(input, deps), id: input.params.runId }), 200, deps),
  }),
  route({
    method: "get",
    path: "/payment-runs/{runId}/file",
    operationId: "readPaymentFile",
    tag,
    summary: "What a finished run paid, as a file for the bank or for the ledger",
    description:
      "CSV whose last line, `control`, says how many lines there are and what they add up to. For the bank: payments that were not reversed. For the ledger: two lines a payment, by your own accounts.",
    action: "journal:read",
    params: RunParamsSchema,
    query: FileQuerySchema,
    formats: ["csv"],
    refuses: ["conflict"],
    responses: { 200: { description: "The file", schema: FileSchema } },
    handle: async ({ params, query, principal: { organisationId } }, deps) => {
      const { runId: id } = params;
      const file = await readPaymentFile(deps.table, { id, organisationId, format: query.format });
      return replyWith(file, (text) => ({
        status: 200,
        text,
        headers: { "content-disposition": `attachment; filename="${id}-${query.format}.csv"` },
      }));
    },
  }),
];
