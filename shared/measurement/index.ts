/** What other contexts may use of measurement: summaries, and what is computed from them. */

export { findHeldBack } from "./agreements/agreements.store.ts";
export {
  ALL,
  categoryKeyOf,
  DimensionsSchema,
  dimensionKeyOf,
  KebabSchema,
  MOST_DIMENSIONS,
  toDimensions,
} from "./dimension.ts";
export {
  figuresPage,
  type RecordedFigures,
  recordedFigures,
} from "./figures.ts";
export {
  accessTo,
  findIndicator,
  findIndicators,
  type LoadedIndicator,
  ownPartnership,
} from "./indicator.store.ts";
export { accountabilityOf, LEVELS, POLARITIES, type Polarity } from "./indicator-words.ts";
export { recordedRevision, revisionsBetween, stillLatest } from "./observation.store.ts";
export { QualitySchema } from "./observation.ts";
export { toRef } from "./observation-ref.ts";
export { PlaceCodeSchema } from "./place.ts";
export { comparisonCodes } from "./places/place-list.ts";
export { readPlaceList } from "./places/places.store.ts";
export {
  type OpenedBy,
  OpenedBySchema,
  type See,
  SeriesSchema,
  seriesHead,
  seriesKey,
  toRows,
} from "./read-series.ts";
export { resolveSchemes } from "./schemes/resolve-schemes.ts";
export { STAGES } from "./stage.ts";
export { chartOf } from "./statistics/chart.ts";
export { type Gap, type GapVerdict, gapOf, gapVerdict } from "./statistics/gap.ts";
export {
  changeSince,
  PROGRESS_RULES,
  type ProgressClass,
  percentOfTargetedChange,
  progressClass,
} from "./statistics/progress.ts";
export { type RollUp, rollUpGaps, rollUpProgress } from "./statistics/roll-up.ts";
export { ruleSet } from "./statistics/rule-sets.ts";
export { summariesAsOf } from "./summaries-as-of.ts";
export {
  allOwnSummaries,
  type FirstSummaries,
  findOwnSummaries,
  findSummary,
  firstOwnSummaries,
  MOST_OWN_SUMMARIES,
} from "./summary.store.ts";
export type { Summary, SummaryCell, SummaryDefinition, SummarySet, SummaryTarget } from "./summary.ts";
export { type Uncertainty, UncertaintyFieldsSchema, uncertaintyOf } from "./uncertainty.ts";
