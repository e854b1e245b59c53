import { defined } from "../../platform/defined.ts";
import { type Period, periodKey } from "../../platform/time.ts";
import type { Indicator, SeriesBreak } from "../indicator.ts";
import type { Series } from "../read-series.ts";
import { chartOf, type Segment } from "../statistics/chart.ts";
import { changeSince, classifyProgress } from "../statistics/progress.ts";
import { projectToTarget } from "../statistics/projection.ts";
import { wilsonInterval } from "../statistics/proportion.ts";
import { ruleSet } from "../statistics/rule-sets.ts";
import type { SummaryTarget } from "../summary.ts";
import type { AnalysisOptions, Subgroup } from "./analysis.ts";
import { lastBreakBefore } from "./last-break.ts";

export type Row = Series["rows"][number];

/** What an analysis of figures rests on beside them. */
export type AnalysisFacts = {
  readonly polarity: Indicator["polarity"];
  readonly unit: Indicator["unit"];
  readonly seriesBreaks: readonly SeriesBreak[];
  readonly options: AnalysisOptions;
};

/**
 * What the figures of one subgroup say. Only those of the kind of period that the latest is of are a series: a month is not the next
 * point after a year. Across a break nothing is compared: baseline, first figure, trend and chart begin after the last one.
 *
 * @param rows figures of the subgroup by period, earliest first; those that are withheld have no value
 */
export function analyseSubgroup(
  rows: readonly Row[],
  target: SummaryTarget | undefined,
  facts: AnalysisFacts,
): Subgroup {
  const { polarity, options } = facts;
  const last = rows.at(-1);
  const since = last ? lastBreakBefore(last.period, facts.seriesBreaks) : "";
  const series = seriesOf(rows, last?.period).filter(({ period }) => period.start >= since);
  const [first, latest] = [series[0], series.at(-1)];
  // The latest figure is not known: what was before it is not the state of now.
  const isKnown =
    latest !== undefined && last !== undefined && periodKey(latest.period) === periodKey(last.period);
  const now = isKnown ? latest.value : undefined;
  const stated = target?.baseline && target.baseline.period.start >= since ? target.baseline : undefined;
  const from = stated ? (stated.value ?? undefined) : series.length > 1 ? first?.value : undefined;
  const directed = polarity === "neutral" ? undefined : polarity;
  return {
    dimensions: last?.dimensions ?? target?.dimensions ?? {},
    points: series.length,
    ...defined({
      first: first && { period: first.period, value: first.value },
      latest: last && latestOf(last, facts),
      baseline: stated,
      target: target?.target,
      change:
        from === undefined || now === undefined || !directed ? undefined : changeSince(from, now, directed),
      progress:
        target && directed
          ? progressOf({ target, baseline: stated?.value, latest: now }, directed)
          : undefined,
      projection:
        target?.target && directed
          ? projectToTarget(
              series.map(({ period, value }) => ({ at: period.end, value })),
              {
                target: { at: target.target.period.end, value: target.target.value },
                polarity: directed,
                level: options.level,
                ...boundsOf(facts.unit),
              },
            )
          : undefined,
      signals: series.length > 0 ? signalsOf(series, facts) : undefined,
    }),
  };
}

type Known = { readonly period: Period; readonly value: number };

/** The figures of one kind of period, one an end day. */
function seriesOf(rows: readonly Row[], like: Period | undefined): Known[] {
  const byEnd = new Map<string, Known>();
  for (const { period, value } of rows)
    if (value !== null && period.kind === like?.kind) byEnd.set(period.end, { period, value });
  return [...byEnd.values()].sort((a, b) => (a.period.end < b.period.end ? -1 : 1));
}

function latestOf(
  { period, value, status, observation, numerator, denominator }: Row,
  { unit, options }: AnalysisFacts,
) {
  const isShare = unit === "percent" && value !== null && numerator !== null && denominator !== null;
  const interval = isShare ? wilsonInterval({ numerator, denominator }, { level: options.level }) : undefined;
  // In the unit of the value beside it.
  const inPercent = interval && { ...interval, lower: 100 * interval.lower, upper: 100 * interval.upper };
  return { period, value, status, observation, ...(inPercent ? { interval: inPercent } : {}) };
}

function progressOf(
  {
    target,
    baseline,
    latest,
  }: { target: SummaryTarget; baseline: number | null | undefined; latest: number | undefined },
  polarity: "higher" | "lower",
) {
  return classifyProgress({
    polarity,
    baseline: baseline ?? undefined,
    target: target.target?.value,
    latest,
  });
}

function boundsOf(unit: Indicator["unit"]) {
  if (unit === "percent") return { bounds: { lower: 0, upper: 100 } };
  return unit === "rate" || unit === "count" ? { bounds: { lower: 0 } } : {};
}

function signalsOf(series: readonly Known[], { polarity, options }: AnalysisFacts) {
  const rules = ruleSet(options.ruleSet);
  if (!rules) throw new Error(`There is no rule set ${options.ruleSet}.`);
  const chart = chartOf(
    series.map(({ period, value }) => ({ at: period.end, value })),
    { ruleSet: rules, better: polarity },
  );
  return { ruleSet: chart.ruleSet, segments: chart.segments.map(segmentView) };
}

function segmentView(segment: Segment) {
  if (segment.status === "insufficient_points") return segment;
  const { status, from, centre, trial, signals, notEvaluated } = segment;
  return {
    status,
    from,
    centre,
    trial,
    signals: signals.map((signal) => ({ ...signal })),
    notEvaluated: [...notEvaluated],
  };
}
