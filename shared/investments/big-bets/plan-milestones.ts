import * as z from "zod";
import { defined } from "../../platform/defined.ts";
import { lazy } from "../../platform/lazy.ts";
import { invalidAt } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { addDays, DateSchema } from "../../platform/time.ts";
import type { Achievement, MilestoneAdditionSchema } from "../change-milestones.ts";
import { type Milestone, MilestoneFieldsSchema } from "../milestone.ts";
import { ReasonSchema } from "../reason.ts";
import { LIMITS } from "./big-bet.ts";
import { type BigBetCall, type ChangedBigBet, workOnBigBet } from "./work-on-big-bet.ts";

/** A change of a milestone of the plan: what is named changes, `null` takes away what may be absent, the rest stays. */
export const PlanMilestonePatchSchema = lazy(() =>
  z
    .strictObject({
      reason: ReasonSchema(),
      title: MilestoneFieldsSchema().shape.title.optional(),
      description: MilestoneFieldsSchema().shape.description.unwrap().nullish(),
      dueOn: DateSchema().nullish(),
    })
    .refine((patch) => Object.keys(patch).length > 1, "There is nothing to change.")
    .meta({ id: "PlanMilestonePatch" }),
);
export type PlanMilestonePatch = z.infer<ReturnType<typeof PlanMilestonePatchSchema>>;

type Deps = { readonly table: Table };
type OfMilestone = BigBetCall & { readonly number: number };

/** Adds a milestone to the plan that all commitments of a bet share, with the next number. Refused where there are 200. */
export async function addPlanMilestone(
  deps: Deps,
  call: BigBetCall & { readonly input: z.infer<ReturnType<typeof MilestoneAdditionSchema>> },
): Promise<Result<ChangedBigBet>> {
  const { reason, ...fields } = call.input;
  return workOnBigBet(deps, call, {
    decide: (state) => {
      if (state.milestones.length >= LIMITS.milestones)
        return fail({
          code: "too_many_items",
          detail: `A plan has at most ${LIMITS.milestones} milestones.`,
        });
      const number = state.milestones.length + 1;
      const milestones = [...state.milestones, { ...fields, number, revision: 1 }];
      return ok({
        action: "big-bet.milestone-added",
        ...defined({ reason }),
        next: { ...state, milestones },
      });
    },
  });
}

/** Changes what a milestone of the plan says. It is never removed: payment rules of several commitments may name it. */
export async function changePlanMilestone(
  deps: Deps,
  call: OfMilestone & { readonly patch: PlanMilestonePatch },
): Promise<Result<ChangedBigBet>> {
  const { reason } = call.patch;
  const change = { action: "big-bet.milestone-changed", reason };
  return reviseMilestone(deps, call, {
    ...change,
    revise: (milestone) => ok(patched(milestone, call.patch)),
  });
}

/** Records that a milestone of the plan was achieved, by what evidence; or, with `achievedOn: null`, that it was not after all. */
export async function recordPlanAchievement(
  deps: Deps,
  call: OfMilestone & { readonly input: Achievement },
): Promise<Result<ChangedBigBet>> {
  const { input, now } = call;
  const action = input.achievedOn === null ? "big-bet.achievement-withdrawn" : "big-bet.milestone-achieved";
  return reviseMilestone(deps, call, {
    action,
    reason: input.reason,
    revise: (milestone) => achieved(milestone, input, now),
  });
}

type Revision = {
  readonly action: string;
  readonly reason: string;
  readonly revise: (milestone: Milestone) => Result<Milestone>;
};

/** Every change of a milestone raises its revision by one: what an evaluation of a payment rule cites. */
async function reviseMilestone(
  deps: Deps,
  call: OfMilestone,
  change: Revision,
): Promise<Result<ChangedBigBet>> {
  const { action, reason, revise } = change;
  return workOnBigBet(deps, call, {
    decide: (state) => {
      const present = state.milestones.find((milestone) => milestone.number === call.number);
      if (!present) return fail({ code: "not_found", detail: `The plan has no milestone ${call.number}.` });
      const revised = revise(present);
      if (!revised.ok) return revised;
      const next = { ...revised.value, revision: present.revision + 1 };
      const milestones = state.milestones.map((each) => (each === present ? next : each));
      return ok({ action, reason, next: { ...state, milestones } });
    },
  });
}

function patched(milestone: Milestone, { title, description, dueOn }: PlanMilestonePatch): Milestone {
  const { description: had, dueOn: wasDueOn, ...rest } = milestone;
  const kept = <T>(change: T | null | undefined, present: T | undefined) =>
    change === undefined ? present : (change ?? undefined);
  const optional = { title, description: kept(description, had), dueOn: kept(dueOn, wasDueOn) };
  return { ...rest, ...defined(optional) };
}

function achieved(
  milestone: Milestone,
  { achievedOn, evidence }: Achievement,
  now: string,
): Result<Milestone> {
  // Somewhere on earth it is tomorrow already.
  if (achievedOn !== null && achievedOn > addDays(now.slice(0, 10), 1))
    return fail(invalidAt("/achievedOn", "This day is still ahead."));
  const { achievedOn: _on, evidence: _evidence, ...rest } = milestone;
  return ok(achievedOn === null ? rest : { ...rest, ...defined({ achievedOn, evidence }) });
}
