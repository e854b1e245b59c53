import { type Listed, type PageQuery, pageOf } from "../../platform/page.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { findReversals } from "../ledger.store.ts";
import { type LoadedRun, loadRun, runsPage } from "./payment-run.store.ts";
import {
  type PaymentRunSummary,
  type PaymentRunView,
  paymentsOf,
  runSummary,
  runView,
} from "./payment-run-view.ts";

type Asked = { readonly id: string; readonly organisationId: string };

/** A run of the caller's organisation, or `not_found`. One round. */
export async function readOwnRun(table: Table, { id, organisationId }: Asked): Promise<Result<LoadedRun>> {
  const loaded = await loadRun(table, id);
  if (loaded?.run.organisationId === organisationId) return ok(loaded);
  return fail({ code: "not_found", detail: "There is no such payment run." });
}

/** A run as its funder sees it: what became of each item, and which payments were reversed since. Two rounds. */
export async function showPaymentRun(table: Table, asked: Asked): Promise<Result<PaymentRunView>> {
  const loaded = await readOwnRun(table, asked);
  return loaded.ok ? ok(await viewOf(table, loaded.value)) : loaded;
}

/** The view of a run that was loaded, with one round for what was reversed. */
export async function viewOf(table: Table, loaded: LoadedRun): Promise<PaymentRunView> {
  return runView(loaded, await reversalsIn(table, loaded));
}

/** Which payments of a run were reversed, and by which entry. */
export function reversalsIn(table: Table, loaded: LoadedRun): Promise<ReadonlyMap<string, string>> {
  return findReversals(
    table,
    paymentsOf(loaded).map(({ item }) => item),
  );
}

/** A page of a funder's runs, newest first. One Query of an index. */
export function listPaymentRuns(
  deps: { readonly table: Table; readonly cursorSecret: string },
  ask: { readonly organisationId: string; readonly page: PageQuery },
): Promise<Result<Listed<PaymentRunSummary>>> {
  const { organisationId, page } = ask;
  const query = { list: "payment-runs", organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { items, next } = await runsPage(deps.table, { organisationId, ...paging });
    return { items: items.map(({ run, head }) => runSummary(run, head)), ...(next ? { next } : {}) };
  });
}
