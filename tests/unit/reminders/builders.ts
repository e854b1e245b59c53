import type { ListedRequirement } from "../../../shared/investments/requirements/requirement.store.ts";
import { type Tranche, TrancheSchema } from "../../../shared/investments/tranche.ts";
import { aRequirement, GRANTEE } from "../investments/requirements/builders.ts";

export const COMMITMENT = "cmt_01JD0000000000000000000001";
export const FUNDER = "org_01JD0000000000000000000001";
export { GRANTEE };

/** A tranche of 5,000 dollars that falls due, as it is listed. */
export function aDue(overrides: Partial<Tranche> = {}) {
  const tranche = TrancheSchema().parse({
    number: 2,
    dueOn: "2026-12-10",
    amountMinor: 500_000,
    currency: "USD",
    paidMinor: 0,
    advancedMinor: 0,
    refundedMinor: 0,
    releasedMinor: 0,
    ...overrides,
  });
  return { commitmentId: COMMITMENT, tranche };
}

/** A report that the grantee owes, as it is listed. */
export function aListed(overrides: Partial<ListedRequirement> = {}): ListedRequirement {
  return {
    ...aRequirement({ dueOn: "2026-12-10", firstDueOn: "2026-12-10" }),
    commitmentId: COMMITMENT,
    commitmentTitle: "Cedar County place grant",
    funderId: FUNDER,
    funderName: "Harbor Fund",
    ...overrides,
  };
}
