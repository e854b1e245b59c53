import { invalidAt } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { findIndicator } from "../indicator.store.ts";
import { type ControlsCall, changeControls, exceptionPart, lockPart } from "./controls.store.ts";
import type { LockException, NewLockException, NewPeriodLock, PeriodLock } from "./lock.ts";

type Deps = { readonly table: Table };

/** How many locks, and how many exceptions, a partnership has at once. */
export const MOST_AT_ONCE = 100;

/**
 * Locks periods of a partnership, or of one of its indicators, for a reason. It holds for every recording that begins after it; what
 * was under way in that moment may still land, and is told by its instant.
 */
export async function lockPeriods(
  deps: Deps,
  call: ControlsCall & { readonly lockId: string; readonly input: NewPeriodLock },
): Promise<Result<PeriodLock>> {
  const { lockId: id, input, author: by, now: at } = call;
  const known = await checkIndicator(deps.table, call);
  if (!known.ok) return known;
  return changeControls(deps, call, ({ locks }) => {
    if (locks.length >= MOST_AT_ONCE) return full("locks", "Lift one, or lock through a later day.");
    const lock: PeriodLock = { ...input, id, at, by };
    return ok({ action: "period-lock.set", reason: input.reason, put: lockPart(lock), value: lock });
  });
}

/** Lifts a lock for a reason. `not_found` where it does not hold. */
export function liftLock(
  deps: Deps,
  call: ControlsCall & { readonly lockId: string; readonly reason: string },
): Promise<Result<PeriodLock>> {
  const { lockId, reason, author: by, now: at } = call;
  return changeControls(deps, call, ({ locks }) => {
    const lock = locks.find(({ id }) => id === lockId);
    if (!lock) return fail({ code: "not_found", detail: "There is no such lock, or it was lifted." });
    const value: PeriodLock = { ...lock, lifted: { at, by, reason } };
    return ok({
      action: "period-lock.lifted",
      reason,
      put: lockPart(value),
      instead: lockPart(lock).sk,
      value,
    });
  });
}

/** Grants leave to record in locked periods until an instant, for a reason. Refused where that lies in the past. */
export async function grantException(
  deps: Deps,
  call: ControlsCall & { readonly exceptionId: string; readonly input: NewLockException },
): Promise<Result<LockException>> {
  const { exceptionId: id, input, author: by, now: at } = call;
  const until = new Date(input.until).toISOString();
  if (until <= at) return fail(invalidAt("/until", "An exception ends in the future."));
  const known = await checkIndicator(deps.table, call);
  if (!known.ok) return known;
  return changeControls(deps, call, ({ exceptions }) => {
    if (exceptions.length >= MOST_AT_ONCE) return full("exceptions", "Withdraw those that have ended.");
    const value: LockException = { ...input, until, id, at, by };
    const action = "period-lock-exception.granted";
    return ok({ action, reason: input.reason, put: exceptionPart(value), value });
  });
}

/** Withdraws an exception for a reason; what was recorded by it stays. `not_found` where there is none. */
export function withdrawException(
  deps: Deps,
  call: ControlsCall & { readonly exceptionId: string; readonly reason: string },
): Promise<Result<LockException>> {
  const { exceptionId, reason, author: by, now: at } = call;
  return changeControls(deps, call, ({ exceptions }) => {
    const exception = exceptions.find(({ id }) => id === exceptionId);
    if (!exception)
      return fail({ code: "not_found", detail: "There is no such exception, or it was withdrawn." });
    const value: LockException = { ...exception, withdrawn: { at, by, reason } };
    const action = "period-lock-exception.withdrawn";
    const instead = exceptionPart(exception).sk;
    return ok({ action, reason, put: exceptionPart(value), instead, value });
  });
}

function full(what: string, remedy: string): Result<never> {
  const detail = `A partnership has at most ${MOST_AT_ONCE} ${what} at once. ${remedy}`;
  return fail({ code: "conflict", detail, extra: { limit: MOST_AT_ONCE } });
}

async function checkIndicator(
  table: Table,
  call: ControlsCall & { readonly input: { readonly indicatorId?: string | undefined } },
): Promise<Result<undefined>> {
  const { indicatorId } = call.input;
  if (indicatorId === undefined) return ok(undefined);
  const loaded = await findIndicator(table, indicatorId);
  const isOwn = loaded?.ownerId === call.author.organisationId;
  if (isOwn && loaded.indicator.partnershipId === call.partnershipId) return ok(undefined);
  return fail(invalidAt("/indicatorId", "The partnership has no such indicator."));
}
