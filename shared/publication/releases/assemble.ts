import * as z from "zod";
import type { CellPlan } from "../../disclosure/release/plan-release.ts";
import type { SourceCell } from "../../disclosure/release/release-cell.ts";
import { GENESIS } from "../../platform/history.ts";
import { lazy } from "../../platform/lazy.ts";
import { LossCount } from "./loss.ts";
import { type CellPack, chainHash, type PlannedCell, putCells, readPlans } from "./pack.store.ts";
import { LossSchema, type Release } from "./release.ts";
import { endOfStep, isInTime, type ReleaseDeps } from "./release-deps.ts";
import type { LoadedInput } from "./release-input.ts";

/** How far the figures are put together with their plans, and what hiding cost so far. */
export const AssembleStateSchema = lazy(() =>
  z.object({
    next: z.int(),
    packs: z.int(),
    /** Over all packs so far, so that what is published later is known to be what was looked at. */
    hash: z.string(),
    loss: LossSchema(),
    byDimension: z.record(z.string(), LossSchema()),
  }),
);
export type AssembleState = z.infer<ReturnType<typeof AssembleStateSchema>>;

export const BEGIN_ASSEMBLY: AssembleState = {
  next: 0,
  packs: 0,
  hash: GENESIS,
  loss: new LossCount().loss,
  byDimension: {},
};

/** A pack is one item of the table, and one chunk of the published release, which is shorter: it lacks what only its owner sees. */
const MOST_PACK_CELLS = 1_200;
const MOST_PACK_BYTES = 330_000;

/**
 * Puts figures and plans together, pack after pack, until the time of a step is over, and counts what hiding costs.
 *
 * @throws where the plan of a figure was lost: nothing is shown that was not planned to be
 */
export async function goOnAssembling(
  deps: ReleaseDeps,
  {
    release,
    ownerId,
    input,
  }: { readonly release: Release; readonly ownerId: string; readonly input: LoadedInput },
  before: AssembleState,
): Promise<{ readonly state: AssembleState; readonly isOver: boolean }> {
  const at = { releaseId: release.id, attempt: release.attempt };
  const plans = await readPlans(deps.table, at);
  const until = endOfStep(deps);
  const total = new LossCount(before.loss);
  const parts = new Map(Object.entries(before.byDimension).map(([key, loss]) => [key, new LossCount(loss)]));
  let { next, packs, hash } = before;
  do {
    const cells = nextPack(input, plans, next);
    if (cells.length === 0) break;
    for (const cell of cells) {
      total.add(cell);
      const { dimensionKey } = cell.source;
      const part = parts.get(dimensionKey) ?? new LossCount();
      parts.set(dimensionKey, part);
      part.add(cell);
    }
    const measures = measuresOf(input.cells.slice(next, next + cells.length));
    next += cells.length;
    packs += 1;
    const data = { measures, cells };
    hash = chainHash(hash, data);
    await putCells(deps.table, at, { number: packs, ownerId, data });
  } while (isInTime(deps, until));
  const byDimension = Object.fromEntries([...parts].map(([key, count]) => [key, count.loss]));
  const state = { next, packs, hash, loss: total.loss, byDimension };
  return { state, isOver: next >= input.cells.length };
}

/** As many figures from a position on as one item holds. */
function nextPack(input: LoadedInput, plans: ReadonlyMap<number, CellPlan>, from: number): PlannedCell[] {
  const pack: PlannedCell[] = [];
  for (let bytes = 0; pack.length < MOST_PACK_CELLS; ) {
    const position = from + pack.length;
    const source = input.cells[position];
    if (!source) break;
    const plan = plans.get(position);
    if (!plan) throw new Error(`The figure ${position} of a release has no plan.`);
    const cell = planned(source, plan);
    bytes += Buffer.byteLength(JSON.stringify(cell)) + 1;
    if (pack.length > 0 && bytes > MOST_PACK_BYTES) break;
    pack.push(cell);
  }
  return pack;
}

function planned({ measure: _measure, ...source }: SourceCell, plan: CellPlan): PlannedCell {
  return { source, plan };
}

function measuresOf(sources: readonly SourceCell[]): CellPack["measures"] {
  return Object.fromEntries(sources.map(({ indicatorId, measure }) => [indicatorId, measure]));
}
