import { defined } from "../platform/defined.ts";
import type { IndicatorView } from "./indicator.ts";
import type { Cell } from "./observation.ts";
import { toRef } from "./observation-ref.ts";
import type { SetRecord } from "./observation-set.ts";
import type { Summary, SummaryCell, SummaryDefinition, SummarySet } from "./summary.ts";
import { uncertaintyOf } from "./uncertainty.ts";
import { cellValue, type Scale } from "./value.ts";

/**
 * A summary with one more revision of a set: the higher revision of a set wins. Merging is commutative and idempotent, so
 * that a stream which redelivers and reorders ends in the same summary.
 */
export function mergeSet(summary: Summary | undefined, record: SetRecord): Summary {
  const { dimensionKey, periodKey } = record.key;
  const base = summary ?? emptySummary(record);
  const present = base.sets[dimensionKey]?.[periodKey];
  if (present && present.revision >= record.revision) return base;
  const periods = { ...base.sets[dimensionKey], [periodKey]: toSummarySet(record) };
  return withPlaceName({ ...base, sets: { ...base.sets, [dimensionKey]: periods } });
}

/** A summary with what its indicator says of itself: the higher version wins. Commutative and idempotent as well. */
export function mergeDefinition(summary: Summary | undefined, view: IndicatorView): Summary {
  const base = summary ?? {
    indicatorId: view.id,
    partnershipId: view.partnershipId,
    ownerId: view.ownerId,
    place: { code: view.placeCode },
    ...defined({ unit: view.unit, ratePer: view.ratePer }),
    sets: {},
  };
  if (base.definition && base.definition.version >= view.version) return base;
  return withPlaceName({ ...base, definition: toDefinition(view) });
}

function emptySummary(record: SetRecord): Summary {
  const { unit, ratePer, partnershipId, ownerId, key, place } = record;
  return {
    indicatorId: key.indicatorId,
    partnershipId,
    ownerId,
    place: { code: place.code },
    ...defined({ unit, ratePer }),
    sets: {},
  };
}

/** Chosen by the content alone: the definition's name, else that of the last set in order of period and dimensions. */
function withPlaceName(summary: Summary): Summary {
  const sets = Object.entries(summary.sets).flatMap(([dimensionKey, periods]) =>
    Object.entries(periods).map(([periodKey, set]) => ({
      order: `${periodKey} ${dimensionKey}`,
      name: set.placeName,
    })),
  );
  const last = sets
    .filter(({ name }) => name !== undefined)
    .sort((a, b) => (a.order < b.order ? 1 : -1))
    .at(0);
  const name = summary.definition?.placeName ?? last?.name;
  return { ...summary, place: defined({ code: summary.place.code, name }) };
}

function toSummarySet(record: SetRecord): SummarySet {
  const cells = Object.entries(record.cells).map(
    ([category, cell]) => [category, toSummaryCell(cell, record)] as const,
  );
  return defined({
    period: record.period,
    revision: record.revision,
    ref: toRef(record.key, record.revision),
    protectedAtSource: record.protectedAtSource,
    agreementIds: record.agreementIds,
    placeName: record.ownPlace ? undefined : record.place.name,
    cells: Object.fromEntries(cells),
  });
}

function toSummaryCell(cell: Cell, scale: Scale): SummaryCell {
  return defined({
    numerator: cell.numerator ?? null,
    denominator: cell.denominator ?? null,
    value: cellValue(cell, scale),
    ...uncertaintyOf(cell),
    status: cell.status,
    stage: cell.stage,
    quality: cell.quality,
  });
}

function toDefinition(view: IndicatorView): SummaryDefinition {
  const { version, name, level, outcomeId, polarity, currency, window, source, targets, placeName } = view;
  const { numeratorDefinition, denominatorDefinition, seriesBreaks } = view;
  return defined({
    version,
    name,
    level,
    outcomeId,
    polarity,
    currency,
    numeratorDefinition,
    denominatorDefinition,
    window,
    source,
    placeName,
    targets: targets.map(({ dimensions, baseline, target }) => defined({ dimensions, baseline, target })),
    breaks:
      seriesBreaks.length > 0 ? [...new Set(seriesBreaks.map((each) => each.startsOn))].sort() : undefined,
  });
}
