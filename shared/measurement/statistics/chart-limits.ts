import { type ChartKind, meanOf, medianOf, type Plotted } from "./chart-series.ts";
import {
  compare,
  distanceBetween,
  type Exact,
  exact,
  minus,
  over,
  square,
  times,
  toNumber,
  total,
  ZERO,
} from "./exact.ts";

/**
 * Where the centre is and how far the limits are from it, squared: so that whether a point is outside is decided without a
 * root, and without rounding. `reach` is undefined on run charts.
 */
export type Frame = {
  readonly kind: ChartKind;
  readonly centre: Exact;
  readonly reach?: (point: Plotted) => Exact;
};

export type Limits = { readonly lower: number; readonly upper: number };

/** In which part of the chart a point lies: outside the limits, or in the outer, middle or inner third between centre and limit. */
export type Zone = "outside" | "outer" | "middle" | "inner";

/** 3 / 1.128, and the upper limit of moving ranges: the rounded constants of the NHS tools (R/ptd_spc_standard.R). */
const XMR_FACTOR = exact(2.66);
const RANGE_LIMIT = exact(3.267);

/**
 * Centre and limits from the points that set them.
 * - run: the median, or the mean, as the rule set says;
 * - xmr: mean ± 2.66 × the mean moving range, of which ranges above 3.267 times it are left out first when `screened` (the NHS
 *   R package does, its Excel tool does not: vignettes/deviations.Rmd);
 * - p: p̄ ± 3√(p̄(1 − p̄)/n); u: ū ± 3√(ū/n); c: c̄ ± 3√c̄, each with its own n (qicharts2, R/helper.functions.R).
 */
export function frameOf(
  base: readonly Plotted[],
  options: { kind: ChartKind; centre: "median" | "mean"; screened: boolean },
): Frame {
  const { kind } = options;
  const centre = kind === "run" && options.centre === "median" ? medianOf(base) : meanOf(base);
  if (kind === "run") return { kind, centre };
  if (kind === "xmr") {
    const reach = square(times(XMR_FACTOR, meanRange(base, options.screened)));
    return { kind, centre, reach: () => reach };
  }
  const variance = kind === "p" ? times(centre, minus(exact(1), centre)) : centre;
  const nine = times(exact(9), variance);
  return {
    kind,
    centre,
    reach: ({ denominator }) => (denominator && kind !== "c" ? over(nine, denominator) : nine),
  };
}

/** The limits at a point, for people: shares stay within 0 and 1, counts and rates above 0. Undefined on run charts. */
export function limitsAt(frame: Frame, point: Plotted): Limits | undefined {
  if (!frame.reach) return undefined;
  const [centre, reach] = [toNumber(frame.centre), Math.sqrt(toNumber(frame.reach(point)))];
  const [lower, upper] = [centre - reach, centre + reach];
  if (frame.kind === "xmr") return { lower, upper };
  return { lower: Math.max(0, lower), upper: frame.kind === "p" ? Math.min(1, upper) : upper };
}

/** The zone of a point; undefined on run charts. On a line is not beyond it. */
export function zoneOf(frame: Frame, point: Plotted): Zone | undefined {
  if (!frame.reach) return undefined;
  const [away, reach] = [square(distanceBetween(point.value, frame.centre)), frame.reach(point)];
  if (compare(away, reach) > 0) return "outside";
  // A third of the way is a ninth of the square.
  if (compare(times(exact(9), away), times(exact(4), reach)) > 0) return "outer";
  return compare(times(exact(9), away), reach) > 0 ? "middle" : "inner";
}

function meanRange(base: readonly Plotted[], screened: boolean): Exact {
  const ranges = base.slice(1).map(({ value }, index) => distanceBetween(value, base[index]?.value ?? value));
  const all = averageOf(ranges);
  if (!screened) return all;
  return averageOf(ranges.filter((range) => compare(range, times(RANGE_LIMIT, all)) <= 0));
}

function averageOf(values: readonly Exact[]): Exact {
  return values.length === 0 ? ZERO : over(total(values), exact(values.length));
}
