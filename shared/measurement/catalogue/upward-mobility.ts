import type { CatalogueEntry } from "./entry.ts";

/** What the predictors share: published yearly for counties and larger cities, as estimates. */
export const predictor = {
  version: "2026-1",
  set: "upward-mobility",
  level: "adjacent",
  outcomeIds: [],
  unit: "percent",
  polarity: "higher",
  frequency: "yearly",
  window: "The year, or the years of the survey",
  aggregation: "weighted",
  overTime: "stock",
  dataType: "estimate",
  source: "Mobility metrics of the Urban Institute, by county and city",
  sources: [
    "https://upward-mobility.urban.org/framework",
    "https://github.com/UI-Research/mobility-from-poverty",
  ],
} satisfies Partial<CatalogueEntry>;

export const SURVEY =
  "From a sample: subgroups of fewer than 100 answers and totals of fewer than 30 are flagged as not to be acted on.";
/** Of how many people deaths, crimes and arrests are counted. */
export const PER_100_000 = {
  unit: "rate",
  ratePer: 100_000,
  overTime: "flow",
} satisfies Partial<CatalogueEntry>;
