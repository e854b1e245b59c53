import {
  AccountingSchema,
  ReconciliationSchema,
} from "../../../shared/investments/accounting/accounting-schema.ts";
import { journalCsv, unwindingCsv } from "../../../shared/investments/accounting/journal-csv.ts";
import { JournalEntrySchema, UnwindingSchema } from "../../../shared/investments/accounting/journal-view.ts";
import {
  AccountingQuerySchema,
  ReconciliationQuerySchema,
  readAccounting,
  readReconciliation,
} from "../../../shared/investments/accounting/read-accounting.ts";
import {
  JournalQuerySchema,
  readJournal,
  readUnwindings,
} from "../../../shared/investments/accounting/read-journal.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { type Listed, listedSchema } from "../../../shared/platform/page.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import { replyWith } from "../reply.ts";
import { type Format, type Reply, route } from "../route.ts";
import { CommitmentParamsSchema } from "./commitments.ts";

const JournalSchema = lazy(() => listedSchema(JournalEntrySchema()).meta({ id: "Journal" }));
const UnwindingListSchema = lazy(() => listedSchema(UnwindingSchema()).meta({ id: "DiscountUnwindingList" }));

/** A page of a journal in the format that was asked for; the cursor of a CSV page is in `Link` alone. */
function journalReply<T>(
  listed: Result<Listed<T>>,
  format: Format,
  toCsv: (items: readonly T[]) => string,
): Result<Reply> {
  if (!listed.ok) return listed;
  const { items, next } = listed.value;
  const content = format === "csv" ? { text: toCsv(items) } : { body: listed.value };
  return ok({ status: 200, ...content, ...(next === undefined ? {} : { next }) });
}

const tag = "Accounting";

export const accountingRoutes = [
  route({
    method: "get",
    path: "/commitments/{commitmentId}/accounting",
    operationId: "readAccounting",
    tag,
    summary: "The accounts of a commitment: every view of its money, amortisation, roll-forward, maturity",
    description: "The roll-forward is of `fiscalYear`, the present one where it is not named.",
    action: "commitment:read",
    params: CommitmentParamsSchema,
    query: AccountingQuerySchema,
    refuses: ["conflict"],
    responses: { 200: { description: "The accounts", schema: AccountingSchema } },
    handle: async ({ params, query, principal, now }, deps) => {
      const ask = { id: params.commitmentId, principal, now, ...query };
      return replyWith(await readAccounting(deps, ask), (body) => ({ status: 200, body }));
    },
  }),
  route({
    method: "get",
    path: "/commitments/{commitmentId}/reconciliation",
    operationId: "reconcileViews",
    tag,
    summary: "How one view of a commitment's money becomes another, line by line",
    description: "Over all time, or in one fiscal year; `from` and the sum of the lines are `to`.",
    action: "commitment:read",
    params: CommitmentParamsSchema,
    query: ReconciliationQuerySchema,
    refuses: ["conflict"],
    responses: { 200: { description: "The reconciliation", schema: ReconciliationSchema } },
    handle: async ({ params, query, principal, now }, deps) => {
      const ask = { id: params.commitmentId, principal, now, ...query };
      return replyWith(await readReconciliation(deps, ask), (body) => ({ status: 200, body }));
    },
  }),
  route({
    method: "get",
    path: "/journal",
    operationId: "readJournal",
    tag,
    summary: "The journal of your whole book between two days, in double entry with your accounts",
    description:
      "At most 24 months. A page may be empty and still have a next one. As CSV, every page has its header, and `Link` names the next page.",
    action: "journal:read",
    query: JournalQuerySchema,
    formats: ["json", "csv"],
    responses: { 200: { description: "A page, by day", schema: JournalSchema } },
    handle: async ({ query: page, principal: { organisationId }, format }, deps) =>
      journalReply(await readJournal(deps, { organisationId, page }), format, journalCsv),
  }),
  route({
    method: "get",
    path: "/journal/unwindings",
    operationId: "readUnwindings",
    tag,
    summary: "The unwinding of discounts between two days, a commitment at a time, booked on the last day",
    description:
      "At most 24 months, and 25 commitments a page; a page may be empty and still have a next one.",
    action: "journal:read",
    query: JournalQuerySchema,
    formats: ["json", "csv"],
    responses: { 200: { description: "A page, by commitment", schema: UnwindingListSchema } },
    handle: async ({ query: page, principal: { organisationId }, format }, deps) =>
      journalReply(await readUnwindings(deps, { organisationId, page }), format, unwindingCsv),
  }),
];
