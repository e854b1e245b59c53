import type { EarlierRelease } from "../../disclosure/release/count-system.ts";
import { type PreparedRelease, prepareRelease } from "../../disclosure/release/plan-release.ts";
import type { SourceCell } from "../../disclosure/release/release-cell.ts";
import { type RecordedFigures, recordedFigures } from "../../measurement/index.ts";
import { defined } from "../../platform/defined.ts";
import { inParallel } from "../../platform/in-parallel.ts";
import type { Table } from "../../platform/table.ts";
import { earlierElsewhere, givenAway } from "../elsewhere/earlier-elsewhere.ts";
import { findElsewhere } from "../elsewhere/elsewhere.store.ts";
import type { ElsewhereCell } from "../elsewhere/elsewhere.ts";
import { compareAddresses } from "../published/reading-order.ts";
import { joinMeasures, type Measures, measuresOf, placeSumsOf } from "./measures.ts";
import { bandOf, cellPacks, type Frozen, findFrozen, hidingOf, readInputs, sourceOf } from "./pack.store.ts";
import { loadRelease } from "./release.store.ts";
import type { Release } from "./release.ts";
import { type Ties, tiesOf } from "./ties.ts";

/** All that a release is planned from, in memory. */
export type LoadedInput = {
  readonly frozen: Frozen;
  /** The figures in the order in which they are published, and the sets that they lie in. */
  readonly cells: readonly SourceCell[];
  readonly sets: readonly RecordedFigures[];
  readonly prepared: PreparedRelease;
  /** Pairs of indicators whose figures are the same: what is hidden of one would be told by the other. */
  readonly copies: Ties["copies"];
  /** Addresses of figures that what others printed gives away, whatever is hidden. */
  readonly givenAway: readonly string[];
};

/**
 * Loads what a release was frozen from, and prepares it to be planned: its figures by their references (BatchGets of a hundred), the
 * figures of all releases before it, and of those made elsewhere. Equal however often, and whatever is recorded meanwhile.
 */
export async function loadInput(table: Table, release: Release): Promise<LoadedInput> {
  const at = { releaseId: release.id, attempt: release.attempt };
  const frozen = await findFrozen(table, at);
  const sets = await recordedFigures(table, await readInputs(table, at));
  const released = await readReleased(table, frozen);
  const stated = [...released, release].flatMap((one) => one.partitions ?? []);
  const statedPartitions = distinct(stated);
  const shared = [...released, release].flatMap((one) => one.sharedDenominators ?? []);
  const measures = joinMeasures(
    [...released.map((one) => one.measures), measuresOf(frozen, release)],
    [...shared, ...statedPartitions],
  );
  // The order says nothing of what the figures are.
  const cells = sets.flatMap((set) => sourceCells(set, measures)).sort(compareAddresses);
  const own = released.map((one) => withMeasures(one, measures));
  // What figures show of one another, those of now and what was last said of others: a reader has it all.
  const ties = tiesOf([...own.flatMap((one) => one.cells.map(({ source }) => source)), ...cells]);
  const partitions = distinct([...statedPartitions, ...ties.partitions]);
  const { policy } = release;
  const elsewhere = await readElsewhere(table, frozen);
  const earlier = earlierOf({ own, elsewhere, cells, measures, policy });
  const [places, placeSums] = [placeTree(frozen), placeSumsOf(frozen)];
  const prepared = prepareRelease({ cells, places, placeSums, partitions, policy, earlier });
  const now = { cells, measures, policy };
  return {
    frozen,
    cells,
    sets,
    prepared,
    copies: ties.copies,
    givenAway: elsewhere.flatMap((printed) => givenAway(printed, now)),
  };
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

/** A release that is out: its figures, and what it said of how its indicators hang together. */
type Released = Pick<Release, "partitions" | "sharedDenominators"> & {
  readonly measures: Measures;
  readonly cells: EarlierRelease["cells"];
};

/** All releases that were out when this one was frozen, oldest first; withdrawn ones too. A BatchGet and a Query each. */
async function readReleased(table: Table, { earlier }: Frozen): Promise<Released[]> {
  const released: Released[] = [];
  for (const at of earlier) {
    const loaded = await loadRelease(table, at.releaseId);
    const { partitions, sharedDenominators } = loaded?.release ?? {};
    const measures = new Map<string, SourceCell["measure"]>();
    const cells: EarlierRelease["cells"][number][] = [];
    for await (const pack of cellPacks(table, at)) {
      for (const [id, measure] of Object.entries(pack.measures)) measures.set(id, measure);
      for (const cell of pack.cells)
        cells.push({ source: sourceOf(cell, pack), hiding: hidingOf(cell), ...bandOf(cell) });
    }
    released.push({ measures, cells, ...defined({ partitions, sharedDenominators }) });
  }
  return released;
}

/** A release that is out, with its figures in the measures of now: how indicators hang together is said for all releases at once. */
function withMeasures({ cells }: Released, measures: Measures): EarlierRelease {
  return {
    cells: cells.map(({ source, ...plan }) => ({
      source: { ...source, measure: measures.get(source.indicatorId) ?? source.measure },
      ...plan,
    })),
  };
}

/** Groups of indicators, each once in whatever order. */
function distinct(groups: readonly (readonly string[])[]): (readonly string[])[] {
  return [...new Map(groups.map((ids) => [[...ids].sort().join(), ids])).values()];
}

/** What others printed, by registration. A GetItem each. */
async function readElsewhere(table: Table, { elsewhere }: Frozen): Promise<(readonly ElsewhereCell[])[]> {
  const registered = await inParallel(elsewhere, READS_AT_ONCE, (id) => findElsewhere(table, id));
  return registered.flatMap((one) => (one ? [one.cells] : []));
}

const READS_AT_ONCE = 10;

/**
 * What is out already of the same children: those that the partnership registered as made elsewhere, and all of its releases. The first
 * come first whenever they were printed, so that the last word on a figure is its own.
 */
function earlierOf({ own, elsewhere, cells, measures, policy }: Now): EarlierRelease[] {
  const known = [
    ...own.flatMap((release) =>
      release.cells.map(({ source, hiding }) => ({ source, isDenominatorOut: hiding !== "all" })),
    ),
    ...cells.map((source) => ({ source, isDenominatorOut: false })),
  ];
  return [...elsewhere.map((printed) => earlierElsewhere(printed, { known, measures, policy })), ...own];
}

type Now = {
  readonly own: readonly EarlierRelease[];
  readonly elsewhere: readonly (readonly ElsewhereCell[])[];
  readonly cells: readonly SourceCell[];
  readonly measures: Measures;
  readonly policy: Release["policy"];
};

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
