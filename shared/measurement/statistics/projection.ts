import { Temporal } from "temporal-polyfill";
import type { Polarity } from "../indicator-words.ts";
import { tFor } from "./distribution.ts";
import { micro } from "./exact.ts";

/** A figure at a day ("2025-06-30"). */
export type DatedValue = { readonly at: string; readonly value: number };

/** Three points are the least for a trend: Healthy People's target setting asks for as many. */
const LEAST_POINTS_TO_PROJECT = 3;

export type Projection =
  | { readonly status: "insufficient_points"; readonly points: number; readonly needed: number }
  | {
      readonly status: "projected";
      readonly method: "least-squares-trend@1";
      readonly points: number;
      /** In the unit of the values a year. */
      readonly changePerYear: number;
      /** Where the trend is on the day of the target, and between which values a figure of that day is expected. */
      readonly expected: number;
      readonly lower: number;
      readonly upper: number;
      readonly level: number;
      /** The whole interval reaches the target, none of it does, or part of it. */
      readonly outlook: "reaches" | "falls-short" | "uncertain";
      /** When the trend itself meets the target, where it leads there within 100 years of the last point. */
      readonly meetsOn?: string;
    };

export type ProjectionOptions = {
  readonly target: DatedValue;
  readonly polarity: Polarity;
  readonly level?: number;
  /** What the figure cannot leave: 0 to 100 for a percentage. */
  readonly bounds?: { readonly lower?: number; readonly upper?: number };
};

/**
 * What a series comes to on the day of its target if nothing changes: a straight line by ordinary least squares, with the
 * interval of a single new figure, t × s√(1 + 1/n + (x − x̄)²/Σ(x − x̄)²) with n − 2 degrees of freedom; the trend analysis of
 * https://www.cdc.gov/nchs/healthy_people/hp2030/hp2030-target-setting.htm. The order of the points does not matter; all on one
 * day are insufficient, however many.
 */
export function projectToTarget(series: readonly DatedValue[], options: ProjectionOptions): Projection {
  const { target, polarity, level = 0.95 } = options;
  const points = series.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.value - b.value));
  const days = new Set(points.map(({ at }) => at)).size;
  if (points.length < LEAST_POINTS_TO_PROJECT || days < 2)
    return {
      status: "insufficient_points",
      points: Math.min(points.length, days),
      needed: LEAST_POINTS_TO_PROJECT,
    };
  const line = lineThrough(points);
  const expected = line.at(yearOf(target.at));
  const half = tFor(level, points.length - 2) * line.errorAt(yearOf(target.at));
  const [lower, upper] = [within(expected - half, options.bounds), within(expected + half, options.bounds)];
  const [least, most] = polarity === "higher" ? [lower, upper] : [-upper, -lower];
  const aim = polarity === "higher" ? target.value : -target.value;
  const meetsOn = meeting(line, target.value, points.at(-1));
  return {
    status: "projected",
    method: "least-squares-trend@1",
    points: points.length,
    changePerYear: line.slope,
    expected: within(expected, options.bounds),
    lower,
    upper,
    level,
    outlook: micro(least) >= micro(aim) ? "reaches" : micro(most) < micro(aim) ? "falls-short" : "uncertain",
    ...(meetsOn === undefined ? {} : { meetsOn }),
  };
}

type Line = {
  readonly slope: number;
  readonly at: (year: number) => number;
  readonly errorAt: (year: number) => number;
};

function lineThrough(points: readonly DatedValue[]): Line {
  const years = points.map(({ at }) => yearOf(at));
  const values = points.map(({ value }) => value);
  const [middle, mean] = [average(years), average(values)];
  const spread = years.reduce((sum, year) => sum + (year - middle) ** 2, 0);
  const slope =
    years.reduce((sum, year, index) => sum + (year - middle) * ((values[index] ?? 0) - mean), 0) / spread;
  const at = (year: number) => mean + slope * (year - middle);
  const residuals = years.reduce((sum, year, index) => sum + ((values[index] ?? 0) - at(year)) ** 2, 0);
  const variance = residuals / (points.length - 2);
  const errorAt = (year: number) =>
    Math.sqrt(variance * (1 + 1 / points.length + (year - middle) ** 2 / spread));
  return { slope, at, errorAt };
}

/** A day as a year with its fraction, each month a twelfth: so that the same day of following years is a year apart. */
function yearOf(day: string): number {
  const { year, month, day: dayOfMonth, daysInMonth } = Temporal.PlainDate.from(day);
  return year + (month - 1 + (dayOfMonth - 1) / daysInMonth) / 12;
}

/** The first day that is not before a year with its fraction. */
function dayOf(year: number): string {
  const months = (year - Math.floor(year)) * 12;
  const first = Temporal.PlainDate.from({ year: Math.floor(year), month: Math.floor(months) + 1, day: 1 });
  // A millionth of a month is only the noise of floating point.
  const days = Math.ceil((months - Math.floor(months) - 1e-6) * first.daysInMonth);
  return first.add({ days }).toString();
}

function meeting(line: Line, value: number, last: DatedValue | undefined): string | undefined {
  if (!last || line.slope === 0) return undefined;
  const from = yearOf(last.at);
  const years = (value - line.at(from)) / line.slope;
  return years > 0 && years <= 100 ? dayOf(from + years) : undefined;
}

function within(value: number, bounds: ProjectionOptions["bounds"]): number {
  return Math.min(bounds?.upper ?? value, Math.max(bounds?.lower ?? value, value));
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
