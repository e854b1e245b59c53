import { invalidAt } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { checkNotAhead, type Recorded, type RecordView } from "../record-kind.ts";
import type { PartnershipDeps } from "../write-partnership.ts";
import { amendRecord, type RecordInput } from "../write-record.ts";
import { LEVER_LISTS, PHASE_LISTS } from "./levers.ts";
import { entryOf } from "./reference-list.ts";
import {
  CHANGE_STATUSES,
  type ChangeStatus,
  type Phase,
  SYSTEMS_CHANGES,
  type SystemsChange,
  type Transition,
} from "./systems-change.ts";

type Moved = Promise<Result<RecordView<SystemsChange>>>;
const MOST_STEPS = 50;

/** Takes a change of a system on to a status, from a day on. Two rounds. */
export function moveChange(
  deps: PartnershipDeps,
  input: RecordInput & { readonly transition: Transition },
): Moved {
  const { transition, now } = input;
  return amendRecord(deps, SYSTEMS_CHANGES, input, ({ value }) => {
    const next = withTransition(value, transition, now);
    return next.ok ? ok({ action: transition.status, next: next.value }) : next;
  });
}

/** Takes back the last step of a change that was recorded by mistake, for a reason; the history keeps it. Two rounds. */
export function retractTransition(
  deps: PartnershipDeps,
  input: RecordInput & { readonly reason: string },
): Moved {
  const { reason } = input;
  return amendRecord(deps, SYSTEMS_CHANGES, input, ({ value }) => {
    const next = withoutLast(value);
    return next.ok ? ok({ action: "transition-retracted", reason, next: next.value }) : next;
  });
}

/** Records that the work on a policy came to a phase. Two rounds. */
export function enterPhase(deps: PartnershipDeps, input: RecordInput & { readonly phase: Phase }): Moved {
  const { phase, now } = input;
  return amendRecord(deps, SYSTEMS_CHANGES, input, ({ value }) => {
    const next = withPhase(value, phase, now);
    return next.ok ? ok({ action: "phase-entered", next: next.value }) : next;
  });
}

/** To which statuses each may lead: forward, stages left out where none was seen; undone from each; and from the beginning again. */
function mayFollow(from: ChangeStatus, to: ChangeStatus): boolean {
  if (from === "reversed") return to !== "reversed" && to !== "institutionalised";
  return CHANGE_STATUSES.indexOf(to) > CHANGE_STATUSES.indexOf(from);
}

/** A change with its next transition; refused where none leads there, on a day before the last one, or to come. */
export function withTransition(
  change: Recorded<SystemsChange>,
  transition: Transition,
  now: string,
): Result<Recorded<SystemsChange>> {
  const { status, on } = transition;
  if (!mayFollow(change.status, status))
    return fail({ code: "conflict", detail: `What is ${change.status} does not become ${status}.` });
  if (on < change.statusOn)
    return fail(invalidAt("/on", `It was ${change.status} on ${change.statusOn} only.`));
  const isPast = checkNotAhead(on, now, "/on");
  if (!isPast.ok) return isPast;
  if (change.transitions.length >= MOST_STEPS) return fail(tooManySteps());
  const transitions = [...change.transitions, transition];
  return ok({ ...change, status, statusOn: on, transitions });
}

/** A change without its last transition; the first one stays. */
export function withoutLast(change: Recorded<SystemsChange>): Result<Recorded<SystemsChange>> {
  const transitions = change.transitions.slice(0, -1);
  const last = transitions.at(-1);
  if (!last) return fail({ code: "conflict", detail: "It has no other status to go back to." });
  return ok({ ...change, status: last.status, statusOn: last.on, transitions });
}

/** A policy with a phase of the work on it. Phases follow one another in any order, and come again. */
export function withPhase(
  change: Recorded<SystemsChange>,
  phase: Phase,
  now: string,
): Result<Recorded<SystemsChange>> {
  if (!entryOf(LEVER_LISTS, change.lever)?.isPolicy)
    return fail({ code: "conflict", detail: "Only a change of policies passes the phases of policy work." });
  if (!entryOf(PHASE_LISTS, phase)) return fail(invalidAt("/code", "The list has no such phase."));
  const last = change.phases.at(-1);
  if (last && phase.on < last.on) return fail(invalidAt("/on", `It was in ${last.code} on ${last.on}.`));
  const isPast = checkNotAhead(phase.on, now, "/on");
  if (!isPast.ok) return isPast;
  if (change.phases.length >= MOST_STEPS) return fail(tooManySteps());
  return ok({ ...change, phases: [...change.phases, phase] });
}

function tooManySteps() {
  return { code: "conflict" as const, detail: `At most ${MOST_STEPS} steps are kept of one change.` };
}
