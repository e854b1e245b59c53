import type { Principal } from "../../identity/principal.ts";
import type { Change } from "../../platform/history.ts";
import type { CommitmentState } from "../commitment.ts";
import { DECIDED_PROPOSAL, OPEN_PROPOSAL } from "./proposal.parts.ts";

/** A commitment as a reader may see it: what waits for a decision is its funder's alone. */
export function visibleProposals(state: CommitmentState, principal: Principal): CommitmentState {
  const isFunder = state.commitment.funder.organisationId === principal.organisationId;
  return isFunder || state.proposals.length === 0 ? state : { ...state, proposals: [] };
}

const FUNDERS_OWN = ["commitment.proposed", "commitment.proposal-withdrawn"];

/** A change as other readers see it: that something was proposed or withdrawn, and nothing of what. Its hash stays that of all of it. */
export function withoutProposals(change: Change): Change {
  const { reason, parts, ...rest } = change;
  const isOwn = FUNDERS_OWN.includes(change.action);
  const hidden = isOwn ? [OPEN_PROPOSAL, DECIDED_PROPOSAL] : [OPEN_PROPOSAL];
  return {
    ...rest,
    ...(reason === undefined || isOwn ? {} : { reason }),
    parts: parts.filter(({ sk }) => !hidden.some((prefix) => sk.startsWith(prefix))),
  };
}
