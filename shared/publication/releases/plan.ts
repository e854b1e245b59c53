import * as z from "zod";
import { planPart } from "../../disclosure/release/plan-release.ts";
import { lazy } from "../../platform/lazy.ts";
import { type Planned, putPlans } from "./pack.store.ts";
import type { Release } from "./release.ts";
import { endOfStep, isInTime, type ReleaseDeps } from "./release-deps.ts";
import type { LoadedInput } from "./release-input.ts";

/** How far planning has come: the next part, and what was given away. */
export const PlanStateSchema = lazy(() =>
  z.object({ next: z.int(), exposed: z.array(z.string()), exposures: z.int() }),
);
export type PlanState = z.infer<ReturnType<typeof PlanStateSchema>>;

export const BEGIN_PLAN: PlanState = { next: 0, exposed: [], exposures: 0 };

/** How many figures that could not be protected are named to the owner. */
const MOST_NAMED = 20;
/** Plans of so many cells are kept together: some 40 bytes each. */
const PLANS_A_PACK = 5_000;

/** Plans part after part until the time of a step is over; the first whatever the time. Plans are kept before the state moves on. */
export async function goOnPlanning(
  deps: ReleaseDeps,
  {
    release,
    ownerId,
    input,
  }: { readonly release: Release; readonly ownerId: string; readonly input: LoadedInput },
  before: PlanState,
): Promise<{ readonly state: PlanState; readonly isOver: boolean }> {
  const { prepared, cells } = input;
  const highs = await deps.openSolver();
  const until = endOfStep(deps);
  const made: Planned[number][] = before.next === 0 ? [...prepared.standing] : [];
  let state = before;
  do {
    if (state.next >= prepared.components) break;
    const part = planPart(highs, prepared, state.next);
    made.push(...part.cells);
    const named = part.exposed.flatMap(({ cell }) => (cell === undefined ? [] : [addressOf(cells[cell])]));
    state = {
      ...state,
      next: state.next + 1,
      exposed: [...new Set([...state.exposed, ...named])].slice(0, MOST_NAMED),
      exposures: state.exposures + part.exposed.length,
    };
    // The solver holds the thread: whoever else is served by this process gets a turn.
    await new Promise((resolve) => setImmediate(resolve));
  } while (isInTime(deps, until));
  const [at, parts] = [
    { releaseId: release.id, attempt: release.attempt },
    { from: before.next, to: state.next },
  ];
  for (let number = 0; number * PLANS_A_PACK < made.length; number++) {
    const cells = made.slice(number * PLANS_A_PACK, (number + 1) * PLANS_A_PACK);
    await putPlans(deps.table, at, { ...parts, number, ownerId, cells });
  }
  return { state, isOver: state.next >= prepared.components };
}

/** A figure as its owner reads of it. */
function addressOf(cell: LoadedInput["cells"][number] | undefined): string {
  if (!cell) return "";
  const { indicatorId, periodKey, placeCode, dimensionKey, category } = cell;
  return [indicatorId, periodKey, placeCode, dimensionKey, category].join(" ");
}
