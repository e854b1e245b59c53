import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { MoneySchema, money, toMinor } from "../platform/money.ts";
import { invalidAt } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { DateSchema } from "../platform/time.ts";
import { NOT_EXISTS, type Write } from "../platform/transaction.ts";
import type { Commitment, CommitmentState } from "./commitment.ts";
import { contributionKey, MATCH_STATUSES, type MatchContribution } from "./match-contribution.ts";
import { ReasonSchema } from "./reason.ts";
import {
  type Changed,
  type CommitmentCall,
  type Decision,
  type InvestmentDeps,
  workOnCommitment,
} from "./work-on-commitment.ts";

const MOST = 100;

/** A contribution of somebody else towards the match, as it is recorded first: raised, and not verified. */
export const NewContributionSchema = lazy(() =>
  z
    .strictObject({
      contributor: z.strictObject({
        organisationId: idSchema("org").optional(),
        name: z.string().trim().min(1).max(300),
      }),
      kind: z.enum(["cash", "in-kind"]),
      amount: MoneySchema(),
      on: DateSchema(),
      /** What the contributor calls it, for instance the number of its award letter. */
      reference: z.string().trim().min(1).max(200),
    })
    .meta({ id: "NewMatchContribution" }),
);
export type NewContribution = z.infer<ReturnType<typeof NewContributionSchema>>;

/** Whether a contribution counts, by what evidence, and why. */
export const ContributionDecisionSchema = lazy(() =>
  z
    .strictObject({
      status: z.enum(MATCH_STATUSES).exclude(["raised"]),
      on: DateSchema(),
      evidence: z.string().trim().min(1).max(2000),
      reason: ReasonSchema(),
    })
    .meta({ id: "MatchDecision" }),
);
export type ContributionDecision = z.infer<ReturnType<typeof ContributionDecisionSchema>>;

/**
 * Records a contribution towards the match (2 CFR 200.306: verifiable, and not counted for another award). Refused with
 * `already_exists` where the same contributor's reference is counted in any commitment of this funder, this one included.
 */
export async function addContribution(
  deps: InvestmentDeps,
  call: CommitmentCall & { readonly input: NewContribution },
): Promise<Result<Changed>> {
  const added = await workOnCommitment(deps, call, (state) => decideContribution(state, call.input));
  if (added.ok || added.problem.extra?.failedOther === undefined) return added;
  const detail = "This contribution is counted already. A contribution counts towards one commitment only.";
  return fail({ code: "already_exists", detail, errors: [{ pointer: "/reference", detail }] });
}

/** The rule of `addContribution`. */
export function decideContribution(state: CommitmentState, input: NewContribution): Result<Decision> {
  const { commitment, contributions } = state;
  const { amount, ...fields } = input;
  if (amount.currency !== commitment.currency)
    return fail(
      invalidAt(
        "/amount/currency",
        `The commitment is in ${commitment.currency}, this is in ${amount.currency}.`,
      ),
    );
  if (toMinor(amount) === 0) return fail(invalidAt("/amount/amount", "Name an amount above zero."));
  if (contributions.length >= MOST)
    return fail({ code: "too_many_items", detail: `A commitment has at most ${MOST} match contributions.` });
  const contribution: MatchContribution = {
    ...fields,
    number: contributions.length + 1,
    revision: 1,
    amountMinor: toMinor(amount),
    currency: amount.currency,
    status: "raised",
  };
  const next = { ...state, contributions: [...contributions, contribution] };
  return ok({ action: "commitment.match-added", next, others: [onceWrite(commitment, contribution)] });
}

/** Decides whether a contribution counts. One that was rejected or verified may be decided anew, with a reason. */
export async function decideOnContribution(
  deps: InvestmentDeps,
  call: CommitmentCall & { readonly contributionNumber: number; readonly input: ContributionDecision },
): Promise<Result<Changed>> {
  const { contributionNumber, input } = call;
  const happened = { on: input.on, pointer: "/on" };
  return workOnCommitment(deps, { ...call, happened, reason: input.reason }, (state): Result<Decision> => {
    const contribution = state.contributions.find(({ number }) => number === contributionNumber);
    if (!contribution)
      return fail({ code: "not_found", detail: `There is no match contribution ${contributionNumber}.` });
    const { status, on, evidence } = input;
    const decided = {
      ...contribution,
      status,
      decidedOn: on,
      evidence,
      revision: contribution.revision + 1,
    };
    const contributions = state.contributions.map((other) =>
      other.number === contributionNumber ? decided : other,
    );
    return ok({ action: `commitment.match-${status}`, next: { ...state, contributions } });
  });
}

/** The pointer that makes a contribution count once: by contributor and reference, among the commitments of one funder. */
function onceWrite(commitment: Commitment, contribution: MatchContribution): Write {
  const ownerId = commitment.funder.organisationId;
  return {
    put: {
      pk: `MATCH#${ownerId}#${contributionKey(contribution)}`,
      sk: "PTR",
      type: "match-pointer",
      ownerId,
      commitmentId: commitment.id,
      contributionNumber: contribution.number,
    },
    condition: NOT_EXISTS,
  };
}

/** A contribution as the API shows it. */
export const ContributionViewSchema = lazy(() =>
  z
    .strictObject({
      ...NewContributionSchema().shape,
      number: z.int(),
      revision: z.int(),
      status: z.enum(MATCH_STATUSES),
      decidedOn: DateSchema().optional(),
      evidence: z.string().optional(),
    })
    .meta({ id: "MatchContribution" }),
);

/** The view of a contribution. */
export function contributionView(
  contribution: MatchContribution,
): z.infer<ReturnType<typeof ContributionViewSchema>> {
  const { amountMinor, currency, ...rest } = contribution;
  return { ...rest, amount: money(amountMinor, currency) };
}
