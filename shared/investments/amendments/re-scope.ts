import { defined } from "../../platform/defined.ts";
import { invalidAt, type ProblemPlace } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { dayIn } from "../../platform/time.ts";
import { MOST_MILESTONES } from "../change-milestones.ts";
import { checkRules } from "../check-rules.ts";
import type { Commitment, CommitmentState } from "../commitment.ts";
import type { Milestone } from "../milestone.ts";
import { evaluationOf } from "../rule-evaluation.ts";
import { isConditional, isDonorCondition, type Tranche, withoutApproval } from "../tranche.ts";
import {
  type Applied,
  changeNumbered,
  checkNumbered,
  misfit,
  type ProposalGround,
  settled,
} from "./applied.ts";
import { achieved, revised } from "./extension.ts";
import type { ProposalOf } from "./proposal.ts";

type ReScope = ProposalOf<"re-scope">;
type TrancheChange = NonNullable<ReScope["tranches"]>[number];

/**
 * A re-scope: what the money is for, what is to be reached, and under what open tranches are paid. A rule that is put in place is held
 * against what is recorded at once; the consent and the approval that were given to what stood before end with it. No money moves:
 * a donor condition may say something else, but neither come nor go.
 */
export function reScope(state: CommitmentState, proposal: ReScope, ground: ProposalGround): Result<Applied> {
  const { milestones, tranches } = proposal;
  const errors = [
    ...purposeErrors(state.commitment, proposal),
    ...checkNumbered(milestones, {
      parts: state.milestones,
      pointer: "/milestones",
      refuse: achieved,
    }),
    ...checkNumbered(tranches, { parts: state.tranches, pointer: "/tranches", refuse: trancheErrors }),
  ];
  if (errors.length > 0) return fail(misfit(errors));
  const next = reScoped(state, proposal);
  if (next.milestones.length > MOST_MILESTONES)
    return fail(invalidAt("/addedMilestones", `A commitment has at most ${MOST_MILESTONES} milestones.`));
  const rules = checkRules(tranches ?? [], next, ground.facts);
  if (rules.length > 0) return fail(misfit(rules));
  return ok(evaluated(next, proposal, ground));
}

function reScoped(state: CommitmentState, proposal: ReScope): CommitmentState {
  const { commitment } = state;
  const { title, description, purpose } = proposal;
  const { restriction } = commitment;
  const added = (proposal.addedMilestones ?? []).map(
    (fields, index): Milestone => ({ ...fields, number: state.milestones.length + index + 1, revision: 1 }),
  );
  return {
    ...state,
    commitment: {
      ...commitment,
      ...defined({ title, description }),
      ...(restriction && purpose !== undefined
        ? { restriction: { ...restriction, description: purpose } }
        : {}),
    },
    milestones: [...changeNumbered(state.milestones, proposal.milestones, revised), ...added],
    tranches: changeNumbered(state.tranches, proposal.tranches, reConditioned),
  };
}

function reConditioned(tranche: Tranche, { condition, rule }: TrancheChange): Tranche {
  const { consentedOn, ...rest } = withoutApproval(tranche);
  const kept = rule === undefined && consentedOn !== undefined ? { consentedOn } : {};
  return { ...rest, ...kept, ...defined({ condition, rule }) };
}

/** The state with every rule that was put in place evaluated for the record. */
function evaluated(state: CommitmentState, proposal: ReScope, { facts, now }: ProposalGround): Applied {
  const on = dayIn(state.commitment.timeZone, now);
  const replaced = (proposal.tranches ?? []).filter(({ rule }) => rule !== undefined);
  const evaluations = replaced.flatMap(({ number }) => {
    const tranche = state.tranches.find((each) => each.number === number);
    const made = tranche && evaluationOf(state, tranche, { facts, on, cause: "amendment" });
    return made ? [{ ...made, number }] : [];
  });
  const tranches = changeNumbered(state.tranches, evaluations, (tranche, { ruleState }) => ({
    ...tranche,
    ruleState,
  }));
  return { next: { ...state, tranches }, attached: evaluations.map(({ part }) => part) };
}

function purposeErrors({ restriction }: Commitment, { purpose }: ReScope): ProblemPlace[] {
  const isRestricted = restriction !== undefined && restriction.kind !== "none";
  if (purpose === undefined || isRestricted) return [];
  const detail = "It stands under no restriction whose text could change: propose a payee change to set one.";
  return [{ pointer: "/purpose", detail }];
}

function trancheErrors(tranche: Tranche, { condition, rule }: TrancheChange): ProblemPlace[] {
  if (condition === undefined && rule === undefined)
    return [{ detail: "Name its condition or its payment rule." }];
  if (tranche.waivedOn !== undefined)
    return [{ detail: `What it stood under was waived on ${tranche.waivedOn}: nothing of it comes back.` }];
  return [...settled(tranche), ...(condition ? conditionErrors(tranche, condition) : [])];
}

function conditionErrors(
  tranche: Tranche,
  condition: NonNullable<TrancheChange["condition"]>,
): ProblemPlace[] {
  const pointer = "/condition";
  if (tranche.conditionMetOn !== undefined)
    return [{ pointer, detail: `Its condition was met on ${tranche.conditionMetOn}: that is decided.` }];
  const [is, becomes] = [isConditional(tranche), isDonorCondition(condition)];
  if (!is && becomes)
    return [
      {
        pointer,
        detail:
          "It is promised without a donor condition, and an unconditional promise does not become conditional. Give it a payment rule, or reduce it and add a tranche under a condition.",
      },
    ];
  if (is && !becomes)
    return [{ pointer, detail: "To take a donor condition away is a waiver: propose that." }];
  return [];
}
