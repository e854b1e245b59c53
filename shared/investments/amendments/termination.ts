import { sumMinor } from "../../platform/money.ts";
import { ok, type Result } from "../../platform/result.ts";
import type { Allocation, CommitmentState } from "../commitment.ts";
import { post } from "../money-move.ts";
import type { NewEntry } from "../post-entries.ts";
import { releaseEntry } from "../release-tranche.ts";
import { divideByShares, reallocate } from "../shares.ts";
import { committedMinor } from "../totals.ts";
import { openMinor, type Tranche, withoutApproval } from "../tranche.ts";
import type { Applied, ProposalGround } from "./applied.ts";
import type { ProposalOf } from "./proposal.ts";

/** Up to so many open tranches each one is released by an entry of its own; beyond that a transaction could not hold them. */
const MOST_ENTRIES = 30;

/**
 * Ends a commitment early: all that is open is given up, conditional or not, so that what remains committed is what was paid. What was
 * recognised before stays and is taken back by the new entries. Allocations never hold it up: shares follow, and amounts that exceed
 * what remains are cut in proportion.
 */
export function terminate(
  state: CommitmentState,
  proposal: ProposalOf<"termination">,
  { ids }: ProposalGround,
): Result<Applied> {
  const { effectiveOn: on, reason: note, id: proposalId } = proposal;
  const open = state.tranches.filter((tranche) => openMinor(tranche) > 0);
  const releases = open.map((tranche, index) => {
    const id = index === 0 ? ids.first : ids.more();
    return releaseEntry(tranche, {
      id,
      on,
      amountMinor: openMinor(tranche),
      note,
      proposalId,
    });
  });
  const { next, entries } = post(
    { ...state, tranches: state.tranches.map(givenUp) },
    {
      entries: releases.length > MOST_ENTRIES ? together(releases) : releases,
      changes: { status: "terminated", endedOn: on },
    },
  );
  return ok({ next: cut(reallocate(next)), entries });
}

function givenUp(tranche: Tranche): Tranche {
  const open = openMinor(tranche);
  return open > 0 ? withoutApproval({ ...tranche, releasedMinor: tranche.releasedMinor + open }) : tranche;
}

/** One entry for what all of them release: of no single tranche. */
function together([first, ...others]: readonly NewEntry[]): NewEntry[] {
  if (!first) return [];
  const all = [first, ...others];
  const { trancheNumber: _, ...entry } = first;
  return [
    {
      ...entry,
      amountMinor: sumMinor(all.map(({ amountMinor }) => amountMinor)),
      conditionalMinor: sumMinor(all.map(({ conditionalMinor }) => conditionalMinor)),
    },
  ];
}

/** A state whose allocations by amount fit into what remains beside the shares: cut in proportion, to the cent. */
function cut(state: CommitmentState): CommitmentState {
  const isAmount = ({ sharePercent }: Allocation) => sharePercent === undefined;
  const sum = (some: readonly Allocation[]) => sumMinor(some.map(({ amountMinor }) => amountMinor));
  const amounts = state.allocations.filter(isAmount);
  const shares = sum(state.allocations.filter((each) => !isAmount(each)));
  const left = committedMinor(state.commitment.totals) - shares;
  if (sum(amounts) <= left) return state;
  const parts = divideByShares(
    left,
    amounts.map(({ amountMinor }) => amountMinor),
    sum(amounts),
  );
  const allocations = state.allocations.map((each) => {
    const index = amounts.indexOf(each);
    return index < 0 ? each : { ...each, amountMinor: parts[index] ?? 0 };
  });
  return { ...state, allocations };
}
