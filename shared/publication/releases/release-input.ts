import type { EarlierRelease } from "../../disclosure/release/count-system.ts";
import { type PreparedRelease, prepareRelease } from "../../disclosure/release/plan-release.ts";
import type { SourceCell } from "../../disclosure/release/release-cell.ts";
import { type RecordedFigures, recordedFigures } from "../../measurement/index.ts";
import type { Table } from "../../platform/table.ts";
import { earlierElsewhere } from "../elsewhere/earlier-elsewhere.ts";
import { findElsewhere } from "../elsewhere/elsewhere.store.ts";
import { compareAddresses } from "../published/reading-order.ts";
import { type Measures, measuresOf, placeSumsOf } from "./measures.ts";
import { cellPacks, type Frozen, findFrozen, hidingOf, readInputs, sourceOf } from "./pack.store.ts";
import type { Release } from "./release.ts";

/** All that a release is planned from, in memory. */
export type LoadedInput = {
  readonly frozen: Frozen;
  /** The figures in the order in which they are published, and the sets that they lie in. */
  readonly cells: readonly SourceCell[];
  readonly sets: readonly RecordedFigures[];
  readonly prepared: PreparedRelease;
};

/**
 * Loads what a release was frozen from, and prepares it to be planned: its figures by their references (BatchGets of a hundred), the
 * figures of all releases before it, and of those made elsewhere. Equal however often, and whatever is recorded meanwhile.
 */
export async function loadInput(table: Table, release: Release): Promise<LoadedInput> {
  const at = { releaseId: release.id, attempt: release.attempt };
  const frozen = await findFrozen(table, at);
  const sets = await recordedFigures(table, await readInputs(table, at));
  // The order says nothing of what the figures are.
  const measures = measuresOf(frozen, release);
  const cells = sets.flatMap((set) => sourceCells(set, measures)).sort(compareAddresses);
  const earlier = await readEarlier(table, { frozen, cells, measures });
  const { policy, partitions = [] } = release;
  const [places, placeSums] = [placeTree(frozen), placeSumsOf(frozen)];
  const prepared = prepareRelease({ cells, places, placeSums, partitions, policy, earlier });
  return { frozen, cells, sets, prepared };
}

/** The figures of a set, with what they are measured in. */
function sourceCells({ key, protectedAtSource, cells }: RecordedFigures, measures: Measures): SourceCell[] {
  const measure = measures.get(key.indicatorId);
  if (!measure) throw new Error(`What was frozen for a release lacks the indicator ${key.indicatorId}.`);
  return Object.entries(cells).map(([category, cell]) => ({
    ...key,
    category,
    measure,
    protectedAtSource,
    cell,
  }));
}

function placeTree({ places }: Frozen): Map<string, string> {
  return new Map(places.flatMap(({ code, parent }) => (parent === undefined ? [] : [[code, parent]])));
}

/** What is out already of the same children: all releases of the partnership, and those that it registered as made elsewhere. */
async function readEarlier(
  table: Table,
  {
    frozen,
    cells,
    measures,
  }: { readonly frozen: Frozen; readonly cells: readonly SourceCell[]; readonly measures: Measures },
): Promise<EarlierRelease[]> {
  const earlier: EarlierRelease[] = [];
  for (const at of frozen.earlier) {
    const own: EarlierRelease["cells"][number][] = [];
    for await (const pack of cellPacks(table, at))
      for (const cell of pack.cells) {
        const source = sourceOf(cell, pack);
        // How indicators hang together is said by the release of now, where it has them.
        const measure = measures.get(source.indicatorId) ?? source.measure;
        own.push({ source: { ...source, measure }, hiding: hidingOf(cell) });
      }
    earlier.push({ cells: own });
  }
  for (const id of frozen.elsewhere) {
    const registered = await findElsewhere(table, id);
    if (registered) earlier.push(earlierElsewhere(registered.cells, cells));
  }
  return earlier;
}

/** What a container keeps of the release it worked on last: loading a large one takes seconds. */
export type KeptInput = (table: Table, release: Release) => Promise<LoadedInput>;

/** Keeps the input of one release between two steps. */
export function keepInput(): KeptInput {
  let name = "";
  let kept: Promise<LoadedInput> | undefined;
  return (table, release) => {
    const asked = `${release.id} ${release.attempt}`;
    if (!kept || name !== asked) {
      name = asked;
      kept = loadInput(table, release);
      // What failed is loaded again by the next step.
      kept.catch(() => {
        if (name === asked) name = "";
      });
    }
    return kept;
  };
}
