import * as z from "zod";
import {
  AchievementSchema,
  addContribution,
  addMilestone,
  CommitmentViewSchema,
  ContributionDecisionSchema,
  decideOnContribution,
  MilestoneAdditionSchema,
  NewContributionSchema,
  recordAchievement,
} from "../../../shared/investments/index.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { route } from "../route.ts";
import { CommitmentParamsSchema, calling, changedReply, changing } from "./commitments.ts";

const MilestoneParamsSchema = lazy(() =>
  CommitmentParamsSchema().extend({ milestoneNumber: z.coerce.number().int().positive() }),
);
const ContributionParamsSchema = lazy(() =>
  CommitmentParamsSchema().extend({ contributionNumber: z.coerce.number().int().positive() }),
);

const tag = "Milestones and match";
const changed = { 200: { description: "The commitment", schema: CommitmentViewSchema } };

export const milestoneRoutes = [
  route({
    method: "post",
    path: "/commitments/{commitmentId}/milestones",
    operationId: "addMilestone",
    tag,
    summary: "Add a milestone",
    action: "commitment:write",
    params: CommitmentParamsSchema,
    body: MilestoneAdditionSchema,
    responses: changed,
    handle: async (input, deps) => {
      const call = { ...calling(input, deps), input: input.body, idempotency: changing(input) };
      return changedReply(await addMilestone(deps, call));
    },
  }),
  route({
    method: "post",
    path: "/commitments/{commitmentId}/milestones/{milestoneNumber}/achievement",
    operationId: "recordAchievement",
    tag,
    summary: "Record that a milestone was achieved, by what evidence; or take that back",
    action: "commitment:write",
    params: MilestoneParamsSchema,
    body: AchievementSchema,
    responses: changed,
    handle: async (input, deps) => {
      const { milestoneNumber } = input.params;
      const call = {
        ...calling(input, deps),
        milestoneNumber,
        input: input.body,
        idempotency: changing(input),
      };
      return changedReply(await recordAchievement(deps, call));
    },
  }),
  route({
    method: "post",
    path: "/commitments/{commitmentId}/match-contributions",
    operationId: "addMatchContribution",
    tag,
    summary:
      "Record a contribution of somebody else towards the match; it counts once, and only when it is verified",
    action: "commitment:write",
    params: CommitmentParamsSchema,
    body: NewContributionSchema,
    responses: changed,
    handle: async (input, deps) => {
      const call = { ...calling(input, deps), input: input.body, idempotency: changing(input) };
      return changedReply(await addContribution(deps, call));
    },
  }),
  route({
    method: "post",
    path: "/commitments/{commitmentId}/match-contributions/{contributionNumber}/decision",
    operationId: "decideOnMatchContribution",
    tag,
    summary: "Verify or reject a match contribution",
    action: "commitment:write",
    params: ContributionParamsSchema,
    body: ContributionDecisionSchema,
    responses: changed,
    handle: async (input, deps) => {
      const { contributionNumber } = input.params;
      const call = {
        ...calling(input, deps),
        contributionNumber,
        input: input.body,
        idempotency: changing(input),
      };
      return changedReply(await decideOnContribution(deps, call));
    },
  }),
];
