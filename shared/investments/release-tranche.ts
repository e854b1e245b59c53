import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { formatAmount, type Money, money, toMinor } from "../platform/money.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { DateSchema } from "../platform/time.ts";
import { inStatus } from "./commitment.store.ts";
import type { CommitmentState } from "./commitment.ts";
import { LIVE_STATUSES } from "./commitment-status.ts";
import {
  type Entered,
  enter,
  exceeded,
  type Move,
  movable,
  moveShape,
  post,
  trancheOf,
} from "./money-move.ts";
import type { NewEntry } from "./post-entries.ts";
import { ReasonSchema } from "./reason.ts";
import { overAllocatedMinor, reallocate } from "./shares.ts";
import { isBlocked, isConditional, openMinor, type Tranche, withoutApproval } from "./tranche.ts";
import type { Decision, InvestmentDeps } from "./work-on-commitment.ts";

/** Money of a tranche that was given up before it was paid. */
export const ReleaseSchema = lazy(() =>
  z.strictObject({ ...moveShape(), reason: ReasonSchema() }).meta({ id: "NewRelease" }),
);
export type Release = z.infer<ReturnType<typeof ReleaseSchema>>;

/** That a tranche is forfeited: its condition was not met, and all that is open in it is given up. */
export const ForfeitureSchema = lazy(() =>
  z
    .strictObject({ trancheNumber: z.int().positive(), on: DateSchema(), reason: ReasonSchema() })
    .meta({ id: "NewForfeiture" }),
);
export type Forfeiture = z.infer<ReturnType<typeof ForfeitureSchema>>;

/** Gives up what a tranche has open. Refused where less would remain committed than is allocated to strategies by amount. */
export async function releaseTranche(deps: InvestmentDeps, move: Move<Release>): Promise<Result<Entered>> {
  return enter(deps, { ...move, reason: move.input.reason }, (state) =>
    decideRelease(state, move.input, move.entryId),
  );
}

/** Forfeits a tranche: releases all that is open. Refused with `conflict` where no condition and no rule is unfulfilled. */
export async function forfeitTranche(deps: InvestmentDeps, move: Move<Forfeiture>): Promise<Result<Entered>> {
  return enter(deps, { ...move, reason: move.input.reason }, (state) =>
    decideForfeiture(state, move.input, move.entryId),
  );
}

/** The rule of `releaseTranche`. */
export function decideRelease(state: CommitmentState, input: Release, id: string): Result<Decision> {
  const found = movable(state, input, LIVE_STATUSES);
  if (!found.ok) return found;
  const tranche = found.value;
  if (toMinor(input.amount) > openMinor(tranche))
    return fail(exceeded(openMinor(tranche), input.amount, "left in the tranche"));
  const { reason, ...fields } = input;
  return giveUp(state, tranche, { ...fields, id, action: "commitment.release" });
}

/** The rule of `forfeitTranche`. */
export function decideForfeiture(state: CommitmentState, input: Forfeiture, id: string): Result<Decision> {
  const found = trancheOf(state, input.trancheNumber);
  if (!found.ok) return found;
  const tranche = found.value;
  if (openMinor(tranche) <= 0)
    return fail({ code: "conflict", detail: `Nothing of tranche ${tranche.number} is open any more.` });
  if (!isConditional(tranche) && !isBlocked(tranche))
    return fail({
      code: "conflict",
      detail: "It stands under no unfulfilled condition or rule. Release what shall not be paid.",
    });
  const amount = money(openMinor(tranche), state.commitment.currency);
  const { reason, ...fields } = input;
  const may = movable(state, { ...fields, amount }, LIVE_STATUSES);
  if (!may.ok) return may;
  const forfeited = { ...tranche, forfeitedOn: input.on };
  return giveUp(state, forfeited, { ...fields, amount, id, action: "commitment.forfeiture" });
}

type GivenUp = {
  readonly id: string;
  readonly trancheNumber: number;
  readonly on: string;
  readonly amount: Money;
  readonly action: string;
  readonly note?: string | undefined;
  readonly valueOn?: string | undefined;
};

function giveUp(state: CommitmentState, tranche: Tranche, given: GivenUp): Result<Decision> {
  const { action, amount, ...fields } = given;
  const amountMinor = toMinor(amount);
  const posted = post(state, {
    tranche: withoutApproval({ ...tranche, releasedMinor: tranche.releasedMinor + amountMinor }),
    entries: [releaseEntry(tranche, { ...fields, amountMinor })],
  });
  const next = reallocate(posted.next);
  const over = overAllocatedMinor(next);
  if (over > 0) {
    const { currency } = amount;
    const detail = `More is allocated to strategies than would remain committed, by ${formatAmount(over, currency)} ${currency}. Allocate less first.`;
    return fail({ code: "conflict", detail });
  }
  return ok({ action, ...posted, next, guard: inStatus(LIVE_STATUSES) });
}

/** The ledger entry that gives up an amount of a tranche. */
export function releaseEntry(tranche: Tranche, given: Omit<NewEntry, "kind" | "conditionalMinor">): NewEntry {
  const conditionalMinor = isConditional(tranche) ? given.amountMinor : 0;
  return { ...given, kind: "release", trancheNumber: tranche.number, conditionalMinor };
}
