import * as z from "zod";
import { defined } from "../../platform/defined.ts";
import type { Change } from "../../platform/history.ts";
import { lazy } from "../../platform/lazy.ts";
import { type Listed, type PageQuery, pageOf } from "../../platform/page.ts";
import { historyPage } from "../../platform/read-history.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { queryPage, type Table } from "../../platform/table.ts";
import { accessTo } from "../indicator.store.ts";
import { exceptionList, toSet } from "../observation.store.ts";
import { toRef } from "../observation-ref.ts";
import type { ReadDeps } from "../read-indicator.ts";
import { type ControlId, controlsPk, findException, findLock, readControls } from "./controls.store.ts";
import { type LockException, LockExceptionSchema, type PeriodLock, PeriodLockSchema } from "./lock.ts";

/** What holds in a partnership now: locks that were not lifted, exceptions that were not withdrawn. */
export const LocksSchema = lazy(() =>
  z
    .object({ locks: z.array(PeriodLockSchema()), exceptions: z.array(LockExceptionSchema()) })
    .meta({ id: "PeriodLocks" }),
);

/** One revision that was recorded by an exception. */
export const ExceptionUseSchema = lazy(() =>
  z
    .object({
      observation: z.string(),
      recordedAt: z.iso.datetime(),
      by: z.object({ principalId: z.string(), organisationId: z.string() }),
      reason: z.string().optional(),
    })
    .meta({ id: "PeriodLockExceptionUse" }),
);
export type ExceptionUse = z.infer<ReturnType<typeof ExceptionUseSchema>>;

type Asked = { readonly partnershipId: string; readonly organisationId: string };

/** The locks and exceptions of a partnership, for its owner. Two Queries side by side; at most 100 of each. */
export async function listLocks(
  deps: { readonly table: Table },
  asked: Asked,
): Promise<Result<{ locks: readonly PeriodLock[]; exceptions: readonly LockException[] }>> {
  const [own, { locks, exceptions }] = await Promise.all([
    checkOwn(deps.table, asked),
    readControls(deps.table, asked.partnershipId),
  ]);
  return own.ok ? ok({ locks, exceptions }) : own;
}

/** One lock, lifted or not, for the partnership's owner. */
export function readLock(
  deps: { readonly table: Table },
  asked: Asked & { readonly lockId: string },
): Promise<Result<PeriodLock>> {
  return readOne(deps.table, { ...asked, id: asked.lockId }, findLock);
}

/** One exception, withdrawn or not, for the partnership's owner. */
export function readException(
  deps: { readonly table: Table },
  asked: Asked & { readonly exceptionId: string },
): Promise<Result<LockException>> {
  return readOne(deps.table, { ...asked, id: asked.exceptionId }, findException);
}

/**
 * A page of the revisions that were recorded by an exception, the first one first: the log of its use, kept by the revisions
 * themselves. One Query of byParty.
 */
export async function listExceptionUses(
  deps: ReadDeps,
  asked: Asked & { readonly exceptionId: string; readonly page: PageQuery },
): Promise<Result<Listed<ExceptionUse>>> {
  const { exceptionId, organisationId, page } = asked;
  const exception = await readException(deps, asked);
  if (!exception.ok) return exception;
  const query = { list: "exception-uses", exceptionId, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const partition = exceptionList(exceptionId);
    const { items, next } = await queryPage(deps.table, { index: "byParty", partition, ...paging });
    const uses = items.map(toSet).map(({ key, revision, recordedAt, by, reason }) => ({
      observation: toRef(key, revision),
      recordedAt,
      by,
      ...defined({ reason }),
    }));
    return { items: uses, ...(next ? { next } : {}) };
  });
}

/** A page of what was changed on a partnership's locks and exceptions, oldest first, for its owner. */
export async function readLockHistory(
  deps: ReadDeps,
  asked: Asked & { readonly page: PageQuery },
): Promise<Result<Listed<Change>>> {
  const { partnershipId, organisationId, page } = asked;
  const own = await checkOwn(deps.table, asked);
  if (!own.ok) return own;
  const query = { list: "lock-history", partnershipId, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { changes, next } = await historyPage(deps.table, { pk: controlsPk(partnershipId), ...paging });
    return { items: changes, ...(next ? { next } : {}) };
  });
}

async function readOne<T>(
  table: Table,
  asked: Asked & ControlId,
  find: (table: Table, at: ControlId) => Promise<T | undefined>,
): Promise<Result<T>> {
  const [own, found] = await Promise.all([checkOwn(table, asked), find(table, asked)]);
  if (!own.ok) return own;
  return found ? ok(found) : fail({ code: "not_found", detail: "There is no such lock or exception." });
}

async function checkOwn(table: Table, { partnershipId, organisationId }: Asked): Promise<Result<undefined>> {
  if ((await accessTo(table, partnershipId, organisationId)) === "owner") return ok(undefined);
  return fail({ code: "not_found", detail: "There is no such partnership." });
}
