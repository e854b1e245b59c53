import type { ProposalKind } from "../../shared/investments/amendments/proposal.ts";

const KINDS: Readonly<Record<ProposalKind, string>> = {
  "no-cost-extension": "No-cost extension",
  reallocation: "Reallocation",
  supplement: "Supplement",
  reduction: "Reduction",
  "re-plan": "Re-plan of the schedule",
  "re-scope": "Re-scope",
  "payee-change": "Change of payee",
  suspension: "Suspension",
  resumption: "Resumption",
  termination: "Termination",
  waiver: "Waiver",
  advance: "Advance",
};

/** What a kind of proposal is called. */
export function proposalName(kind: ProposalKind): string {
  return KINDS[kind];
}
