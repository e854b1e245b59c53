import { sumMinor } from "../../platform/money.ts";
import type { NewEntry } from "../post-entries.ts";
import { recognitionOf } from "../recognition.ts";
import { isConditional, type Tranche } from "../tranche.ts";
import type { ProposalGround } from "./applied.ts";
import type { AmountProposal } from "./change-amount.ts";

/** A tranche as it shall be, and by how much it grows or, below zero, shrinks. */
export type Shift = { readonly tranche: Tranche; readonly minor: number };

/**
 * The entries of a promise that grew or shrank: one adjustment for all of it, and the recognition of what of that is unconditional,
 * which is measured like a new promise, or taken back tranche by tranche. A schedule that changes at the same total books nothing:
 * rates and days stay as they were frozen when it was recognised.
 */
export function amountEntries(
  shifts: readonly Shift[],
  { kind, effectiveOn: on, reason: note, id: proposalId }: AmountProposal,
  { ids, settings }: ProposalGround,
): NewEntry[] {
  if (kind === "re-plan") return [];
  const conditional = shifts.filter(({ tranche }) => isConditional(tranche));
  const promised = shifts.filter(({ tranche }) => !isConditional(tranche));
  const sum = (some: readonly Shift[]) => sumMinor(some.map(({ minor }) => minor));
  const adjustment: NewEntry = {
    id: ids.first,
    kind: "adjustment",
    on,
    amountMinor: sum(shifts),
    conditionalMinor: sum(conditional),
    ...trancheOf(shifts),
    note,
    proposalId,
  };
  const lots = kind === "supplement" ? [promised] : promised.map((shift) => [shift]);
  const recognitions = lots.flatMap((lot) => {
    const due = lot.map(({ tranche, minor }) => ({ on: tranche.dueOn, amountMinor: minor }));
    return recognitionOf(due, { id: ids.more(), on, settings }).map((entry) => ({
      ...entry,
      ...trancheOf(lot),
      proposalId,
    }));
  });
  return [adjustment, ...recognitions];
}

/** The tranche that an entry is about, where it is about one only. */
function trancheOf(shifts: readonly Shift[]): { trancheNumber?: number } {
  const [only, ...others] = shifts;
  return only && others.length === 0 ? { trancheNumber: only.tranche.number } : {};
}
