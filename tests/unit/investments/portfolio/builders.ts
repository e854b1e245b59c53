import type { CommitmentState } from "../../../../shared/investments/commitment.ts";
import { contributionOf } from "../../../../shared/investments/portfolio/contribution.ts";
import type { PlacedCell } from "../../../../shared/investments/portfolio/portfolio.store.ts";
import { fromCellKey, TOTAL } from "../../../../shared/investments/portfolio/portfolio-keys.ts";
import { type Cell, fromRowKey } from "../../../../shared/investments/portfolio/stored-sums.ts";
import { plus, type Sums } from "../../../../shared/investments/portfolio/sums.ts";
import { ConditionSchema, type Tranche, TrancheSchema } from "../../../../shared/investments/tranche.ts";
import { MATCH_CONDITION } from "../../../support/commitments.ts";

/** A donor condition: a match, and a right of release. */
export function aCondition() {
  return ConditionSchema().parse(MATCH_CONDITION);
}

/** A tranche of a thousand dollars due in February 2026, of which nothing is paid. */
export function aTranche(overrides: Partial<Tranche> = {}): Tranche {
  return TrancheSchema().parse({
    number: 1,
    dueOn: "2026-02-01",
    amountMinor: 100_000,
    currency: "USD",
    paidMinor: 0,
    advancedMinor: 0,
    refundedMinor: 0,
    releasedMinor: 0,
    ...overrides,
  });
}

/** A tranche of a thousand dollars that is paid in full. */
export function aPaidTranche(overrides: Partial<Tranche> = {}): Tranche {
  return aTranche({ paidMinor: 100_000, lastPaidOn: "2026-02-01", ...overrides });
}

/** A state with other fields of its head. */
export function withHead(
  state: CommitmentState,
  commitment: Partial<CommitmentState["commitment"]>,
): CommitmentState {
  return { ...state, commitment: { ...state.commitment, ...commitment } };
}

/** The cells that commitments of one currency come to. */
export function cellsOf(...states: readonly CommitmentState[]): PlacedCell[] {
  const sums = states.reduce<Sums>((all, state) => plus(all, contributionOf(state)), {});
  return Object.entries(sums)
    .filter(([sk]) => sk.startsWith(TOTAL))
    .map(([sk, cell]) => ({ ...fromRowKey(fromCellKey(sk).row), cell: cell as Cell }));
}
