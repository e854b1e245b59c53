import type { Split } from "./populations.ts";

/** The school years on record, by the year in which they start. */
export const YEARS = [2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024] as const;
/** The year before the place grant: the baseline of every target. */
export const BASELINE_YEAR = 2021;
/** The year the place grant ends in. */
export const TARGET_YEAR = 2028;

/** An indicator of the demo: how it is defined, and what its figures are made from. */
export type DemoIndicator = {
  readonly name: string;
  readonly level: "core" | "contributing" | "system";
  readonly outcomeId?: string;
  readonly polarity: "higher" | "lower";
  readonly unit: "percent" | "rate" | "ratio" | "currency";
  readonly ratePer?: number;
  readonly currency?: string;
  readonly numeratorDefinition: string;
  readonly denominatorDefinition: string;
  readonly window?: string;
  readonly source: string;
  /** The figure of everybody in each of the nine years; null where nothing was measured. */
  readonly levels: readonly (number | null)[];
  readonly target: number;
  /** How many are counted below the line in the first year; it drifts by a percent or so a year. */
  readonly denominator: number;
  readonly splits: readonly Split[];
  /** Whether race is crossed with sex as well. */
  readonly crossed?: boolean;
  /** How far the groups lie apart: 1 as in the table of populations, in points; rates, ratios and money in percent of theirs. */
  readonly gap: number;
};
