import type { Principal } from "../identity/principal.ts";
import { attributesOf } from "../platform/aggregate.ts";
import { type Listed, pageOf } from "../platform/page.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { queryPage, type Table } from "../platform/table.ts";
import { dayIn } from "../platform/time.ts";
import { commitmentPk } from "./commitment.store.ts";
import type { CommitmentState } from "./commitment.ts";
import { trancheAt } from "./money-move.ts";
import { readCommitment } from "./read-commitment.ts";
import { type Evaluation, EvaluationSchema, evaluationOf, evaluationPrefix } from "./rule-evaluation.ts";
import {
  type Changed,
  type CommitmentCall,
  type Decision,
  factsOfTranche,
  type Ground,
  type InvestmentDeps,
  workOnCommitment,
} from "./work-on-commitment.ts";

/**
 * Holds the payment rule of a tranche against what is recorded today, and keeps the evaluation with the versions of its inputs.
 * Refused with `conflict` where the tranche has no rule, or where it was waived.
 */
export async function evaluateTranche(
  deps: InvestmentDeps,
  call: CommitmentCall & { readonly trancheNumber: number },
): Promise<Result<Changed & { readonly evaluation: Evaluation }>> {
  const wantsFacts = factsOfTranche(call.trancheNumber);
  let evaluation: Evaluation | undefined;
  const changed = await workOnCommitment(deps, { ...call, wantsFacts }, (state, ground) => {
    const decided = decideEvaluation(state, { ...ground, ...call });
    if (!decided.ok) return decided;
    evaluation = decided.value.evaluation;
    return ok(decided.value.decision);
  });
  if (!changed.ok) return changed;
  if (!evaluation) throw new Error("A tranche was evaluated without an evaluation.");
  return ok({ ...changed.value, evaluation });
}

/** The rule of `evaluateTranche`. */
export function decideEvaluation(
  state: CommitmentState,
  asked: Ground & { readonly trancheNumber: number; readonly now: string },
): Result<{ decision: Decision; evaluation: Evaluation }> {
  const found = trancheAt(state, asked.trancheNumber);
  if (!found.ok) return found;
  const tranche = found.value;
  const on = dayIn(state.commitment.timeZone, asked.now);
  const made = evaluationOf(state, tranche, { facts: asked.facts, on, cause: "asked" });
  if (!made || !tranche.rule)
    return fail({ code: "conflict", detail: "This tranche has no payment rule that is in force." });
  const next = { ...tranche, ruleState: made.ruleState };
  const tranches = state.tranches.map((other) => (other.number === tranche.number ? next : other));
  const { number } = tranche;
  const evaluation: Evaluation = {
    trancheNumber: number,
    number: made.ruleState.evaluation,
    on,
    cause: "asked",
    rule: tranche.rule,
    finding: made.finding,
  };
  const decision = {
    action: "commitment.evaluation",
    next: { ...state, tranches },
    attached: [made.part],
    others: made.watches,
  };
  return ok({ decision, evaluation });
}

/** A page of the evaluations of a tranche's rule, the latest first; one round beside the commitment itself. */
export async function listEvaluations(
  deps: { readonly table: Table; readonly cursorSecret: string },
  ask: {
    readonly principal: Principal;
    readonly id: string;
    readonly trancheNumber: number;
    readonly page: { readonly limit: number; readonly cursor?: string | undefined };
  },
): Promise<Result<Listed<Evaluation>>> {
  const { id, trancheNumber, principal } = ask;
  const loaded = await readCommitment(deps.table, id, principal);
  if (!loaded.ok) return loaded;
  const query = { list: "evaluations", id, trancheNumber, organisationId: principal.organisationId };
  return pageOf(deps.cursorSecret, { query, page: ask.page }, async (paging) => {
    const page = await queryPage(deps.table, {
      partition: commitmentPk(id),
      prefix: evaluationPrefix(trancheNumber),
      descending: true,
      ...paging,
    });
    const items = page.items.map((item) => {
      const { content, ...flat } = attributesOf(item);
      return EvaluationSchema().parse({ ...flat, ...JSON.parse(String(content)) });
    });
    return { items, ...(page.next ? { next: page.next } : {}) };
  });
}
