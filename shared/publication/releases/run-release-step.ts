import { lazy } from "../../platform/lazy.ts";
import type { Problem } from "../../platform/problem.ts";
import { after } from "../../platform/time.ts";
import { withdrawPublished } from "../published/published.store.ts";
import { markScorecardsOn, withdrawScorecardsOn } from "../scorecards/follow-release.ts";
import { AssembleStateSchema, BEGIN_ASSEMBLY, goOnAssembling } from "./assemble.ts";
import { beginFreeze, FreezeStateSchema, goOnFreezing } from "./freeze.ts";
import { BEGIN_PLAN, goOnPlanning, PlanStateSchema } from "./plan.ts";
import { finishPublishing, goOnPublishing, PublishStateSchema } from "./publish.ts";
import { type LoadedRelease, loadRelease, saveRelease, saveWork, type Work } from "./release.store.ts";
import { MOST_CELLS, type Release } from "./release.ts";
import type { ReleaseDeps } from "./release-deps.ts";
import type { KeptInput, LoadedInput } from "./release-input.ts";

export type ReleaseStepDeps = ReleaseDeps & { readonly input: KeptInput };
export type ReleaseMessage = { readonly releaseId: string; readonly step: number };
export type ReleaseStepOutcome = "dropped" | "advanced" | "finished";

/** What a step leads to: more of the same work, work of the next phase, or the end of it with the release's next state. */
type Advance =
  | { readonly work: Pick<Work, "phase" | "state" | "done" | "of"> }
  | { readonly end: Partial<Release> & Pick<Release, "status">; readonly action: string };

type Frame = { readonly loaded: LoadedRelease; readonly work: Work };

/**
 * Does one step of the work on a release, about twenty seconds of it, and writes how far it has come; that write calls for the next
 * step through the table's stream. A message that the work does not wait for is dropped. A step that was cut off is done again from
 * where the one before it ended: all that it writes lies under keys that follow from what it holds.
 */
export async function runReleaseStep(
  deps: ReleaseStepDeps,
  message: ReleaseMessage,
): Promise<ReleaseStepOutcome> {
  const loaded = await loadRelease(deps.table, message.releaseId);
  const work = loaded?.work;
  if (!loaded || !work || work.status !== "running" || work.step !== message.step) return "dropped";
  const advance = await PHASE_STEPS[work.phase](deps, { loaded, work });
  if ("work" in advance) {
    const next: Work = { ...work, ...advance.work, step: work.step + 1, at: deps.clock() };
    return (await saveWork(deps.table, next, loaded)) ? "advanced" : "dropped";
  }
  const written = await end(deps, { loaded, work }, advance);
  return written ? "finished" : "dropped";
}

const PHASE_STEPS: Readonly<
  Record<Work["phase"], (deps: ReleaseStepDeps, frame: Frame) => Promise<Advance>>
> = { freeze, plan, assemble, publish, withdraw };

async function freeze(deps: ReleaseStepDeps, { loaded, work }: Frame): Promise<Advance> {
  const isBegun = "asOf" in work.state;
  const state = isBegun
    ? FreezeStateSchema().parse(work.state)
    : await beginFreeze(deps, loaded, after(undefined, deps.clock()));
  const { state: next, isOver } = await goOnFreezing(deps, loaded, state);
  const { cells, heldBack, ledgerVersion, agreementIds } = next;
  if (!isOver) return { work: { phase: "freeze", state: next, done: cells } };
  if (cells === 0) return refused("None of the figures that it selects are recorded.");
  if (cells > MOST_CELLS)
    return refused(`It selects more than ${MOST_CELLS} figures. Make several, of some indicators each.`);
  return {
    work: {
      phase: "plan",
      state: { ...BEGIN_PLAN, frozen: { heldBack, ledgerVersion, agreementIds } },
      done: 0,
    },
  };
}

/** What freezing found, handed on to the end of planning. */
const OutcomeOfFreezeSchema = lazy(() =>
  FreezeStateSchema().pick({ heldBack: true, ledgerVersion: true, agreementIds: true }),
);

function refused(refusal: string): Advance {
  return { end: { status: "refused", refusal }, action: "release.refused" };
}

/** The most figures, with what is out of them, that hang together and are planned in one go: some minutes. */
const MOST_UNITS = 60_000;

/** Why nothing that is hidden could protect a release, or too much hangs together; undefined where it can be planned. */
function unplannable({ prepared, copies, givenAway }: LoadedInput): string | undefined {
  const largest = prepared.sizes.reduce((most, size) => Math.max(most, size), 0);
  if (largest > MOST_UNITS)
    return `${largest} of its figures hang together, and ${MOST_UNITS} can be protected at once. Leave a breakdown, a level of places or some indicators out.`;
  if (copies.length > 0)
    return `Some of its indicators have the same figures as others, so that one would tell what is hidden of the other: ${copies.map((pair) => pair.join(" and ")).join("; ")}. Leave one of each out.`;
  if (givenAway.length > 0)
    return `Others have printed a part of ${givenAway.length} small figures, and no more is needed to compute them: ${givenAway.slice(0, 20).join("; ")}. Leave these breakdowns out.`;
  return undefined;
}

