import { defined } from "../platform/defined.ts";
import { ALL, toDimensions } from "./dimension.ts";
import type { Cell, CellView, ObservationSetView } from "./observation.ts";
import { toRef } from "./observation-ref.ts";
import type { SetRecord } from "./observation-set.ts";
import { uncertaintyOf } from "./uncertainty.ts";
import { cellValue } from "./value.ts";

/** A revision as the API shows it: every cell with its subgroup, in order of its categories. */
export function toSetView(set: SetRecord): ObservationSetView {
  const { key, period, place, indicatorVersion, revision, recordedAt, by, protectedAtSource } = set;
  const { reason, source, exceptionId, submissionId, agreementId, previousHash, hash } = set;
  const cells = Object.entries(set.cells)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([category, cell]) => toCellView(category, cell, set));
  return {
    ref: toRef(key, revision),
    indicatorId: key.indicatorId,
    indicatorVersion,
    period,
    place,
    dimensionNames: key.dimensionKey === ALL ? [] : key.dimensionKey.split("+"),
    revision,
    recordedAt,
    by,
    ...defined({
      reason,
      source,
      exceptionId,
      submissionId,
      agreementId,
      agreementIds: set.agreementIds && [...set.agreementIds],
      previousRef: revision > 1 ? toRef(key, revision - 1) : undefined,
    }),
    protectedAtSource,
    cells,
    previousHash,
    hash,
  };
}

/** A cell as the API shows it. */
export function toCellView(category: string, cell: Cell, set: SetRecord): CellView {
  const { numerator, denominator, status, stage, quality, source, method, note, collectedOn } = cell;
  return {
    dimensions: { ...toDimensions(set.key.dimensionKey, category) },
    numerator: numerator ?? null,
    denominator: denominator ?? null,
    value: cellValue(cell, set),
    ...uncertaintyOf(cell),
    status,
    ...defined({ stage, quality, source, method, note, collectedOn }),
  };
}
