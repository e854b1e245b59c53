import {
  type Entered,
  ExpenditureSchema,
  ForfeitureSchema,
  forfeitTranche,
  LedgerEntryViewSchema,
  ledgerEntryView,
  listLedger,
  loadEntry,
  PaymentSchema,
  payTranche,
  RefundSchema,
  ReleaseSchema,
  ReversalSchema,
  readCommitment,
  refundTranche,
  releaseTranche,
  reportExpenditure,
  reverseEntry,
} from "../../../shared/investments/index.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import type { ApiDeps } from "../deps.ts";
import { listReply } from "../reply.ts";
import { type Reply, type RouteInput, route } from "../route.ts";
import { CommitmentParamsSchema, calling } from "./commitments.ts";

const EntryParamsSchema = lazy(() => CommitmentParamsSchema().extend({ entryId: idSchema("pay") }));
const LedgerSchema = lazy(() => listedSchema(LedgerEntryViewSchema()).meta({ id: "Ledger" }));

type Moving = Pick<
  RouteInput<typeof CommitmentParamsSchema, undefined, undefined>,
  "params" | "principal" | "author" | "now" | "ifMatch" | "idempotency"
>;

/** What every movement of money hands to its use case: the call, and the id under which its entry can be read. */
function moving(input: Moving, deps: ApiDeps) {
  const entryId = deps.newId("pay");
  const idempotency = input.idempotency?.(201, entryAddress(input.params.commitmentId, entryId));
  return { ...calling(input, deps), entryId, idempotency };
}

function entryAddress(commitmentId: string, entryId: string): string {
  return `/v1/commitments/${commitmentId}/ledger/${entryId}`;
}

function enteredReply(commitmentId: string, entered: Result<Entered>): Result<Reply> {
  if (!entered.ok) return entered;
  const { entry, version } = entered.value;
  const location = entryAddress(commitmentId, entry.id);
  return ok({ status: 201, body: ledgerEntryView(entry), location, version });
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
        await payTranche(deps, { ...moving(input, deps), input: input.body }),
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
        await refundTranche(deps, { ...moving(input, deps), input: input.body }),
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
        await releaseTranche(deps, { ...moving(input, deps), input: input.body }),
      ),
  }),
  route({
    method: "post",
    path: "/commitments/{commitmentId}/forfeitures",
    operationId: "forfeitTranche",
    tag,
    summary: "Give up all that is open in a tranche whose condition or rule is not fulfilled",
    action: "payment:write",
    params: CommitmentParamsSchema,
    body: ForfeitureSchema,
    responses: entered,
    handle: async (input, deps) =>
      enteredReply(
        input.params.commitmentId,
        await forfeitTranche(deps, { ...moving(input, deps), input: input.body }),
      ),
  }),
  route({
    method: "post",
    path: "/commitments/{commitmentId}/expenditures",
    operationId: "reportExpenditure",
    tag,
    summary: "Record what the recipient reported to have spent",
    action: "payment:write",
    params: CommitmentParamsSchema,
    body: ExpenditureSchema,
    responses: entered,
    handle: async (input, deps) =>
      enteredReply(
        input.params.commitmentId,
        await reportExpenditure(deps, { ...moving(input, deps), input: input.body }),
      ),
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
    method: "post",
    path: "/commitments/{commitmentId}/ledger/{entryId}/reversal",
    operationId: "reverseEntry",
    tag,
    summary:
      "Undo an entry with another one: a payment, an advance, a refund, a release or an expenditure, once",
    action: "payment:write",
    params: EntryParamsSchema,
    body: ReversalSchema,
    responses: entered,
    handle: async (input, deps) =>
      enteredReply(
        input.params.commitmentId,
        await reverseEntry(deps, {
          ...moving(input, deps),
          reversedId: input.params.entryId,
          input: input.body,
        }),
      ),
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
      return ok({ status: 200, body: ledgerEntryView(entry) });
    },
  }),
];
