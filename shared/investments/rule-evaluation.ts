import * as z from "zod";
import { ATTACHED } from "../platform/aggregate.ts";
import type { PartWrite } from "../platform/history.ts";
import { lazy } from "../platform/lazy.ts";
import { DateSchema } from "../platform/time.ts";
import type { Write } from "../platform/transaction.ts";
import { numberedKey } from "./commitment.parts.ts";
import type { CommitmentState } from "./commitment.ts";
import { isBinding } from "./commitment-status.ts";
import { evaluateRule, type Finding, FindingSchema } from "./evaluate-rule.ts";
import { PaymentRuleSchema } from "./payment-rule.ts";
import { watchWrites } from "./reviews/watch.store.ts";
import { restedOn } from "./reviews/watch.ts";
import type { RuleFacts } from "./rule-facts.ts";
import type { Tranche } from "./tranche.ts";

/** What an evaluation was made for. */
export const EVALUATION_CAUSES = ["asked", "approval", "payment", "amendment"] as const;

/** An evaluation of a payment rule as it is kept for ever: the rule as it was, and each clause with the versions it rested on. */
export const EvaluationSchema = lazy(() =>
  z
    .strictObject({
      trancheNumber: z.int(),
      number: z.int().positive(),
      on: DateSchema(),
      cause: z.enum(EVALUATION_CAUSES),
      rule: PaymentRuleSchema(),
      finding: FindingSchema(),
    })
    .meta({
      id: "RuleEvaluation",
      description: "A payment rule held against what was recorded, clause by clause.",
    }),
);
export type Evaluation = z.infer<ReturnType<typeof EvaluationSchema>>;

/** The sort keys of a tranche's evaluations begin with this; they lie beside the collection. */
export function evaluationPrefix(trancheNumber: number): string {
  return `${numberedKey(`${ATTACHED}EVAL#`, trancheNumber)}#`;
}

/**
 * Evaluates the payment rule of a tranche for the record: what its tranche keeps of it in short, the part that holds all of it, and
 * the writes that remember on which measured values it rests, so that a restatement opens a review.
 * Undefined where the tranche has no rule, or where it was waived.
 */
export function evaluationOf(
  state: CommitmentState,
  tranche: Tranche,
  at: { readonly facts: RuleFacts; readonly on: string; readonly cause: Evaluation["cause"] },
):
  | {
      readonly finding: Finding;
      readonly ruleState: NonNullable<Tranche["ruleState"]>;
      readonly part: PartWrite;
      readonly watches: readonly Write[];
    }
  | undefined {
  const { rule, number: trancheNumber } = tranche;
  if (!rule || tranche.waivedOn !== undefined) return undefined;
  const { facts, on, cause } = at;
  const finding = evaluateRule(rule, { state, facts, tranche, on });
  const number = (tranche.ruleState?.evaluation ?? 0) + 1;
  const evaluation: Evaluation = { trancheNumber, number, on, cause, rule, finding };
  const { rule: _rule, finding: _finding, ...flat } = evaluation;
  const { commitment } = state;
  const rested = isBinding(commitment.status) ? restedOn(rule, finding) : [];
  return {
    watches: watchWrites(commitment, trancheNumber, rested),
    finding,
    ruleState: { on, isMet: finding.isMet, evaluation: number },
    part: {
      isNew: true,
      after: {
        sk: `${evaluationPrefix(trancheNumber)}${String(number).padStart(6, "0")}`,
        type: "rule-evaluation",
        // One string: nested attributes cost more units and far more time.
        attributes: { ...flat, content: JSON.stringify({ rule, finding }) },
      },
    },
  };
}
