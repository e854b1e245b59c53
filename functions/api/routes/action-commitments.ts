import * as z from "zod";
import { ReasonSchema } from "../../../shared/identity/reason.ts";
import { ACTION_COMMITMENTS, OutcomeSchema } from "../../../shared/partnerships/agenda/action-commitment.ts";
import { reopenAction, settleAction } from "../../../shared/partnerships/agenda/settle-action.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { type Route, route } from "../route.ts";
import { recordParams, recordReply, recordRoutes, shown, writingRecord } from "./record.ts";

const ReopeningSchema = lazy(() =>
  z.strictObject({ reason: ReasonSchema() }).meta({ id: "ActionReopening" }),
);
const path = `/partnerships/{partnershipId}/${ACTION_COMMITMENTS.plural}/{recordId}`;
const params = recordParams(ACTION_COMMITMENTS);
const tag = "Agenda";

export const actionCommitmentRoutes: readonly Route[] = [
  ...recordRoutes(ACTION_COMMITMENTS, {
    one: "ActionCommitment",
    many: "ActionCommitments",
    tag,
    add: "Record who promised what by when",
    list: "Who promised what, by due day within each state",
    says: "The due day is a fact: moved for a reason, the first one stays beside it.",
  }),
  route({
    method: "post",
    path: `${path}/outcome`,
    operationId: "settleActionCommitment",
    tag,
    summary: "Record that it was kept, missed or withdrawn, and why",
    action: "partnership:write",
    params,
    body: OutcomeSchema,
    responses: { 200: shown(ACTION_COMMITMENTS) },
    handle: async (input, deps) =>
      recordReply(await settleAction(deps, { ...writingRecord(input), outcome: input.body })),
  }),
  route({
    method: "post",
    path: `${path}/reopening`,
    operationId: "reopenActionCommitment",
    tag,
    summary: "Open it again where its outcome was recorded by mistake, for a reason",
    action: "partnership:write",
    params,
    body: ReopeningSchema,
    responses: { 200: shown(ACTION_COMMITMENTS) },
    handle: async (input, deps) =>
      recordReply(await reopenAction(deps, { ...writingRecord(input), reason: input.body.reason })),
  }),
];
