import { retryOnConflict } from "../../identity/retry.ts";
import { staleVersion } from "../../identity/stale-version.ts";
import { HEAD, type HeadFields } from "../../platform/aggregate.ts";
import { type Author, writeAggregate } from "../../platform/history.ts";
import type { IdempotentRequest } from "../../platform/idempotency.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import type { Write } from "../../platform/transaction.ts";
import { differs } from "../commitment.parts.ts";
import { bigBetPk, type LoadedBigBet, loadBigBet, partsOf } from "./big-bet.store.ts";
import type { BigBetState } from "./big-bet.ts";

/** Who changes which bet, and when; the version they read, where a change rather than an addition is made. */
export type BigBetCall = {
  readonly bigBetId: string;
  readonly author: Author;
  readonly now: string;
  readonly ifMatch?: number | undefined;
  readonly idempotency?: IdempotentRequest | undefined;
};

/** What a rule decided: the next state, what it is called in the history and why, and what must still hold elsewhere. */
export type BigBetDecision = {
  readonly action: string;
  readonly reason?: string;
  readonly next: BigBetState;
  readonly others?: readonly Write[];
};

/** A bet after a change, with the head it has now. */
export type ChangedBigBet = { readonly state: BigBetState; readonly head: HeadFields };

type Work = {
  /** Who may make this change, where it is not the convenor. Everybody else finds no such bet. */
  readonly mayWrite?: (state: BigBetState, organisationId: string) => boolean;
  readonly decide: (state: BigBetState) => Result<BigBetDecision>;
};

/**
 * Reads a bet, lets a pure rule decide, and writes the outcome under the version that was read: two rounds. Without `ifMatch` a
 * rival's write is followed by a fresh decision, five times at most. Refused with `not_found`, `version_conflict`, or what the
 * rule refuses with.
 */
export async function workOnBigBet(
  deps: { readonly table: Table },
  call: BigBetCall,
  work: Work,
): Promise<Result<ChangedBigBet>> {
  const attempt = () => workOnce(deps.table, call, work);
  return call.ifMatch === undefined ? retryOnConflict(attempt) : attempt();
}

async function workOnce(table: Table, call: BigBetCall, work: Work): Promise<Result<ChangedBigBet>> {
  const { mayWrite = isConvenor, decide } = work;
  const loaded = await loadBigBet(table, call.bigBetId);
  if (!loaded || !mayWrite(loaded.state, call.author.organisationId))
    return fail({ code: "not_found", detail: "There is no such big bet among those you convened." });
  const { version } = loaded.head;
  if (call.ifMatch !== undefined && call.ifMatch !== version) return fail(staleVersion(version));
  const decision = decide(loaded.state);
  if (!decision.ok) return decision;
  const saved = await saveBigBet(table, { ...call, ...decision.value, loaded });
  return saved.ok ? ok({ state: decision.value.next, head: saved.value }) : saved;
}

function isConvenor({ bet }: BigBetState, organisationId: string): boolean {
  return bet.convenor.organisationId === organisationId;
}

type BigBetWrite = Pick<BigBetCall, "author" | "now" | "idempotency"> &
  BigBetDecision & { readonly loaded?: LoadedBigBet };

/**
 * Writes a bet's next state in one transaction: only parts that differ, the head under the version that was read. 2 write units
 * per KB of the head, of each changed part and of the change.
 */
export async function saveBigBet(table: Table, write: BigBetWrite): Promise<Result<HeadFields>> {
  const { loaded, next, author, now, action, reason, others, idempotency } = write;
  const before = new Map(loaded?.items.map((item) => [item.sk, item]));
  const after = partsOf(next);
  const kept = new Set(after.map((part) => part.sk));
  const changed = after.filter((part) => part.sk === HEAD || differs(before.get(part.sk), part));
  const removed = [...before.values()].filter((item) => !kept.has(item.sk));
  const head = before.get(HEAD);
  return writeAggregate(table, {
    pk: bigBetPk(next.bet.id),
    ownerId: next.bet.convenor.organisationId,
    ...(head ? { previousHead: head } : {}),
    parts: [
      ...changed.map((part) => {
        const stored = before.get(part.sk);
        return stored ? { before: stored, after: part } : { after: part };
      }),
      ...removed.map((item) => ({ before: item })),
    ],
    action,
    by: author,
    now,
    ...(reason === undefined ? {} : { reason }),
    ...(idempotency === undefined ? {} : { idempotency }),
    ...(others === undefined ? {} : { others }),
  });
}
