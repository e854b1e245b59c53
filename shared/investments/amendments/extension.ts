import { defined } from "../../platform/defined.ts";
import type { ProblemPlace } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { addDays, addMonths, dayIn } from "../../platform/time.ts";
import type { Commitment, CommitmentState } from "../commitment.ts";
import type { Milestone } from "../milestone.ts";
import { type Applied, changeNumbered, checkNumbered, misfit, settled } from "./applied.ts";
import type { ProposalFlag, ProposalOf } from "./proposal.ts";

const MOST_MONTHS = 12;
const NOTICE_DAYS = 10;

/**
 * A no-cost extension: a later end, and later days of what is still to come. What 2 CFR 200.308 allows a recipient by itself (once, at
 * most 12 months, said 10 days before the end) is no limit for every funder: beyond it the proposal is flagged, not refused.
 */
export function extend(state: CommitmentState, proposal: ProposalOf<"no-cost-extension">): Result<Applied> {
  const { commitment, tranches, milestones } = state;
  const errors = [
    ...endErrors(commitment, proposal.endOn),
    ...checkNumbered(proposal.tranches, { parts: tranches, pointer: "/tranches", refuse: settled }),
    ...checkNumbered(proposal.milestones, { parts: milestones, pointer: "/milestones", refuse: achieved }),
  ];
  if (errors.length > 0) return fail(misfit(errors));
  const next: CommitmentState = {
    ...state,
    commitment: { ...commitment, endOn: proposal.endOn },
    tranches: changeNumbered(tranches, proposal.tranches, (tranche, by) => ({ ...tranche, ...by })),
    milestones: changeNumbered(milestones, proposal.milestones, revised),
  };
  return ok({ next, flags: flagsOf(commitment, proposal) });
}

function endErrors({ startOn, endOn }: Commitment, wanted: string): ProblemPlace[] {
  if (wanted > (endOn ?? startOn)) return [];
  const detail = endOn === undefined ? `It starts on ${startOn}.` : `It ends on ${endOn} already.`;
  return [{ pointer: "/endOn", detail: `${detail} An extension ends it later.` }];
}

function flagsOf(commitment: Commitment, proposal: ProposalOf<"no-cost-extension">): ProposalFlag[] {
  const { endOn, amendments, timeZone } = commitment;
  const flags: ProposalFlag[] = [];
  if (endOn !== undefined && proposal.endOn > addMonths(endOn, MOST_MONTHS))
    flags.push("longer-than-12-months");
  if (amendments && amendments.extensions > 0) flags.push("extended-before");
  if (endOn !== undefined && dayIn(timeZone, proposal.proposedAt) > addDays(endOn, -NOTICE_DAYS))
    flags.push("short-notice");
  return flags;
}

/** The refusal of a milestone that was achieved: what is past is not planned anew. */
export function achieved({ number, achievedOn }: Milestone): ProblemPlace[] {
  return achievedOn === undefined
    ? []
    : [{ detail: `Milestone ${number} was achieved on ${achievedOn}: it is not changed any more.` }];
}

/** A milestone as it is planned anew: its next revision. */
export function revised(
  milestone: Milestone,
  by: NonNullable<ProposalOf<"re-scope">["milestones"]>[number],
): Milestone {
  return { ...milestone, ...defined(by), revision: milestone.revision + 1 };
}
