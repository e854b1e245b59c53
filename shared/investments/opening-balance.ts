import { type Money, toMinor } from "../platform/money.ts";
import type { CommitmentState } from "./commitment.ts";
import type { EntryIds } from "./money-move.ts";
import type { NewEntry } from "./post-entries.ts";
import { isConditional, openMinor, type Tranche } from "./tranche.ts";

const NOTE = "Opening balance";

/**
 * The entries of an opening balance: what was paid, and came back, before this book began, of the tranches in their order. What was
 * paid of a tranche whose condition is open is an advance. On which days it was, this book does not know: they are marked, so that
 * no payout counts them in the year in which they are entered, and the journal books no cash of that day.
 */
export function openingEntries(
  state: CommitmentState,
  opening: { readonly on: string; readonly paid: Money; readonly refunded?: Money | undefined },
  ids: EntryIds,
): { tranches: Tranche[]; entries: NewEntry[] } {
  let paidLeft = toMinor(opening.paid);
  let refundLeft = opening.refunded ? toMinor(opening.refunded) : 0;
  const entries: NewEntry[] = [];
  const enter = (kind: NewEntry["kind"], tranche: Tranche, amountMinor: number) => {
    if (amountMinor === 0) return;
    const conditionalMinor = kind === "advance" ? amountMinor : 0;
    const at = { on: opening.on, trancheNumber: tranche.number, note: NOTE, isOpening: true as const };
    entries.push({ ...at, id: ids.more(), kind, amountMinor, conditionalMinor });
  };
  const tranches = state.tranches.map((tranche) => {
    const paid = Math.min(paidLeft, openMinor(tranche));
    const refunded = Math.min(refundLeft, paid);
    paidLeft -= paid;
    refundLeft -= refunded;
    const isAdvance = isConditional(tranche);
    enter(isAdvance ? "advance" : "payment", tranche, paid);
    enter("refund", tranche, refunded);
    const advancedMinor = isAdvance ? paid : 0;
    return { ...tranche, paidMinor: paid, refundedMinor: refunded, advancedMinor };
  });
  return { tranches, entries };
}
