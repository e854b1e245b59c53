import * as z from "zod";
import {
  CommitmentViewSchema,
  ConditionMetSchema,
  commitmentView,
  type Entered,
  LedgerEntryViewSchema,
  ledgerEntryView,
  listLedger,
  loadEntry,
  meetCondition,
  PaymentSchema,
  payTranche,
  RefundSchema,
  ReleaseSchema,
  readCommitment,
  refundTranche,
  releaseTranche,
} from "../../../shared/investments/index.ts";
import { idSchema, type NewId } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import { listReply } from "../reply.ts";
import { type Reply, type RouteInput, route } from "../route.ts";
import { CommitmentParamsSchema, calling } from "./commitments.ts";

const EntryParamsSchema = lazy(() => CommitmentParamsSchema().extend({ entryId: idSchema("pay") }));
const TrancheParamsSchema = lazy(() =>
  CommitmentParamsSchema().extend({ trancheNumber: z.coerce.number().int().positive() }),
);
const LedgerSchema = lazy(() => listedSchema(LedgerEntryViewSchema()).meta({ id: "Ledger" }));

type Moving = Pick<
  RouteInput<typeof CommitmentParamsSchema, undefined, undefined>,
  "params" | "principal" | "author" | "now" | "ifMatch" | "idempotency"
>;

/** What every movement of money hands to its use case: the call, and the id under which its entry can be read. */
function moving(input: Moving, newId: NewId) {
  const entryId = newId("pay");
  const idempotency = input.idempotency?.(201, entryAddress(input.params.commitmentId, entryId));
  return { ...calling(input), entryId, idempotency };
}

function entryAddress(commitmentId: string, entryId: string): string {
  return `/v1/commitments/${commitmentId}/ledger/${entryId}`;
}

function enteredReply(commitmentId: string, entered: Result<Entered>): Result<Reply> {
  if (!entered.ok) return entered;
  const { entry, currency, version } = entered.value;
  const location = entryAddress(commitmentId, entry.id);
  return ok({ status: 201, body: ledgerEntryView(entry, currency), location, version });
}

const tag = "Ledger";
const entered = {
  201: { description: "The entry; the ETag is the commitment's new version", schema: LedgerEntryViewSchema },
};

export const ledgerRoutes = [
  route({
    method: "post",
    path: "/commitments/{commitmentId}/payments",
    operationId: "payTranche",
    tag,
    summary: "Pay a tranche, in full or in part",
    action: "payment:write",
    params: CommitmentParamsSchema,
    body: PaymentSchema,
    responses: entered,
    handle: async (input, deps) =>
      enteredReply(
        input.params.commitmentId,
        await payTranche(deps, { ...moving(input, deps.newId), input: input.body }),
      ),
  }),
  route({
    method: "post",
    path: "/commitments/{commitmentId}/refunds",
    operationId: "refundTranche",
    tag,
    summary: "Record money that came back after it was paid",
    action: "payment:write",
    params: CommitmentParamsSchema,
    body: RefundSchema,
    responses: entered,
    handle: async (input, deps) =>
      enteredReply(
        input.params.commitmentId,
        await refundTranche(deps, { ...moving(input, deps.newId), input: input.body }),
      ),
  }),
  route({
    method: "post",
    path: "/commitments/{commitmentId}/releases",
    operationId: "releaseTranche",
    tag,
    summary: "Give up money before it is paid",
    action: "payment:write",
    params: CommitmentParamsSchema,
    body: ReleaseSchema,
    responses: entered,
    handle: async (input, deps) =>
      enteredReply(
        input.params.commitmentId,
        await releaseTranche(deps, { ...moving(input, deps.newId), input: input.body }),
      ),
  }),
  route({
    method: "post",
    path: "/commitments/{commitmentId}/tranches/{trancheNumber}/condition-met",
    operationId: "meetCondition",
    tag,
    summary: "Record that the condition of a tranche is met, with the evidence",
    action: "commitment:write",
    params: TrancheParamsSchema,
    body: ConditionMetSchema,
    responses: { 200: { description: "The commitment", schema: CommitmentViewSchema } },
    handle: async (input, deps) => {
      const { commitmentId, trancheNumber } = input.params;
      const idempotency = input.idempotency?.(200, `/v1/commitments/${commitmentId}`);
      const call = { ...calling(input), trancheNumber, input: input.body, idempotency };
      const met = await meetCondition(deps, call);
      if (!met.ok) return met;
      const { state, head } = met.value;
      return ok({ status: 200, body: commitmentView(state, head), version: head.version });
    },
  }),
  route({
    method: "get",
    path: "/commitments/{commitmentId}/ledger",
    operationId: "listLedger",
    tag,
    summary: "What happened to the money of a commitment, as it was recorded",
    action: "commitment:read",
    params: CommitmentParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page, oldest first", schema: LedgerSchema } },
    handle: async ({ params, query, principal }, deps) =>
      listReply(await listLedger(deps, { principal, id: params.commitmentId, page: query })),
  }),
  route({
    method: "get",
    path: "/commitments/{commitmentId}/ledger/{entryId}",
    operationId: "readLedgerEntry",
    tag,
    summary: "One entry of a commitment's ledger",
    action: "commitment:read",
    params: EntryParamsSchema,
    responses: { 200: { description: "The entry", schema: LedgerEntryViewSchema } },
    handle: async ({ params, principal }, deps) => {
      const [loaded, entry] = await Promise.all([
        readCommitment(deps.table, params.commitmentId, principal),
        loadEntry(deps.table, params.commitmentId, params.entryId),
      ]);
      if (!loaded.ok) return loaded;
      if (!entry) return fail({ code: "not_found", detail: "There is no such entry in this ledger." });
      return ok({ status: 200, body: ledgerEntryView(entry, loaded.value.state.commitment.currency) });
    },
  }),
];
