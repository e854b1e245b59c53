import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { invalidAt } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { DateSchema } from "../platform/time.ts";
import type { CommitmentState } from "./commitment.ts";
import type { CommitmentStatus } from "./commitment-status.ts";
import { loadEntry, reversalKey } from "./ledger.store.ts";
import type { EntryKind, LedgerEntry } from "./ledger-entry.ts";
import { type Entered, enter, post } from "./money-move.ts";
import type { NewEntry } from "./post-entries.ts";
import { ReasonSchema } from "./reason.ts";
import { reallocate } from "./shares.ts";
import { isConditional, openMinor, type Tranche } from "./tranche.ts";
import type { CommitmentCall, Decision, InvestmentDeps } from "./work-on-commitment.ts";

/** That an entry was wrong: it is undone whole by another one, and what is right is entered anew. */
export const ReversalSchema = lazy(() =>
  z.strictObject({ on: DateSchema(), reason: ReasonSchema() }).meta({ id: "NewReversal" }),
);
export type Reversal = z.infer<ReturnType<typeof ReversalSchema>>;

/** What can be undone by an entry; a promise or a decision on a condition is changed by an amendment. */
const REVERSIBLE = [
  "payment",
  "advance",
  "refund",
  "release",
  "expenditure",
] as const satisfies readonly EntryKind[];

/** What would be open again if it was undone: not possible in a commitment that is over. */
const REOPENING: readonly EntryKind[] = ["payment", "advance", "release"];
const OVER = ["closed", "terminated", "cancelled"] as const satisfies readonly CommitmentStatus[];

/**
 * Undoes an entry of a commitment's ledger with a reversal, once: the marker that it was reversed is written only where none is
 * stored. One GetItem, then as `workOnCommitment` with a part beside the collection. Refused with `not_found` for an unknown entry, and with `conflict` for one that
 * cannot be undone any more.
 */
export async function reverseEntry(
  deps: InvestmentDeps,
  call: CommitmentCall & { readonly reversedId: string; readonly entryId: string; readonly input: Reversal },
): Promise<Result<Entered>> {
  const entry = await loadEntry(deps.table, call.id, call.reversedId);
  const marker = reversalKey(call.reversedId);
  return enter(deps, { ...call, reason: call.input.reason, partsBeside: [marker] }, (state, { beside }) => {
    if (!entry) return fail({ code: "not_found", detail: "There is no such entry in this ledger." });
    const reversed = beside?.get(marker);
    if (reversed) return fail({ code: "conflict", detail: `It was reversed already, by ${reversed.by}.` });
    return decideReversal(state, entry, { ...call.input, id: call.entryId });
  });
}

/** The rule of `reverseEntry`. */
export function decideReversal(
  state: CommitmentState,
  entry: LedgerEntry,
  reversal: Reversal & { readonly id: string },
): Result<Decision> {
  if (!REVERSIBLE.some((kind) => kind === entry.kind))
    return fail({ code: "conflict", detail: `An entry of kind ${entry.kind} cannot be reversed.` });
  if (entry.kind === "release" && entry.proposalId !== undefined)
    return fail({
      code: "conflict",
      detail: "An amendment released it: only another amendment promises it again.",
    });
  if (reversal.on < entry.on)
    return fail(invalidAt("/on", `It was booked on ${entry.on}: it is undone on that day or a later one.`));
  const { status } = state.commitment;
  if (OVER.some((over) => over === status) && REOPENING.some((kind) => kind === entry.kind))
    return fail({
      code: "conflict",
      detail: `It is ${status}: money that was open again could be neither paid nor released. Record a refund instead.`,
    });
  const tranche = state.tranches.find(({ number }) => number === entry.trancheNumber);
  const undone = tranche ? undoIn(tranche, entry) : ok(undefined);
  if (!undone.ok) return undone;
  const posted = post(state, {
    ...(undone.value ? { tranche: undone.value } : {}),
    entries: [reversalOf(entry, reversal)],
  });
  const marker = {
    sk: reversalKey(entry.id),
    type: "reversed",
    attributes: { entryId: entry.id, by: reversal.id },
  };
  return ok({
    action: "commitment.reversal",
    ...posted,
    next: reallocate(posted.next),
    attached: [{ after: marker, isNew: true }],
  });
}

function reversalOf(entry: LedgerEntry, { id, on }: Reversal & { id: string }): NewEntry {
  const { amountMinor, conditionalMinor, clearedMinor, trancheNumber, isOpening } = entry;
  return {
    id,
    on,
    kind: "reversal",
    reverses: { id: entry.id, kind: entry.kind },
    amountMinor,
    conditionalMinor,
    ...(clearedMinor === undefined ? {} : { clearedMinor }),
    ...(trancheNumber === undefined ? {} : { trancheNumber }),
    ...(isOpening === undefined ? {} : { isOpening }),
  };
}

/** A tranche without what an entry did to it; refused where something rests on that by now. */
function undoIn(tranche: Tranche, { kind, on, amountMinor, conditionalMinor }: LedgerEntry): Result<Tranche> {
  const refuse = (detail: string) => fail({ code: "conflict", detail });
  switch (kind) {
    case "payment":
    case "advance": {
      if (tranche.paidMinor - amountMinor < tranche.refundedMinor)
        return refuse("Part of it was refunded since. Reverse the refund first.");
      if (conditionalMinor > tranche.advancedMinor)
        return refuse(
          "Its condition was met or waived since, which cleared the advance. Record a refund instead.",
        );
      // Which payment is then the latest one only the ledger knows: unknown until the right one is entered.
      const { lastPaidOn, ...rest } = tranche;
      return ok({
        ...rest,
        ...(lastPaidOn === undefined || lastPaidOn === on ? {} : { lastPaidOn }),
        paidMinor: tranche.paidMinor - amountMinor,
        advancedMinor: tranche.advancedMinor - conditionalMinor,
      });
    }
    case "refund":
      return ok({ ...tranche, refundedMinor: tranche.refundedMinor - amountMinor });
    case "release": {
      if (isConditional(tranche) !== conditionalMinor > 0)
        return refuse("Its condition was decided since it was released. Amend the commitment instead.");
      if (openMinor(tranche) + amountMinor > tranche.amountMinor)
        return refuse("The tranche was changed since. Amend the commitment instead.");
      const { forfeitedOn: _, ...rest } = tranche;
      return ok({ ...rest, releasedMinor: tranche.releasedMinor - amountMinor });
    }
    default:
      return ok(tranche);
  }
}
