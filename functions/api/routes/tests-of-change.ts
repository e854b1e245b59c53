import * as z from "zod";
import { recordedRevision } from "../../../shared/measurement/index.ts";
import { showRecord } from "../../../shared/partnerships/read-records.ts";
import {
  type Cycle,
  CyclePatchSchema,
  CyclePlanSchema,
  CycleSchema,
  DecisionSchema,
  FindingSchema,
  StartSchema,
} from "../../../shared/partnerships/tests-of-change/cycle.ts";
import {
  cyclesOf,
  MOST_CYCLES,
  RampSchema,
  TESTS_OF_CHANGE,
} from "../../../shared/partnerships/tests-of-change/test-of-change.ts";
import {
  beginCycle,
  changeCycle,
  decideOnCycle,
  planCycle,
  recordFinding,
} from "../../../shared/partnerships/tests-of-change/write-cycle.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import { type Reply, type Route, route } from "../route.ts";
import { recordParams, recordRoutes, writingRecord } from "./record.ts";

const path = `/partnerships/{partnershipId}/${TESTS_OF_CHANGE.plural}/{recordId}`;
const cyclePath = `${path}/cycles/{number}`;
const params = recordParams(TESTS_OF_CHANGE);
const cycleParams = lazy(() => params().extend({ number: z.coerce.number().int().min(1).max(MOST_CYCLES) }));
const tag = "Tests of change";
const one = { description: "The cycle", schema: CycleSchema };

/** A cycle as a reply; its ETag is the version of its test. */
function cycleReply(written: Result<{ cycle: Cycle; version: number }>): Result<Reply> {
  return written.ok
    ? ok({ status: 200, body: written.value.cycle, version: written.value.version })
    : written;
}

type CycleInput = Parameters<typeof writingRecord>[0] & { readonly params: { readonly number: number } };

/** What every write to a cycle hands to its use case. A repeated request is answered from the cycle's own address. */
function atCycle(input: CycleInput) {
  return { ...writingRecord(input), number: input.params.number };
}

const byCycle = [
  route({
    method: "post",
    path: `${path}/cycles`,
    operationId: "planCycle",
    tag,
    summary: "Plan the next cycle of a ramp, with its prediction",
    description: "Once the last one is decided on. The ETag is the test's new version.",
    action: "partnership:write",
    params,
    body: CyclePlanSchema,
    responses: { 201: one },
    handle: async (input, deps) => {
      const planned = await planCycle(deps, { ...writingRecord(input), plan: input.body });
      if (!planned.ok) return planned;
      const { cycle, version } = planned.value;
      const { partnershipId, recordId } = input.params;
      const location = `/v1/partnerships/${partnershipId}/${TESTS_OF_CHANGE.plural}/${recordId}/cycles/${cycle.number}`;
      return ok({ status: 201, body: cycle, version, location });
    },
  }),
  route({
    method: "get",
    path: cyclePath,
    operationId: "readCycle",
    tag,
    summary: "One cycle of a test",
    action: "partnership:read",
    params: cycleParams,
    responses: { 200: one },
    handle: async ({ params: at, principal: { organisationId } }, deps) => {
      const read = await showRecord(deps, TESTS_OF_CHANGE, { ...at, organisationId });
      if (!read.ok) return read;
      const cycle = cyclesOf(read.value).find(({ number }) => number === at.number);
      if (!cycle) return fail({ code: "not_found", detail: "The test has no such cycle." });
      return ok({ status: 200, body: cycle, version: read.value.version });
    },
  }),
  route({
    method: "patch",
    path: cyclePath,
    operationId: "changeCycle",
    tag,
    summary: "Change the plan of a cycle that has not started, for a reason",
    description: "Refused once it has: a prediction is frozen when its cycle starts.",
    action: "partnership:write",
    params: cycleParams,
    body: CyclePatchSchema,
    requiresVersion: true,
    responses: { 200: one },
    handle: async (input, deps) =>
      cycleReply(await changeCycle(deps, { ...atCycle(input), patch: input.body })),
  }),
  route({
    method: "post",
    path: `${cyclePath}/start`,
    operationId: "startCycle",
    tag,
    summary: "Start a cycle on a day, and freeze its prediction",
    action: "partnership:write",
    params: cycleParams,
    body: StartSchema,
    responses: { 200: one },
    handle: async (input, deps) => cycleReply(await beginCycle(deps, { ...atCycle(input), ...input.body })),
  }),
  route({
    method: "post",
    path: `${cyclePath}/finding`,
    operationId: "recordFinding",
    tag,
    summary: "Record what happened in a cycle, and how it compares with the prediction",
    description: "With the observations it rests on. Corrected as long as nothing was decided on it.",
    action: "partnership:write",
    params: cycleParams,
    body: FindingSchema,
    responses: { 200: one },
    handle: async (input, deps) => {
      const checking = { ...deps, observationCheck: recordedRevision };
      return cycleReply(await recordFinding(checking, { ...atCycle(input), finding: input.body }));
    },
  }),
  route({
    method: "post",
    path: `${cyclePath}/decision`,
    operationId: "decideOnCycle",
    tag,
    summary: "Close a cycle: adopt, adapt or abandon, why, and what followed",
    action: "partnership:write",
    params: cycleParams,
    body: DecisionSchema,
    responses: { 200: one },
    handle: async (input, deps) =>
      cycleReply(await decideOnCycle(deps, { ...atCycle(input), decision: input.body })),
  }),
];

export const testOfChangeRoutes: readonly Route[] = [
  ...recordRoutes(TESTS_OF_CHANGE, {
    one: "TestOfChange",
    many: "TestsOfChange",
    tag,
    add: "Begin a test of change: the aim, and the idea that is tested",
    list: "The tests of change of a partnership, the latest first",
    says: "A test is a ramp of cycles of plan, do, study, act, small at first.",
  }),
  route({
    method: "get",
    path: `${path}/ramp`,
    operationId: "readRamp",
    tag,
    summary: "A test of change with its cycles, in order",
    action: "partnership:read",
    params,
    responses: { 200: { description: "The ramp", schema: RampSchema } },
    handle: async ({ params: at, principal: { organisationId } }, deps) => {
      const read = await showRecord(deps, TESTS_OF_CHANGE, { ...at, organisationId });
      if (!read.ok) return read;
      const { view, version } = read.value;
      return ok({ status: 200, body: { ...view, cycles: cyclesOf(read.value) }, version });
    },
  }),
  ...byCycle,
];
