import type { CommitmentState } from "./commitment.ts";
import { LIVE_STATUSES } from "./commitment-status.ts";
import { type EntryIds, post } from "./money-move.ts";
import type { NewEntry } from "./post-entries.ts";
import { recognitionOf } from "./recognition.ts";
import { isConditional, type Tranche } from "./tranche.ts";
import type { Ground } from "./work-on-commitment.ts";

/**
 * A tranche becomes unconditional, its condition being met or waived: what is not released of it moves over, the advance on it is
 * cleared, and expense is recognised (ASC 958-605-25-11). Nothing moves where there is no agreement yet, or where it stood under a
 * payment rule only: then the entry says so with nothing.
 */
export function becomeUnconditional(
  state: CommitmentState,
  made: {
    readonly tranche: Tranche;
    readonly kind: "condition-met" | "waiver";
    readonly on: string;
    readonly ids: EntryIds;
    readonly note: string;
    readonly proposalId?: string;
    readonly settings: Ground["settings"];
  },
): ReturnType<typeof post> {
  const { tranche, kind, on, ids, note, proposalId } = made;
  const decided: Tranche =
    kind === "waiver"
      ? { ...tranche, waivedOn: on, advancedMinor: 0 }
      : { ...tranche, conditionMetOn: on, conditionEvidence: note, advancedMinor: 0 };
  if (!LIVE_STATUSES.some((status) => status === state.commitment.status))
    return post(state, { tranche: decided, entries: [] });
  const amountMinor = isConditional(tranche) ? tranche.amountMinor - tranche.releasedMinor : 0;
  const entry: NewEntry = {
    id: ids.first,
    kind,
    on,
    amountMinor,
    conditionalMinor: 0,
    clearedMinor: tranche.advancedMinor,
    trancheNumber: tranche.number,
    note,
    ...(proposalId === undefined ? {} : { proposalId }),
  };
  // What was advanced is paid already: only the rest is still due, and may be worth less today.
  const advancedMinor = Math.min(tranche.advancedMinor, amountMinor);
  const due = [
    { on, amountMinor: advancedMinor },
    { on: tranche.dueOn, amountMinor: amountMinor - advancedMinor },
  ];
  const recognised = recognitionOf(due, { id: ids.more(), on, settings: made.settings });
  const forTranche = recognised.map((each) => ({ ...each, trancheNumber: tranche.number }));
  return post(state, { tranche: decided, entries: [entry, ...forTranche] });
}
