import * as z from "zod";
import { admitFunder, agreeToShow, removeFunder } from "../../../shared/investments/big-bets/admit-funder.ts";
import { AdmissionSchema, ShowingSchema } from "../../../shared/investments/big-bets/admitted-funder.ts";
import { BigBetViewSchema } from "../../../shared/investments/big-bets/big-bet-view.ts";
import {
  addPlanMilestone,
  changePlanMilestone,
  PlanMilestonePatchSchema,
  recordPlanAchievement,
} from "../../../shared/investments/big-bets/plan-milestones.ts";
import { AchievementSchema, MilestoneAdditionSchema } from "../../../shared/investments/change-milestones.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { ok } from "../../../shared/platform/result.ts";
import { route } from "../route.ts";
import { BigBetParamsSchema, changedReply, tag, WRITERS, writing } from "./big-bets.ts";

const MilestoneParamsSchema = lazy(() =>
  BigBetParamsSchema().extend({ milestoneNumber: z.coerce.number().int().min(1).max(999) }),
);
const FunderParamsSchema = lazy(() => BigBetParamsSchema().extend({ organisationId: idSchema("org") }));
const shown = { description: "The big bet", schema: BigBetViewSchema };

export const bigBetPartRoutes = [
  route({
    method: "post",
    path: "/big-bets/{bigBetId}/milestones",
    operationId: "addPlanMilestone",
    tag,
    summary: "Add a milestone to the plan that all commitments of a big bet share",
    description: WRITERS,
    action: "commitment:read",
    params: BigBetParamsSchema,
    body: MilestoneAdditionSchema,
    responses: { 200: shown },
    handle: async (input, deps) => {
      const call = writing(input);
      if (!call.ok) return call;
      return changedReply(deps, await addPlanMilestone(deps, { ...call.value, input: input.body }), input);
    },
  }),
  route({
    method: "patch",
    path: "/big-bets/{bigBetId}/milestones/{milestoneNumber}",
    operationId: "changePlanMilestone",
    tag,
    summary: "Change what a milestone of the plan says",
    description: WRITERS,
    action: "commitment:read",
    params: MilestoneParamsSchema,
    body: PlanMilestonePatchSchema,
    requiresVersion: true,
    responses: { 200: shown },
    handle: async (input, deps) => {
      const call = writing(input);
      if (!call.ok) return call;
      const of = { ...call.value, number: input.params.milestoneNumber };
      return changedReply(deps, await changePlanMilestone(deps, { ...of, patch: input.body }), input);
    },
  }),
  route({
    method: "post",
    path: "/big-bets/{bigBetId}/milestones/{milestoneNumber}/achievement",
    operationId: "recordPlanAchievement",
    tag,
    summary: "Record that a milestone of the plan was achieved, by what evidence, or take that back",
    description: WRITERS,
    action: "commitment:read",
    params: MilestoneParamsSchema,
    body: AchievementSchema,
    responses: { 200: shown },
    handle: async (input, deps) => {
      const call = writing(input);
      if (!call.ok) return call;
      const of = { ...call.value, number: input.params.milestoneNumber };
      return changedReply(deps, await recordPlanAchievement(deps, { ...of, input: input.body }), input);
    },
  }),
  route({
    method: "put",
    path: "/big-bets/{bigBetId}/funders/{organisationId}",
    operationId: "admitFunder",
    tag,
    summary: "Admit an organisation: it may read the big bet and commit to it",
    description: WRITERS,
    action: "commitment:read",
    params: FunderParamsSchema,
    body: AdmissionSchema,
    requiresVersion: true,
    responses: { 200: shown },
    handle: async (input, deps) => {
      const call = writing(input);
      if (!call.ok) return call;
      const { organisationId } = input.params;
      const { reason } = input.body;
      return changedReply(deps, await admitFunder(deps, { ...call.value, organisationId, reason }), input);
    },
  }),
  route({
    method: "put",
    path: "/big-bets/{bigBetId}/funders/{organisationId}/showing",
    operationId: "agreeToShow",
    tag,
    summary: "Say, as the funder itself, whether the others may see what you add",
    description: `Amounts are shown once the convenor turned that on and every admitted funder agrees. ${WRITERS}`,
    action: "commitment:read",
    params: FunderParamsSchema,
    body: ShowingSchema,
    requiresVersion: true,
    responses: { 200: shown },
    handle: async (input, deps) => {
      const call = writing(input);
      if (!call.ok) return call;
      const { organisationId } = input.params;
      return changedReply(
        deps,
        await agreeToShow(deps, { ...call.value, organisationId, ...input.body }),
        input,
      );
    },
  }),
  route({
    method: "delete",
    path: "/big-bets/{bigBetId}/funders/{organisationId}",
    operationId: "removeFunder",
    tag,
    summary: "End an admission, for a reason",
    description: `Refused while a commitment of that funder to the big bet is agreed or further. ${WRITERS}`,
    action: "commitment:read",
    params: FunderParamsSchema,
    query: AdmissionSchema,
    requiresVersion: true,
    responses: { 204: { description: "It is admitted no more; the ETag is the big bet's new version" } },
    handle: async (input, deps) => {
      const call = writing(input);
      if (!call.ok) return call;
      const { organisationId } = input.params;
      const { reason } = input.query;
      const removed = await removeFunder(deps, { ...call.value, organisationId, reason });
      return removed.ok ? ok({ status: 204, version: removed.value.head.version }) : removed;
    },
  }),
];
