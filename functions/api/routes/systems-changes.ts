import * as z from "zod";
import { ReasonSchema } from "../../../shared/identity/reason.ts";
import { PHASE_LISTS } from "../../../shared/partnerships/systems-changes/levers.ts";
import {
  enterPhase,
  moveChange,
  retractTransition,
} from "../../../shared/partnerships/systems-changes/move-change.ts";
import { listRef } from "../../../shared/partnerships/systems-changes/reference-list.ts";
import {
  PhaseSchema,
  SYSTEMS_CHANGES,
  TransitionSchema,
} from "../../../shared/partnerships/systems-changes/systems-change.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { type Route, route } from "../route.ts";
import { recordParams, recordReply, recordRoutes, shown, writingRecord } from "./record.ts";

const RetractionSchema = lazy(() =>
  z.strictObject({ reason: ReasonSchema() }).meta({ id: "TransitionRetraction" }),
);
const PhaseEntrySchema = lazy(() =>
  PhaseSchema()
    .extend({ list: z.enum(PHASE_LISTS.map(listRef)) })
    .meta({
      id: "NewPolicyPhase",
      examples: [{ list: "policy-phases@1", code: "advocacy", on: "2023-02-20" }],
    }),
);
const path = `/partnerships/{partnershipId}/${SYSTEMS_CHANGES.plural}/{recordId}`;
const params = recordParams(SYSTEMS_CHANGES);
const tag = "Systems changes";

export const systemsChangeRoutes: readonly Route[] = [
  ...recordRoutes(SYSTEMS_CHANGES, {
    one: "SystemsChange",
    many: "SystemsChanges",
    tag,
    add: "Record a change of a system: its lever, its level, how far it has come",
    list: "The systems changes of a partnership, those that moved last first",
    says: "Levers and levels are codes of versioned lists (`GET /v1/reference-lists`). The status moves by transitions with their days; the lever stays.",
  }),
  route({
    method: "post",
    path: `${path}/transitions`,
    operationId: "moveSystemsChange",
    tag,
    summary: "Take a change on to its next status, on a day",
    description:
      "Proposed, adopted, implemented, institutionalised: forward, and stages may be left out; reversed from each of them, and then from the beginning again.",
    action: "partnership:write",
    params,
    body: TransitionSchema,
    responses: { 200: shown(SYSTEMS_CHANGES) },
    handle: async (input, deps) =>
      recordReply(await moveChange(deps, { ...writingRecord(input), transition: input.body })),
  }),
  route({
    method: "post",
    path: `${path}/retraction`,
    operationId: "retractSystemsChangeTransition",
    tag,
    summary: "Take back the last transition, which was recorded by mistake, for a reason",
    description: "To undo a change in the world is a transition: reversed.",
    action: "partnership:write",
    params,
    body: RetractionSchema,
    responses: { 200: shown(SYSTEMS_CHANGES) },
    handle: async (input, deps) =>
      recordReply(await retractTransition(deps, { ...writingRecord(input), reason: input.body.reason })),
  }),
  route({
    method: "post",
    path: `${path}/phases`,
    operationId: "enterPolicyPhase",
    tag,
    summary: "Record that the work on a policy came to a phase: development, advocacy, implementation",
    description: "Only of a change of policies. The phases follow one another in any order, and come again.",
    action: "partnership:write",
    params,
    body: PhaseEntrySchema,
    responses: { 200: shown(SYSTEMS_CHANGES) },
    handle: async (input, deps) =>
      recordReply(await enterPhase(deps, { ...writingRecord(input), phase: input.body })),
  }),
];
