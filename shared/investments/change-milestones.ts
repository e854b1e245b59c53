import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { DateSchema } from "../platform/time.ts";
import type { CommitmentState } from "./commitment.ts";
import { isPlanned } from "./commitment-status.ts";
import { type Milestone, MilestoneFieldsSchema } from "./milestone.ts";
import { ReasonSchema } from "./reason.ts";
import {
  type Changed,
  type CommitmentCall,
  type Decision,
  type InvestmentDeps,
  workOnCommitment,
} from "./work-on-commitment.ts";

export const MOST_MILESTONES = 60;

/** A milestone to be added, and why. */
export const MilestoneAdditionSchema = lazy(() =>
  z
    .strictObject({ ...MilestoneFieldsSchema().shape, reason: ReasonSchema().optional() })
    .meta({ id: "MilestoneAddition" }),
);

/** That a milestone was achieved, by what evidence; or, with `achievedOn: null`, that it was not after all. */
export const AchievementSchema = lazy(() =>
  z
    .strictObject({
      achievedOn: DateSchema().nullable(),
      evidence: z.string().trim().min(1).max(2000).optional(),
      reason: ReasonSchema(),
    })
    .refine(({ achievedOn, evidence }) => achievedOn === null || evidence !== undefined, {
      path: ["evidence"],
      message: "Say by what evidence it was achieved.",
    })
    .meta({ id: "Achievement" }),
);
export type Achievement = z.infer<ReturnType<typeof AchievementSchema>>;

/** Adds a milestone. What an agreement already holds is moved by an amendment; adding to it is free, since nothing rests on it yet. */
export async function addMilestone(
  deps: InvestmentDeps,
  call: CommitmentCall & { readonly input: z.infer<ReturnType<typeof MilestoneAdditionSchema>> },
): Promise<Result<Changed>> {
  const { reason, ...fields } = call.input;
  return workOnCommitment(deps, { ...call, reason }, (state): Result<Decision> => {
    if (state.milestones.length >= MOST_MILESTONES)
      return fail({
        code: "too_many_items",
        detail: `A commitment has at most ${MOST_MILESTONES} milestones.`,
      });
    const milestone = { ...fields, number: state.milestones.length + 1, revision: 1 };
    const next = { ...state, milestones: [...state.milestones, milestone] };
    return ok({ action: "commitment.milestone-added", next });
  });
}

/** Records that a milestone was achieved, or takes that back. */
export async function recordAchievement(
  deps: InvestmentDeps,
  call: CommitmentCall & { readonly milestoneNumber: number; readonly input: Achievement },
): Promise<Result<Changed>> {
  const { achievedOn, reason } = call.input;
  const happened = achievedOn === null ? {} : { happened: { on: achievedOn, pointer: "/achievedOn" } };
  return workOnCommitment(deps, { ...call, ...happened, reason }, (state) =>
    decideAchievement(state, call.milestoneNumber, call.input),
  );
}

/** The rule of `recordAchievement`. */
export function decideAchievement(
  state: CommitmentState,
  number: number,
  { achievedOn, evidence }: Achievement,
): Result<Decision> {
  const milestone = state.milestones.find((each) => each.number === number);
  if (!milestone) return fail({ code: "not_found", detail: `There is no milestone ${number}.` });
  if (achievedOn !== null && isPlanned(state.commitment.status))
    return fail({ code: "conflict", detail: "Nothing is agreed yet: there is nothing to achieve." });
  const { achievedOn: _on, evidence: _evidence, ...rest } = milestone;
  const achieved = achievedOn === null ? {} : { achievedOn, ...(evidence === undefined ? {} : { evidence }) };
  const changed: Milestone = { ...rest, ...achieved, revision: milestone.revision + 1 };
  const milestones = state.milestones.map((other) => (other.number === number ? changed : other));
  return ok({ action: "commitment.milestone", next: { ...state, milestones } });
}
