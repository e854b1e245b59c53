import type { Problem, ProblemPlace } from "../../platform/problem.ts";
import type { EntryIds } from "../money-move.ts";
import { openMinor, type Tranche } from "../tranche.ts";
import type { Decision, Ground } from "../work-on-commitment.ts";
import type { ProposalFlag } from "./proposal.ts";

/** What a proposal is applied on, beside the commitment. */
export type ProposalGround = Ground & { readonly ids: EntryIds; readonly now: string };

/** What a proposal makes of a commitment: the next state with its entries, and what whoever decides should look at. */
export type Applied = Omit<Decision, "action"> & {
  readonly flags?: readonly ProposalFlag[];
  /** Moved among budget categories by now, where this amendment changes that. */
  readonly budgetMovedMinor?: number;
};

/** The refusal of a proposal for what is wrong in it, place by place. */
export function misfit(errors: readonly ProblemPlace[]): Problem {
  return { code: "validation_failed", detail: "The proposal does not fit the commitment.", errors };
}

type Numbered = { readonly number: number };

/**
 * What is wrong with a list of changes to numbered parts: each names a part that is there, no part twice, and `refuse` finds nothing,
 * whose pointers are relative to the change.
 */
export function checkNumbered<P extends Numbered, C extends Numbered>(
  changes: readonly C[] | undefined,
  against: {
    readonly parts: readonly P[];
    readonly pointer: string;
    readonly refuse: (part: P, change: C) => readonly ProblemPlace[];
  },
): ProblemPlace[] {
  const { parts, pointer, refuse } = against;
  return (changes ?? []).flatMap((change, index): ProblemPlace[] => {
    const at = `${pointer}/${index}`;
    const { number } = change;
    const part = parts.find((each) => each.number === number);
    if (!part) return [{ pointer: `${at}/number`, detail: `There is no number ${number}.` }];
    const first = changes?.findIndex((other) => other.number === number);
    if (first !== index) return [{ pointer: `${at}/number`, detail: `Number ${number} is named twice.` }];
    return refuse(part, change).map((place) => ({ ...place, pointer: `${at}${place.pointer ?? ""}` }));
  });
}

/** Numbered parts of which some are changed. */
export function changeNumbered<P extends Numbered, C extends Numbered>(
  parts: readonly P[],
  changes: readonly C[] | undefined,
  change: (part: P, by: C) => P,
): P[] {
  return parts.map((part) => {
    const by = changes?.find(({ number }) => number === part.number);
    return by ? change(part, by) : part;
  });
}

/** What is paid or given up is not changed any more: the refusal of a tranche with nothing open. */
export function settled(tranche: Tranche): ProblemPlace[] {
  if (openMinor(tranche) !== 0) return [];
  return [{ detail: `Nothing of tranche ${tranche.number} is open any more: it is paid or given up.` }];
}
