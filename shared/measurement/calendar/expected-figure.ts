import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import { addDays, addMonths, DateSchema, type Period, PeriodSchema, periodKey } from "../../platform/time.ts";
import { ALL } from "../dimension.ts";
import type { Indicator } from "../indicator.ts";
import { FREQUENCIES } from "../indicator-words.ts";
import type { Summary, SummarySet } from "../summary.ts";
import { type PeriodPattern, patternOf, periodsEnding } from "./period-pattern.ts";

/**
 * Where the figures of a period stand on a day: expected until its source has them, due for thirty days, then late; provisional or
 * arrived once some are recorded.
 */
export const FIGURE_STATES = ["late", "due", "expected", "provisional", "arrived"] as const;
export type FigureState = (typeof FIGURE_STATES)[number];

/** So many days after its source has figures, they are late. */
export const DAYS_TO_RECORD = 30;

/** What is expected of an indicator for one period, and what has come. */
export const ExpectedFigureSchema = lazy(() =>
  z
    .strictObject({
      indicatorId: z.string(),
      indicatorName: z.string(),
      frequency: z.enum(FREQUENCIES),
      period: PeriodSchema(),
      basis: z.enum(["recorded", "target", "frequency"]).meta({
        description:
          "From what its periods are known: from one with figures, from one of a baseline or target, or, where there is neither, as is usual (a year is a US school year).",
      }),
      availableOn: DateSchema().meta({
        description: "When its source has the figures: `sourceLagMonths` after the end of the period.",
      }),
      dueOn: DateSchema().meta({
        description: `${DAYS_TO_RECORD} days after that: from then on they are late.`,
      }),
      state: z.enum(FIGURE_STATES),
      recorded: z.array(z.string()).meta({ description: 'Tables that are there: "all", "race-ethnicity".' }),
      missing: z.array(z.string()).meta({
        description:
          "Tables that are not: for everybody, and for each dimension that the indicator names a scheme of.",
      }),
    })
    .meta({ id: "ExpectedFigure" }),
);
export type ExpectedFigure = z.infer<ReturnType<typeof ExpectedFigureSchema>>;

type Asked = { readonly from: string; readonly to: string; readonly on: string };

/**
 * What is expected of an indicator between two days, by the day on which it is due, and where it stands on a day. Nothing is
 * expected for periods that ended before the indicator was made, its first figures or its first baseline. Undefined where its frequency
 * has no calendar. From its summary alone, which is that of its own place.
 */
export function expectedFigures(
  indicator: Indicator,
  summary: Summary | undefined,
  { from, to, on }: Asked,
): ExpectedFigure[] | undefined {
  const sets = setsByPeriod(summary);
  const recorded = [...sets.values()].flatMap((byDimension) => [...byDimension.values()].slice(0, 1));
  const pattern = patternOf({ ...indicator, recorded: recorded.map(({ period }) => period) });
  if (!pattern) return undefined;
  const since = sinceWhen(indicator, recorded);
  const lag = indicator.sourceLagMonths ?? 0;
  const window = { from: addMonths(addDays(from, -DAYS_TO_RECORD), -lag - 1), to };
  return periodsEnding(pattern, window).flatMap((period) => {
    const figure = figureOf(indicator, { period, pattern, on, sets: sets.get(periodKey(period)) });
    return period.end >= since && figure.dueOn >= from && figure.dueOn <= to ? [figure] : [];
  });
}

type Sets = ReadonlyMap<string, SummarySet>;

function setsByPeriod(summary: Summary | undefined): Map<string, Map<string, SummarySet>> {
  const sets = new Map<string, Map<string, SummarySet>>();
  for (const [dimensionKey, periods] of Object.entries(summary?.sets ?? {})) {
    for (const [key, set] of Object.entries(periods)) {
      const there = sets.get(key) ?? new Map<string, SummarySet>();
      sets.set(key, there.set(dimensionKey, set));
    }
  }
  return sets;
}

function sinceWhen({ createdAt, targets }: Indicator, recorded: readonly SummarySet[]): string {
  const starts = [
    createdAt.slice(0, 10),
    ...recorded.map(({ period }) => period.start),
    ...targets.flatMap(({ baseline }) => (baseline ? [baseline.period.start] : [])),
  ];
  return starts.reduce((first, day) => (day < first ? day : first));
}

type At = {
  readonly period: Period;
  readonly pattern: PeriodPattern;
  readonly on: string;
  readonly sets: Sets | undefined;
};

function figureOf(indicator: Indicator, { period, pattern, on, sets = new Map() }: At): ExpectedFigure {
  const availableOn = addMonths(period.end, indicator.sourceLagMonths ?? 0);
  const dueOn = addDays(availableOn, DAYS_TO_RECORD);
  const tables = [ALL, ...Object.keys(indicator.categorySchemes ?? {}).sort()];
  return {
    indicatorId: indicator.id,
    indicatorName: indicator.name,
    frequency: indicator.frequency,
    period,
    basis: pattern.basis,
    availableOn,
    dueOn,
    state: sets.size > 0 ? stateOf(sets) : on > dueOn ? "late" : on > availableOn ? "due" : "expected",
    recorded: [...sets.keys()].sort(),
    missing: tables.filter((table) => !sets.has(table)),
  };
}

function stateOf(sets: Sets): FigureState {
  const cells = [...sets.values()].flatMap((set) => Object.values(set.cells));
  return cells.some(({ stage }) => stage === "provisional") ? "provisional" : "arrived";
}

/** What is still to come first, by the day on which it is due; then what has come, the latest first. */
export function byUrgency(a: ExpectedFigure, b: ExpectedFigure): number {
  const [first, second] = [hasCome(a), hasCome(b)];
  if (first !== second) return first ? 1 : -1;
  const order = compare(a.dueOn, b.dueOn) || compare(a.indicatorId, b.indicatorId);
  return first ? -order : order;
}

function hasCome({ state }: ExpectedFigure): boolean {
  return state === "arrived" || state === "provisional";
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
