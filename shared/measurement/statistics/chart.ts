import type { Polarity } from "../indicator-words.ts";
import { type Frame, frameOf, type Limits, limitsAt, zoneOf } from "./chart-limits.ts";
import { type ChartInput, type ChartKind, type Plotted, plot, segmentsOf } from "./chart-series.ts";
import { type Finding, findingsOf } from "./chart-signals.ts";
import { compare, exact, toNumber } from "./exact.ts";
import { type ChartRuleKind, type RuleSet, ruleSetRef } from "./rule-sets.ts";

/** Better or worse than chance explains; high or low where neither is better; or only chance. */
export type PointLabel = "improvement" | "concern" | "neutral-high" | "neutral-low" | "common-cause";

export type ChartedPoint = {
  readonly at: string;
  readonly value: number;
  readonly limits?: Limits;
  /** The first rule of the set, in its order, that found the point. */
  readonly rule?: ChartRuleKind;
  readonly label: PointLabel;
};

export type Signal = Omit<Finding, "points"> & {
  readonly from: string;
  readonly to: string;
  readonly count: number;
};

/** Whether the process as it is reaches a target: always, never, or sometimes. */
export type Assurance = "consistently-passes" | "consistently-fails" | "inconsistent";

export type Segment =
  | {
      readonly status: "insufficient_points";
      readonly from: string;
      readonly points: number;
      readonly needed: number;
    }
  | {
      readonly status: "charted";
      readonly from: string;
      readonly centre: number;
      /** The limits rest on fewer points than they should. */
      readonly trial: boolean;
      readonly points: readonly ChartedPoint[];
      readonly signals: readonly Signal[];
      /** Rules for which there are too few points: they have not found nothing. */
      readonly notEvaluated: readonly ChartRuleKind[];
      readonly assurance?: Assurance;
    };

export type Chart = {
  readonly ruleSet: string;
  readonly kind: ChartKind;
  readonly segments: readonly Segment[];
};

export type ChartOptions = {
  readonly ruleSet: RuleSet;
  /** Which control chart; run charts need none. */
  readonly kind?: Exclude<ChartKind, "run">;
  readonly better: Polarity | "neutral";
  /** Where the limits begin anew, because people know that the process was changed. */
  readonly rebaseAt?: readonly string[];
  /** Centre and limits from so many first points of each segment, at least the least of the rule set; all of them otherwise. */
  readonly fixAfter?: number;
  /** Leave extreme moving ranges out of the limits (XmR). True unless said otherwise. */
  readonly screened?: boolean;
  /** In the unit of the points: a share where they are counts. */
  readonly target?: number;
};

/**
 * A run or control chart of a series by one rule set, segment by segment. Too few points are `insufficient_points`, never "no
 * change". Labels are oriented by which way is better, by the side of the centre on which a point lies (NHSRplotthedots,
 * R/ptd_calculate_point_type.R); findings about the whole series (its runs or crossings) label no single point.
 */
export function chartOf(series: readonly ChartInput[], options: ChartOptions): Chart {
  const kind = options.ruleSet.chart === "run" ? "run" : (options.kind ?? "xmr");
  const segments = segmentsOf(plot(series, kind), options.rebaseAt ?? []);
  return {
    ruleSet: ruleSetRef(options.ruleSet),
    kind,
    segments: segments.map((points) => segmentOf(points, kind, options)),
  };
}

function segmentOf(points: readonly Plotted[], kind: ChartKind, options: ChartOptions): Segment {
  const { ruleSet, screened = true } = options;
  const from = points[0]?.at ?? "";
  const needed = ruleSet.leastPoints;
  if (points.length < needed) return { status: "insufficient_points", from, points: points.length, needed };
  const base = points.slice(0, Math.max(needed, options.fixAfter ?? points.length));
  const frame = frameOf(base, { kind, centre: ruleSet.centre, screened });
  const seen = points.map((point) => ({
    value: point.value,
    side: compare(point.value, frame.centre),
    zone: zoneOf(frame, point),
  }));
  const found = ruleSet.rules.map((rule) => ({ rule: rule.kind, findings: findingsOf(rule, seen, needed) }));
  const findings = found.flatMap((one) => one.findings ?? []);
  const assurance = assuranceOf(frame, points.at(-1), options);
  return {
    status: "charted",
    from,
    centre: toNumber(frame.centre),
    trial: base.length < (ruleSet.trialBelow ?? 0),
    points: points.map((point, index) => charted(point, { frame, findings, index, better: options.better })),
    signals: findings.map((finding) => signalOf(finding, points)),
    notEvaluated: found.flatMap((one) => (one.findings ? [] : [one.rule])),
    ...(assurance ? { assurance } : {}),
  };
}

const OF_THE_WHOLE: readonly ChartRuleKind[] = ["runs", "crossings"];

function charted(
  point: Plotted,
  at: { frame: Frame; findings: readonly Finding[]; index: number; better: ChartOptions["better"] },
): ChartedPoint {
  const limits = limitsAt(at.frame, point);
  const finding = at.findings.find(
    ({ rule, points }) => !OF_THE_WHOLE.includes(rule) && points.includes(at.index),
  );
  const side = compare(point.value, at.frame.centre);
  // On the centre itself only a trend finds a point, and its direction tells.
  const isHigh = side === 0 ? finding?.towards === "high" : side > 0;
  return {
    at: point.at,
    value: toNumber(point.value),
    ...(limits ? { limits } : {}),
    ...(finding ? { rule: finding.rule } : {}),
    label: finding ? labelOf(isHigh, at.better) : "common-cause",
  };
}

function labelOf(isHigh: boolean, better: ChartOptions["better"]): PointLabel {
  if (better === "neutral") return isHigh ? "neutral-high" : "neutral-low";
  return isHigh === (better === "higher") ? "improvement" : "concern";
}

function signalOf({ points: found, ...finding }: Finding, points: readonly Plotted[]): Signal {
  const [first, last] = [points[found[0] ?? 0], points[found.at(-1) ?? 0]];
  return { ...finding, from: first?.at ?? "", to: last?.at ?? "", count: found.length };
}

/** A target beyond the limits is never reached by the process as it is, or always (R/ptd_calculate_assurance_type.R). */
function assuranceOf(
  frame: Frame,
  latest: Plotted | undefined,
  options: ChartOptions,
): Assurance | undefined {
  const { target, better } = options;
  if (target === undefined || better === "neutral" || !latest || !frame.reach) return undefined;
  if (zoneOf(frame, { ...latest, value: exact(target) }) !== "outside") return "inconsistent";
  const isAbove = compare(exact(target), frame.centre) > 0;
  return isAbove === (better === "higher") ? "consistently-fails" : "consistently-passes";
}
