import { HEAD } from "../platform/aggregate.ts";
import { changesUntil } from "../platform/as-of.ts";
import { inParallel } from "../platform/in-parallel.ts";
import { foldChanges } from "../platform/read-history.ts";
import { ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { findHeldBack } from "./agreements/agreements.store.ts";
import { indicatorPk, readIndicatorState, toView } from "./indicator.store.ts";
import type { IndicatorView } from "./indicator.ts";
import type { SeriesDeps } from "./read-series.ts";
import type { Summary } from "./summary.ts";
import { fitForOthers, setKeys, summaryAsOf, withinSets } from "./summary-as-of.ts";
import { mergeDefinition } from "./summary-merge.ts";

const WIDTH = 25;

/**
 * Summaries of one partnership with their definitions as they were recorded by a settled instant, protected as others than its owner see
 * them: what was taken back since stays taken back. Those that were not defined then are left out. A Query per hundred changes of each
 * indicator, and for each set what `findSetAsOf` takes, 25 at a time. Refused with `too_many_items` beyond a thousand sets.
 */
export async function summariesAsOf(
  { table, protect }: Pick<SeriesDeps, "table" | "protect">,
  stored: readonly Summary[],
  instant: string,
): Promise<Result<Summary[]>> {
  const [first] = stored;
  if (!first) return ok([]);
  const wanted = stored.map((present) => ({ present, keys: setKeys(present) }));
  const within = withinSets(wanted.flatMap(({ keys }) => keys).length);
  if (!within.ok) return within;
  const heldBack = await findHeldBack(table, first.partnershipId);
  const definitions = await inParallel(stored, WIDTH, (present) => definitionAsOf(table, present, instant));
  const seen: Summary[] = [];
  for (const [index, { present, keys }] of wanted.entries()) {
    const definition = definitions[index];
    if (!definition) continue;
    const then = mergeDefinition(await summaryAsOf(table, { keys, instant, heldBack }), definition);
    seen.push(fitForOthers({ then, present }, { level: definition.level, protect }));
  }
  return ok(seen);
}

async function definitionAsOf(
  table: Table,
  { indicatorId, ownerId }: Summary,
  instant: string,
): Promise<IndicatorView | undefined> {
  const changes = await changesUntil(table, indicatorPk(indicatorId), instant);
  const [state, last] = [foldChanges(changes).get(HEAD), changes.at(-1)];
  if (!state || !last) return undefined;
  const { version, recordedAt, hash } = last;
  return toView({
    indicator: readIndicatorState(state),
    ownerId,
    head: { version, recordedAt, historyHash: hash },
  });
}
