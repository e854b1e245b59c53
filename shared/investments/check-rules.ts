import type { ProblemPlace } from "../platform/problem.ts";
import type { CommitmentState } from "./commitment.ts";
import { populationStandsAlone } from "./evaluate-rule.ts";
import { type Clause, type PaymentRule, placedClauses } from "./payment-rule.ts";
import type { RuleFacts } from "./rule-facts.ts";

type Ground = Pick<CommitmentState, "milestones" | "requirements"> & {
  readonly commitment: Pick<CommitmentState["commitment"], "currency" | "match" | "bigBet" | "partnershipId">;
};

const ALONE =
  "What a whole population's children reach may not by itself decide on a payment, nor with a date, which comes anyway. Join it with a milestone, a report or a performance measure.";

/** What is wrong with the payment rules of tranches: what they name has to be there. Each by its clause in a list of tranches. */
export function checkRules(
  tranches: readonly { readonly rule?: PaymentRule | undefined }[],
  ground: Ground,
  facts: RuleFacts,
): ProblemPlace[] {
  return tranches.flatMap(({ rule }, index) => {
    if (!rule) return [];
    const pointer = `/tranches/${index}/rule`;
    const missing = placedClauses(rule, pointer).flatMap(({ clause, pointer }) => {
      const detail = missingOf(clause, ground, facts);
      return detail === undefined ? [] : [{ pointer, detail }];
    });
    const isPopulation = (indicatorId: string) =>
      facts.measures.find((fact) => fact.indicatorId === indicatorId)?.accountability === "population";
    return populationStandsAlone(rule, isPopulation) ? [...missing, { pointer, detail: ALONE }] : missing;
  });
}

function missingOf(clause: Clause, ground: Ground, facts: RuleFacts): string | undefined {
  switch (clause.kind) {
    case "milestone":
      return missingMilestone(clause, ground, facts);
    case "report-accepted": {
      const { requirement } = clause;
      const isThere = ground.requirements.some(({ number }) => number === requirement);
      return isThere ? undefined : `There is no reporting requirement ${requirement}.`;
    }
    case "match-verified":
      return clause.atLeast.currency === ground.commitment.currency
        ? undefined
        : `The commitment is in ${ground.commitment.currency}, this is in ${clause.atLeast.currency}.`;
    case "measure":
      return facts.measures.some(({ indicatorId }) => indicatorId === clause.indicatorId)
        ? undefined
        : "The commitment's partnership has no such indicator, or does not share it with you.";
    case "gateway":
      return ground.commitment.partnershipId === undefined
        ? "Only a partnership reaches gateways: link the commitment to one first."
        : undefined;
    case "date":
      return undefined;
  }
}

function missingMilestone(
  { milestone, of }: Extract<Clause, { kind: "milestone" }>,
  ground: Ground,
  facts: RuleFacts,
): string | undefined {
  if (of === "plan" && !ground.commitment.bigBet)
    return "The commitment is part of no big bet, so there is no plan.";
  const milestones = of === "plan" ? (facts.bigBet?.milestones ?? []) : ground.milestones;
  return milestones.some(({ number }) => number === milestone)
    ? undefined
    : `There is no milestone ${milestone}.`;
}
