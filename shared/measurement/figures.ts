import { defined } from "../platform/defined.ts";
import { getItems, type Key, type Position, type Table } from "../platform/table.ts";
import type { Period } from "../platform/time.ts";
import type { Unit } from "./indicator-words.ts";
import { revisionKey, toSet } from "./observation.store.ts";
import type { CellStatus } from "./observation.ts";
import { parseRef, type SetKey, toRef } from "./observation-ref.ts";
import type { SetRecord } from "./observation-set.ts";
import { walkSets } from "./read-observations.ts";
import { cellValue } from "./value.ts";

/** The figures of one recorded revision, by category. They never change. */
export type RecordedFigures = {
  readonly ref: string;
  readonly key: SetKey;
  readonly period: Period;
  readonly placeName?: string;
  readonly unit: Unit;
  readonly ratePer?: number;
  readonly protectedAtSource: boolean;
  readonly recordedAt: string;
  readonly agreementIds: readonly string[];
  readonly cells: Readonly<Record<string, RecordedFigure>>;
};

export type RecordedFigure = {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly status: CellStatus;
};

/**
 * A page of the figures of an indicator, each set in the revision that was its latest by an instant, in order of period, place and
 * dimensions. `from`, `to`: periods that start no earlier and end no later. At most five Queries, each its bytes / 4 KB.
 */
export async function figuresPage(
  table: Table,
  asked: {
    readonly indicatorId: string;
    readonly from?: string | undefined;
    readonly to?: string | undefined;
    readonly asOf: string;
    readonly limit: number;
    readonly position?: Position | undefined;
  },
): Promise<{ readonly figures: readonly RecordedFigures[]; readonly next?: Position }> {
  const { indicatorId, position, limit, ...filter } = asked;
  const { sets, next } = await walkSets(table, { indicatorId, filter, limit, from: position });
  return { figures: sets.map(toFigures), ...(next ? { next } : {}) };
}

/**
 * Recorded revisions by their references, in the order of these. One round: BatchGets of a hundred side by side.
 *
 * @throws where one is not there: nothing that was recorded is ever taken away
 */
export async function recordedFigures(table: Table, refs: readonly string[]): Promise<RecordedFigures[]> {
  const keys = refs.map(keyOf);
  const items = await getItems(table, keys);
  const found = new Map(items.map((item) => [`${item.pk} ${item.sk}`, toFigures(toSet(item))]));
  return keys.map(({ pk, sk }, index) => {
    const figures = found.get(`${pk} ${sk}`);
    if (!figures) throw new Error(`The recorded revision ${refs[index]} is not there.`);
    return figures;
  });
}

function keyOf(ref: string): Key {
  const named = parseRef(ref);
  if (!named) throw new Error(`${ref} is not the reference of a revision.`);
  return revisionKey(named.key, named.revision);
}

function toFigures(set: SetRecord): RecordedFigures {
  const { key, period, place, unit, ratePer, protectedAtSource, recordedAt, agreementIds = [] } = set;
  const cells = Object.entries(set.cells).map(([category, cell]) => {
    const { numerator = null, denominator = null, status } = cell;
    return [category, { numerator, denominator, value: cellValue(cell, set), status }] as const;
  });
  return {
    ref: toRef(key, set.revision),
    key,
    period,
    unit,
    protectedAtSource,
    recordedAt,
    agreementIds,
    cells: Object.fromEntries(cells),
    ...defined({ placeName: place.name, ratePer }),
  };
}
