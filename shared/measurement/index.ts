export {
  ALL,
  categoryKeyOf,
  type Dimensions,
  DimensionsSchema,
  dimensionKeyOf,
  toDimensions,
} from "./dimension.ts";
export { type Gap, type GapReference, type GapVerdict, gapOf, gapVerdict } from "./gap.ts";
export type { Level, Polarity, Unit } from "./indicator.ts";
export type { CellStatus, ObservationRow, ObservationRowInput, Quality } from "./observation.ts";
export { ObservationRowSchema } from "./observation.ts";
export { parseRef, toRef } from "./observation-ref.ts";
export { OUTCOMES, type Outcome } from "./outcomes.ts";
export {
  type Change,
  changeSince,
  PROGRESS_RULES,
  type ProgressClass,
  percentOfTargetedChange,
  progressClass,
} from "./progress.ts";
export { findOwnSummaries, findSummaries, findSummary, toSummary } from "./summary.store.ts";
export type { Summary, SummaryCell, SummaryDefinition, SummarySet, SummaryTarget } from "./summary.ts";
