import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { formatAmount, sumMinor } from "../platform/money.ts";
import { invalidAt, type Problem } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { DateSchema } from "../platform/time.ts";
import { checkBigBet } from "./big-bets/big-bet-facts.ts";
import { inStatus } from "./commitment.store.ts";
import type { Commitment, CommitmentState } from "./commitment.ts";
import {
  COMMITMENT_STATUSES,
  type CommitmentStatus,
  nextStatuses,
  statusesBefore,
} from "./commitment-status.ts";
import { type EntryIds, entryIds, post } from "./money-move.ts";
import type { NewEntry } from "./post-entries.ts";
import { ReasonSchema } from "./reason.ts";
import { recognitionOf } from "./recognition.ts";
import { committedMinor } from "./totals.ts";
import { isConditional, openMinor, type Tranche } from "./tranche.ts";
import {
  type Changed,
  type CommitmentCall,
  type Decision,
  type Ground,
  type InvestmentDeps,
  workOnCommitment,
} from "./work-on-commitment.ts";

/** The status a commitment shall have, from which day, and why. */
export const StatusChangeSchema = lazy(() =>
  z
    .strictObject({ status: z.enum(COMMITMENT_STATUSES), on: DateSchema(), reason: ReasonSchema() })
    .meta({ id: "StatusChange" }),
);
export type StatusChange = z.infer<ReturnType<typeof StatusChangeSchema>>;

/**
 * Moves a commitment along its life, as `commitment-status.ts` draws it; the table itself refuses any other step. Agreeing writes the
 * agreement into the ledger and recognises what is unconditional in it. Closing needs every tranche paid or released, no advance
 * unsettled and no report outstanding; cancelling needs nothing committed any more. To suspend, resume or terminate takes a second
 * person: an amendment.
 */
export async function changeStatus(
  deps: InvestmentDeps,
  call: CommitmentCall & { readonly change: StatusChange },
): Promise<Result<Changed>> {
  const { change } = call;
  const ids = entryIds(deps.newId, deps.newId("pay"));
  // Money for scale is agreed only after a design grant of its big bet.
  const wantsFacts = ({ commitment }: CommitmentState) => ({
    tranches: [],
    bigBetId: change.status === "agreed" ? commitment.bigBet?.id : undefined,
  });
  const happened = { on: change.on, pointer: "/on" };
  return workOnCommitment(deps, { ...call, wantsFacts, happened, reason: change.reason }, (state, ground) =>
    decideStatus(state, change, { ...ground, ids }),
  );
}

/** The rule of `changeStatus`. */
export function decideStatus(
  state: CommitmentState,
  change: StatusChange,
  ground: Ground & { readonly ids: EntryIds },
): Result<Decision> {
  const refused = refusal(state, change.status);
  if (refused) return fail({ code: "conflict", detail: refused });
  const early = tooEarly(state.commitment, change.on);
  if (early) return fail(early);
  const bet =
    change.status === "agreed"
      ? checkBigBet({ ...state.commitment, status: "agreed" }, ground.facts.bigBet)
      : ok([]);
  if (!bet.ok) return bet;
  const posted = post(state, {
    entries: entriesOf(state, change, ground),
    changes: { status: change.status, ...datesOf(change) },
  });
  const guard = inStatus(statusesBefore(change.status));
  return ok({ action: `commitment.${change.status}`, ...posted, guard, others: bet.value });
}

function refusal(state: CommitmentState, wanted: CommitmentStatus): string | undefined {
  const { status, totals, currency } = state.commitment;
  const possible = nextStatuses(status);
  if (!possible.includes(wanted))
    return `It is ${status}; from there it can become ${possible.join(" or ") || "nothing else"}.`;
  if (wanted === "suspended" || wanted === "terminated" || status === "suspended")
    return `To make a commitment that is ${status} ${wanted} takes a second person: propose an amendment.`;
  if (wanted === "closed") return unfinished(state);
  if (wanted === "cancelled" && committedMinor(totals) !== 0)
    return `${formatAmount(committedMinor(totals), currency)} ${currency} are still committed. Release them first.`;
  return undefined;
}

