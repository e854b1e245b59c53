import type { Write } from "../platform/transaction.ts";
import type { BigBetFacts } from "./big-bets/big-bet-facts.ts";
import type { Commitment } from "./commitment.ts";
import type { PartnershipFacts } from "./partnership-facts.ts";
import { type Clause, clausesOf } from "./payment-rule.ts";
import type { Tranche } from "./tranche.ts";

/** One measured value of an indicator over all, as it was read: `ref` names the revision. Null where it may not be shown. */
export type MeasuredValue = {
  readonly ref: string;
  readonly periodEnd: string;
  readonly label: string;
  readonly value: number | null;
};

/** What a rule needs to know of an indicator: of whom it speaks, and what was measured. */
export type MeasureFact = {
  readonly indicatorId: string;
  readonly name: string;
  readonly version: number;
  readonly accountability: "population" | "performance";
  readonly values: readonly MeasuredValue[];
};

/** That a partnership reached a gateway of a framework, as it was decided. */
export type GatewayFact = {
  readonly framework: string;
  readonly gateway: string;
  readonly reachedOn: string;
  readonly version: string;
};

/**
 * What a deed is held against beside the commitment itself: facts of other contexts, as they were read. `checks` are the conditions
 * under which they still hold, for the transaction that rests on them.
 */
export type RuleFacts = {
  readonly measures: readonly MeasureFact[];
  readonly gateways: readonly GatewayFact[];
  /** The big bet that the commitment is part of, where it was asked for. */
  readonly bigBet?: BigBetFacts;
  /** The commitment's partnership with its strategies, where they were asked for and may be seen. */
  readonly partnership?: PartnershipFacts;
  readonly checks: readonly Write[];
};

export const NO_FACTS: RuleFacts = { measures: [], gateways: [], checks: [] };

/** Which facts are wanted: those that the rules of some tranches ask for; big bet and strategies where the deed rests on them. */
export type FactsWanted = {
  readonly tranches: readonly Pick<Tranche, "rule">[];
  readonly bigBetId?: string | undefined;
  readonly strategies?: boolean;
};

/** Reads facts of other contexts for a commitment. Handed in by whoever may reach those contexts. */
export type ReadRuleFacts = (
  commitment: Pick<Commitment, "partnershipId" | "bigBet">,
  wanted: FactsWanted,
) => Promise<RuleFacts>;

const FOREIGN = ["measure", "gateway"];

/** The clauses of some tranches that need facts from elsewhere; none, and no further read is needed. */
export function foreignClauses(tranches: FactsWanted["tranches"]): Clause[] {
  return tranches
    .flatMap(({ rule }) => (rule ? clausesOf(rule) : []))
    .filter(
      (clause) => FOREIGN.includes(clause.kind) || (clause.kind === "milestone" && clause.of === "plan"),
    );
}
