import type { DemoIndicator } from "./indicator.ts";
import { MONTHLY_ABSENCE } from "./monthly-absence.ts";
import { OUTCOME_INDICATORS } from "./outcomes.ts";
import { SYSTEMS_INDICATORS } from "./systems.ts";

/** The indicators with yearly figures, by the name that links and observations call them. */
export const YEARLY_INDICATORS: Readonly<Record<string, DemoIndicator>> = {
  ...OUTCOME_INDICATORS,
  ...SYSTEMS_INDICATORS,
};

export type IndicatorKey =
  | keyof typeof OUTCOME_INDICATORS
  | keyof typeof SYSTEMS_INDICATORS
  | "chronic-absence-month";

/** Every indicator of the demo. */
export const INDICATORS: Readonly<Record<string, DemoIndicator>> = {
  ...YEARLY_INDICATORS,
  "chronic-absence-month": MONTHLY_ABSENCE,
};

/** The id of each indicator. */
export type IndicatorIds = Readonly<Record<IndicatorKey, string>>;
