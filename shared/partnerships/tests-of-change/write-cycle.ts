import { invalidAt, type Problem } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Write } from "../../platform/transaction.ts";
import { applyPatch, type Patch } from "../patch.ts";
import type { LoadedRecord } from "../record.store.ts";
import type { Reference } from "../reference.ts";
import type { PartnershipDeps } from "../write-partnership.ts";
import { amendRecord, noSuchRecord, type RecordInput, type Step } from "../write-record.ts";
import {
  type Cycle,
  type CyclePlan,
  CycleSchema,
  type Decision,
  decideCycle,
  type Finding,
  frozenSince,
  startCycle,
  studyCycle,
} from "./cycle.ts";
import {
  cyclePart,
  cyclesOf,
  MOST_CYCLES,
  stateAfter,
  TESTS_OF_CHANGE,
  type TestOfChange,
} from "./test-of-change.ts";

/** A cycle as it is answered, with the version of its test. */
type Written = Promise<Result<{ readonly cycle: Cycle; readonly version: number }>>;
type AtCycle = RecordInput & { readonly number: number };

/**
 * What a reference to observations names, if it is one: the indicator, and the check that the revision is there. Handed in, since how
 * observations are kept is for `measurement` to know.
 */
export type ObservationCheck = (
  reference: string,
) => { readonly indicatorId: string; readonly write: Write } | undefined;

/**
 * Plans the next cycle of a ramp. Two rounds. Refused while the last one is not decided on, once it
 * was abandoned, and beyond 30.
 */
export async function planCycle(
  deps: PartnershipDeps,
  input: RecordInput & { readonly plan: CyclePlan },
): Written {
  return write(deps, input, (loaded) => {
    const cycles = cyclesOf(loaded);
    const last = cycles.at(-1);
    if (last && last.state !== "decided")
      return fail({ code: "conflict", detail: `Decide on cycle ${last.number} first.` });
    if (last && last.decision?.decision === "abandon")
      return fail({
        code: "conflict",
        detail: "The test was abandoned. A new one begins a ramp of its own.",
      });
    if (cycles.length >= MOST_CYCLES)
      return fail({ code: "conflict", detail: `A ramp has at most ${MOST_CYCLES} cycles.` });
    const cycle: Cycle = { ...input.plan, number: cycles.length + 1, state: "planned" };
    return ok({ action: "cycle-planned", cycle, references: measuresOf(cycle), isNew: true });
  });
}

/** Changes the plan of a cycle that has not started, for a reason. Refused once it has: its prediction is frozen. Two rounds. */
export async function changeCycle(
  deps: PartnershipDeps,
  input: AtCycle & { readonly patch: Patch },
): Written {
  return onCycle(deps, input, (cycle) => {
    const frozen = frozenSince(cycle);
    if (frozen !== undefined) return fail({ code: "conflict", detail: frozen });
    const next = applyPatch(CycleSchema(), cycle, input.patch);
    if (!next.ok) return next;
    const { reason } = input.patch;
    return ok({ action: "cycle-changed", reason, cycle: next.value, references: measuresOf(next.value) });
  });
}

/** Starts a cycle on a day, and freezes its prediction. Two rounds. */
export async function beginCycle(deps: PartnershipDeps, input: AtCycle & { readonly on: string }): Written {
  return onCycle(deps, input, (cycle) => step("cycle-started", startCycle(cycle, input.on, input.now)));
}

/** Records what happened in a cycle, with the observations it rests on. Two rounds; refused at a reference that is not this partnership's. */
export async function recordFinding(
  deps: PartnershipDeps & { readonly observationCheck: ObservationCheck },
  input: AtCycle & { readonly finding: Finding },
): Written {
  const { finding, now } = input;
  const found = (finding.observations ?? []).map(deps.observationCheck);
  const unreadable = found.indexOf(undefined);
  if (unreadable >= 0) return fail(noObservation(unreadable));
  const observations = found.filter((each) => each !== undefined);
  return onCycle(deps, input, (cycle) => {
    const studied = step("cycle-studied", studyCycle(cycle, finding, now));
    if (!studied.ok) return studied;
    const refusals = observations.map((_, at) => noObservation(at));
    return ok({
      ...studied.value,
      // An indicator of another partnership is refused with the words for a revision that is not there.
      references: observations.map(({ indicatorId: id }, at) => ({
        pointer: `/observations/${at}`,
        id,
        ...(refusals[at] ? { refusal: refusals[at] } : {}),
      })),
      checks: onceEach(observations.map(({ write }, at) => ({ write, refusal: noObservation(at) }))),
    });
  });
}

/** Closes a cycle by a decision: adopt, adapt or abandon. Two rounds. */
export async function decideOnCycle(
  deps: PartnershipDeps,
  input: AtCycle & { readonly decision: Decision },
): Written {
  const { decision, now } = input;
  return onCycle(deps, input, (cycle) => step("cycle-decided", decideCycle(cycle, decision, now)));
}

type CycleStep = Pick<Step<TestOfChange>, "action" | "reason" | "references" | "checks"> & {
  readonly cycle: Cycle;
  readonly isNew?: true;
};

function onCycle(
  deps: PartnershipDeps,
  input: AtCycle,
  decide: (cycle: Cycle) => Result<CycleStep>,
): Written {
  return write(deps, input, (loaded) => {
    const cycle = cyclesOf(loaded).find(({ number }) => number === input.number);
    return cycle ? decide(cycle) : fail({ code: "not_found", detail: "The test has no such cycle." });
  });
}

async function write(
  deps: PartnershipDeps,
  input: RecordInput,
  decide: (loaded: LoadedRecord<TestOfChange>) => Result<CycleStep>,
): Written {
  let cycle: Cycle | undefined;
  const written = await amendRecord(deps, TESTS_OF_CHANGE, input, (loaded) => {
    const decided = decide(loaded);
    if (!decided.ok) return decided;
    const { cycle: next, isNew, ...rest } = decided.value;
    cycle = next;
    const cycleCount = Math.max(loaded.value.cycleCount, next.number);
    return ok({
      ...rest,
      part: cyclePart(next),
      answered: { status: isNew ? 201 : 200, below: `/cycles/${next.number}` },
      next: { ...loaded.value, cycleCount, state: stateAfter(next) },
    });
  });
  if (!written.ok) return written;
  return cycle ? ok({ cycle, version: written.value.version }) : fail(noSuchRecord(TESTS_OF_CHANGE));
}

function step(action: string, next: Result<Cycle>): Result<CycleStep> {
  return next.ok ? ok({ action, cycle: next.value }) : next;
}

function measuresOf({ measures }: Cycle): Reference[] {
  return measures.flatMap(({ indicatorId: id }, at) =>
    id === undefined ? [] : [{ pointer: `/measures/${at}/indicatorId`, id }],
  );
}

function noObservation(at: number): Problem {
  return invalidAt(`/observations/${at}`, "This partnership has no such observation.");
}

/** A transaction names an item once. */
function onceEach<T extends { readonly write: Write }>(checks: readonly T[]): T[] {
  const keyed = checks.map((each) => [JSON.stringify(keyOf(each.write)), each] as const);
  return [...new Map(keyed).values()];
}

function keyOf(write: Write) {
  return "check" in write ? write.check : write;
}