async function plan(deps: ReleaseStepDeps, { loaded, work }: Frame): Promise<Advance> {
  const { frozen } = work.state;
  const input = await deps.input(deps.table, loaded.release);
  const of = input.prepared.components;
  const reason = unplannable(input);
  if (reason !== undefined) return refused(reason);
  const { state, isOver } = await goOnPlanning(
    deps,
    { ...loaded, input },
    PlanStateSchema().parse(work.state),
  );
  if (!isOver) return { work: { phase: "plan", state: { ...state, frozen }, done: state.next, of } };
  if (state.exposures > 0)
    return refused(
      `${state.exposures} counts would be given away whatever is hidden, because of what is out already: ${state.exposed.join("; ")}. Leave these breakdowns out, or wait for figures that differ more.`,
    );
  const next = { ...BEGIN_ASSEMBLY, frozen };
  return { work: { phase: "assemble", state: next, done: 0, of: input.cells.length } };
}

async function assemble(deps: ReleaseStepDeps, { loaded, work }: Frame): Promise<Advance> {
  const { frozen } = work.state;
  const input = await deps.input(deps.table, loaded.release);
  const before = AssembleStateSchema().parse(work.state);
  const { state, isOver } = await goOnAssembling(deps, { ...loaded, input }, before);
  const of = input.cells.length;
  if (!isOver)
    return {
      work: { phase: "assemble", state: { ...state, frozen }, done: state.next, of },
    };
  const end: Partial<Release> & Pick<Release, "status"> = {
    status: "planned",
    cells: of,
    planHash: state.hash,
    loss: state.loss,
    lossByDimension: state.byDimension,
    ...OutcomeOfFreezeSchema().parse(frozen),
  };
  return { end, action: "release.planned" };
}

async function publish(deps: ReleaseStepDeps, { loaded, work }: Frame): Promise<Advance> {
  const { release } = loaded;
  const { state, isOver } = await goOnPublishing(deps, release, PublishStateSchema().parse(work.state));
  const done = state.chunks.length;
  if (!isOver) return { work: { phase: "publish", state, done } };
  const input = await deps.input(deps.table, release);
  const { contentHash } = await finishPublishing(deps, { release, input }, state);
  if (release.corrects) await markScorecardsOn(deps, release.corrects.id, release.id);
  return { end: { status: "published", contentHash }, action: "release.published" };
}

async function withdraw(deps: ReleaseStepDeps, { loaded, work }: Frame): Promise<Advance> {
  const { withdrawal, id } = loaded.release;
  if (!withdrawal) throw new Error(`The release ${id} is withdrawn without a reason.`);
  const { at: withdrawnAt, reason } = withdrawal;
  await withdrawPublished(deps.published, id, { withdrawnAt, reason });
  await withdrawScorecardsOn(deps, { id, at: withdrawnAt, reason, by: work.by });
  return { end: { status: "withdrawn" }, action: "release.withdrawn" };
}

async function end(
  deps: ReleaseStepDeps,
  { loaded, work }: Frame,
  { end: changes, action }: Extract<Advance, { end: unknown }>,
): Promise<boolean> {
  const written = await saveRelease(deps.table, {
    previous: loaded,
    next: { ...loaded.release, ...changes },
    ownerId: loaded.ownerId,
    action,
    by: work.by,
    now: deps.clock(),
    work: { ...work, status: "done", step: work.step + 1, state: {} },
  });
  return written.ok;
}

const CUT_OFF: Problem = {
  code: "internal_error",
  detail: "This was cut off by an error on our side. Ask for it again: it goes on where it stood.",
};

/**
 * Says of work whose message failed too often that it was cut off. A release that was being planned is failed, and planned anew when it is
 * asked for; one that was being published or withdrawn stays so, and goes on when that is asked for again.
 */
export async function giveUpReleaseStep(
  deps: Pick<ReleaseDeps, "table" | "clock">,
  message: ReleaseMessage,
): Promise<void> {
  const loaded = await loadRelease(deps.table, message.releaseId);
  const work = loaded?.work;
  if (!loaded || !work || work.status !== "running" || work.step !== message.step) return;
  const failed: Work = { ...work, status: "failed", step: work.step + 1 };
  if (loaded.release.status !== "planning") {
    await saveWork(deps.table, failed, loaded);
    return;
  }
  await saveRelease(deps.table, {
    previous: loaded,
    next: { ...loaded.release, status: "failed", refusal: CUT_OFF.detail },
    ownerId: loaded.ownerId,
    action: "release.failed",
    by: work.by,
    now: deps.clock(),
    work: failed,
  });
}
