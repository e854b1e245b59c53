import { defined } from "../../platform/defined.ts";
import { invalidAt } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { CommitmentState } from "../commitment.ts";
import { withoutApproval } from "../tranche.ts";
import type { Applied } from "./applied.ts";
import type { ProposalOf } from "./proposal.ts";

/**
 * Another recipient, fiscal sponsor or restriction, from now on: the ledger keeps what was paid to whom. An approval to pay was given
 * for the payee of then, so a new payee needs a new one.
 */
export function changePayee(state: CommitmentState, proposal: ProposalOf<"payee-change">): Result<Applied> {
  const { recipient, fiscalSponsor, restriction } = proposal;
  const movesPayee = recipient !== undefined || fiscalSponsor !== undefined;
  if (!movesPayee && restriction === undefined)
    return fail(
      invalidAt("", "Name the recipient, the fiscal sponsor or the restriction that it shall have."),
    );
  const { fiscalSponsor: sponsorBefore, ...commitment } = state.commitment;
  const sponsor = fiscalSponsor === undefined ? sponsorBefore : (fiscalSponsor ?? undefined);
  return ok({
    next: {
      ...state,
      commitment: { ...commitment, ...defined({ recipient, restriction, fiscalSponsor: sponsor }) },
      tranches: movesPayee ? state.tranches.map(withoutApproval) : state.tranches,
    },
  });
}
