import type { Change } from "../../platform/history.ts";
import { type Listed, type PageQuery, pageOf } from "../../platform/page.ts";
import { historyPage } from "../../platform/read-history.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { accessTo } from "../indicator.store.ts";
import type { ReadDeps } from "../read-indicator.ts";
import {
  findRows,
  findSubmission,
  type LoadedSubmission,
  returnsPage,
  submissionPk,
  submissionsPage,
  toView,
} from "./submission.store.ts";
import type { ReturnView, SubmissionView, SubmittedRow } from "./submission.ts";

type Asked = { readonly submissionId: string; readonly organisationId: string };
type AskedPage = Asked & { readonly page: PageQuery };

/** A page of a partnership's submissions for its owner, the latest first. */
export async function listSubmissions(
  deps: ReadDeps,
  asked: { readonly partnershipId: string; readonly organisationId: string; readonly page: PageQuery },
): Promise<Result<Listed<SubmissionView>>> {
  const { partnershipId, organisationId, page } = asked;
  if ((await accessTo(deps.table, partnershipId, organisationId)) !== "owner")
    return fail({ code: "not_found", detail: "There is no such partnership." });
  const query = { list: "submissions", partnershipId, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, (paging) =>
    submissionsPage(deps.table, { partnershipId, ...paging }),
  );
}

/** Where a submission stands, for its owner. */
export async function readSubmission(
  deps: { readonly table: Table },
  asked: Asked,
): Promise<Result<SubmissionView>> {
  const own = await ownSubmission(deps.table, asked);
  return own.ok ? ok(toView(own.value)) : own;
}

/** A page of the rows that hold in a submission, in their order: the position of each is what comments name. One item is read. */
export async function listSubmittedRows(
  deps: ReadDeps,
  asked: AskedPage,
): Promise<Result<Listed<SubmittedRow>>> {
  const own = await ownSubmission(deps.table, asked);
  if (!own.ok) return own;
  const { submission } = own.value;
  const query = { list: "submitted-rows", id: submission.id, rows: submission.rows };
  return pageOf(deps.cursorSecret, { query, page: asked.page }, async ({ limit, from }) => {
    const start = typeof from?.row === "number" ? from.row : 0;
    const { observations } = await findRows(deps.table, submission);
    const shown = observations.slice(start, start + limit);
    const items = shown.map((observation, index) => ({ row: start + index, observation }));
    return { items, ...(start + limit < observations.length ? { next: { row: start + limit } } : {}) };
  });
}

/** A page of what was said whenever a submission was returned, the first return first. */
export async function listReturns(deps: ReadDeps, asked: AskedPage): Promise<Result<Listed<ReturnView>>> {
  const own = await ownSubmission(deps.table, asked);
  if (!own.ok) return own;
  const { id } = own.value.submission;
  const query = { list: "submission-returns", id };
  return pageOf(deps.cursorSecret, { query, page: asked.page }, (paging) =>
    returnsPage(deps.table, { id, ...paging }),
  );
}

/** A page of a submission's changes, oldest first. */
export async function readSubmissionHistory(
  deps: ReadDeps,
  asked: AskedPage,
): Promise<Result<Listed<Change>>> {
  const own = await ownSubmission(deps.table, asked);
  if (!own.ok) return own;
  const { id } = own.value.submission;
  const query = { list: "submission-history", id };
  return pageOf(deps.cursorSecret, { query, page: asked.page }, async (paging) => {
    const { changes, next } = await historyPage(deps.table, { pk: submissionPk(id), ...paging });
    return { items: changes, ...(next ? { next } : {}) };
  });
}

async function ownSubmission(table: Table, asked: Asked): Promise<Result<LoadedSubmission>> {
  const found = await findSubmission(table, asked.submissionId);
  if (found?.ownerId === asked.organisationId) return ok(found);
  return fail({ code: "not_found", detail: "There is no such submission." });
}