/** The refusal of a day before the step that led to where a commitment stands. */
function tooEarly({ approvedOn, agreedOn }: Commitment, on: string): Problem | undefined {
  if (agreedOn !== undefined && on < agreedOn)
    return invalidAt("/on", `It was agreed on ${agreedOn}: say that day or a later one.`);
  if (approvedOn !== undefined && on < approvedOn)
    return invalidAt("/on", `The board approved it on ${approvedOn}: say that day or a later one.`);
  return undefined;
}

function unfinished({
  commitment: { currency },
  tranches,
  requirements,
}: CommitmentState): string | undefined {
  const open = sumMinor(tranches.map((tranche) => Math.max(openMinor(tranche), 0)));
  if (open > 0)
    return `${formatAmount(open, currency)} ${currency} are neither paid nor released. Pay or release them first.`;
  const advanced = sumMinor(tranches.map(unsettledAdvance));
  if (advanced > 0)
    return `${formatAmount(advanced, currency)} ${currency} were paid in advance of a condition that is not met. Record that it is met or the refund, or have it waived first.`;
  const owed = requirements.filter(({ status }) => status !== "accepted" && status !== "waived");
  if (owed.length === 0) return undefined;
  return `Reports are outstanding: ${owed.map(({ title }) => title).join(", ")}. Accept or waive them first.`;
}

/** What of an advance nobody owes yet and did not come back: a refund is of the advance first. */
function unsettledAdvance({ advancedMinor, refundedMinor }: Tranche): number {
  return Math.max(advancedMinor - refundedMinor, 0);
}

function datesOf({ status, on }: StatusChange): Partial<Commitment> {
  if (status === "approved") return { approvedOn: on };
  if (status === "agreed") return { agreedOn: on };
  return status === "closed" || status === "cancelled" ? { endedOn: on } : {};
}

function entriesOf(
  state: CommitmentState,
  { status, on }: StatusChange,
  ground: Pick<Ground, "settings"> & { readonly ids: EntryIds },
): NewEntry[] {
  if (status === "intended") return [intention(state, { id: ground.ids.first, on, sign: 1 })];
  if (status === "agreed") return agreementEntries(state, { ...ground, on, endsIntention: true });
  const wasIntended = state.commitment.status === "intended" || state.commitment.status === "approved";
  return status === "cancelled" && wasIntended
    ? [intention(state, { id: ground.ids.first, on, sign: -1 })]
    : [];
}

/** That the amount of a commitment is intended (1), or is not any more (-1). */
export function intention(
  { commitment }: CommitmentState,
  at: { readonly id: string; readonly on: string; readonly sign: 1 | -1 },
): NewEntry {
  const { id, on, sign } = at;
  return { id, kind: "intention", on, amountMinor: sign * commitment.amountMinor, conditionalMinor: 0 };
}

/** The entries of an agreement: the commitment first, the end of the intention before it, and what is recognised at once. */
export function agreementEntries(
  state: CommitmentState,
  at: Pick<Ground, "settings"> & {
    readonly ids: EntryIds;
    readonly on: string;
    readonly endsIntention: boolean;
  },
): NewEntry[] {
  const { on, ids, settings } = at;
  const conditional = state.tranches.filter(isConditional);
  const promised = state.tranches.filter((tranche) => !isConditional(tranche));
  const conditionalMinor = sumMinor(conditional.map((tranche) => tranche.amountMinor));
  const due = promised.map((tranche) => ({ on: tranche.dueOn, amountMinor: tranche.amountMinor }));
  const commitment: NewEntry = {
    id: ids.first,
    kind: "commitment",
    on,
    amountMinor: state.commitment.amountMinor,
    conditionalMinor,
  };
  const ended = at.endsIntention ? [intention(state, { id: ids.more(), on, sign: -1 })] : [];
  return [commitment, ...ended, ...recognitionOf(due, { id: ids.more(), on, settings })];
}
