import * as z from "zod";
import type { NewId } from "../platform/id.ts";
import { formatAmount, type Money, MoneySchema, toMinor } from "../platform/money.ts";
import { invalidAt, type Problem } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { DateSchema } from "../platform/time.ts";
import type { Commitment, CommitmentState } from "./commitment.ts";
import type { CommitmentStatus } from "./commitment-status.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import { type NewEntry, postEntries } from "./post-entries.ts";
import type { Tranche } from "./tranche.ts";
import {
  type CommitmentCall,
  type Decision,
  type Ground,
  type InvestmentDeps,
  workOnCommitment,
} from "./work-on-commitment.ts";

/** What every movement in a tranche says. */
export const moveShape = () => ({
  trancheNumber: z.int().positive(),
  on: DateSchema(),
  /** The day the bank moved the money, where it is another one. */
  valueOn: DateSchema().optional(),
  amount: MoneySchema(),
  note: z.string().min(1).max(1000).optional(),
});

/** What was entered, and the version of the commitment that holds it. */
export type Entered = { readonly entry: LedgerEntry; readonly version: number };

/** A movement of money: the call, and the id under which its entry can be read. */
export type Move<T> = CommitmentCall & { readonly entryId: string; readonly input: T };

/** Ids for the entries of one decision: the one that was promised to the caller, and as many more as it takes. */
export type EntryIds = { readonly first: string; readonly more: () => string };

/** Ids for the entries that a call makes. */
export function entryIds(newId: NewId, first: string): EntryIds {
  return { first, more: () => newId("pay") };
}

/** Runs a movement of money and answers the entry that it is about. */
export async function enter(
  deps: InvestmentDeps,
  move: CommitmentCall,
  decide: (state: CommitmentState, ground: Ground) => Result<Decision>,
): Promise<Result<Entered>> {
  const changed = await workOnCommitment(deps, move, decide);
  if (!changed.ok) return changed;
  const [entry] = changed.value.entries;
  if (!entry) throw new Error("A movement of money was written without its ledger entry.");
  return ok({ entry, version: changed.value.head.version });
}

/**
 * The tranche that money moves in; refused where the status does not allow it, the tranche is unknown, the amount does not fit, or the
 * day lies before the agreement.
 */
export function movable(
  state: CommitmentState,
  input: { trancheNumber: number; amount: Money; on?: string },
  statuses: readonly CommitmentStatus[],
): Result<Tranche> {
  const { status, currency } = state.commitment;
  if (!statuses.includes(status))
    return fail({
      code: "conflict",
      detail: `The commitment is ${status}; this can be done only in one that is ${statuses.join(" or ")}.`,
    });
  if (input.amount.currency !== currency)
    return fail(
      invalidAt("/amount/currency", `The commitment is in ${currency}, this is in ${input.amount.currency}.`),
    );
  if (toMinor(input.amount) === 0) return fail(invalidAt("/amount/amount", "Name an amount above zero."));
  const early = input.on === undefined ? undefined : beforeAgreement(state.commitment, { on: input.on });
  return early ? fail(early) : trancheOf(state, input.trancheNumber);
}

/** The refusal of a day before the agreement: until then there is nothing that money could move in. */
export function beforeAgreement(
  { agreedOn }: Pick<Commitment, "agreedOn">,
  { on, pointer = "/on" }: { readonly on: string; readonly pointer?: string },
): Problem | undefined {
  if (agreedOn === undefined || on >= agreedOn) return undefined;
  return invalidAt(pointer, `It was agreed on ${agreedOn}: nothing is booked on a day before.`);
}

/** A tranche that a body names by its number, refused at `/trancheNumber` where there is none. */
export function trancheOf(state: CommitmentState, number: number): Result<Tranche> {
  const tranche = trancheAt(state, number);
  return tranche.ok ? tranche : fail(invalidAt("/trancheNumber", tranche.problem.detail));
}

/** A tranche that an address names by its number, refused with `not_found` where there is none. */
export function trancheAt({ tranches }: Pick<CommitmentState, "tranches">, number: number): Result<Tranche> {
  const tranche = tranches.find((each) => each.number === number);
  return tranche ? ok(tranche) : fail({ code: "not_found", detail: `There is no tranche ${number}.` });
}

/** The next state after entries and a changed tranche; `changes` are further fields of the head. */
export function post(
  state: CommitmentState,
  made: {
    readonly entries: readonly NewEntry[];
    readonly tranche?: Tranche;
    readonly changes?: Partial<Commitment>;
  },
): { next: CommitmentState; entries: LedgerEntry[] } {
  const { tranche, changes } = made;
  const posted = postEntries({ ...state.commitment, ...changes }, made.entries);
  const tranches = tranche
    ? state.tranches.map((other) => (other.number === tranche.number ? tranche : other))
    : state.tranches;
  return { next: { ...state, commitment: posted.commitment, tranches }, entries: posted.entries };
}

/** The refusal of an amount that is larger than what is left. */
export function exceeded(left: number, asked: Money, where: string): Problem {
  const detail = `${formatAmount(Math.max(left, 0), asked.currency)} ${asked.currency} are ${where}, ${asked.amount} were asked for.`;
  return { code: "amount_exceeded", detail, errors: [{ pointer: "/amount/amount", detail }] };
}
