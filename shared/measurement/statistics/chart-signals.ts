import type { Zone } from "./chart-limits.ts";
import { compare, type Exact } from "./exact.ts";
import type { ChartRule, ChartRuleKind } from "./rule-sets.ts";
import { fewestCrossings, longestRunByChance, runLimits } from "./runs-by-chance.ts";

/** A point as the rules see it: its value, on which side of the centre, in which part of the chart. */
export type Seen = { readonly value: Exact; readonly side: -1 | 0 | 1; readonly zone?: Zone | undefined };

/** What a rule found: the points it is about (by position), and where it counts, what it counted and what chance gives. */
export type Finding = {
  readonly rule: ChartRuleKind;
  readonly points: readonly number[];
  readonly towards?: "high" | "low";
  readonly observed?: number;
  readonly expected?: { readonly least?: number; readonly most?: number };
};

/** `undefined` where a rule has too few points to find anything: that is not the same as finding nothing. */
export function findingsOf(
  rule: ChartRule,
  points: readonly Seen[],
  leastPoints: number,
): Finding[] | undefined {
  const all = points.map((_, index) => index);
  const useful = all.filter((index) => side(points, index) !== 0);
  switch (rule.kind) {
    case "shift": {
      const counted = rule.onCentre === "skipped" ? useful : all;
      if (counted.length < rule.points) return undefined;
      return rowsOn(points, counted)
        .filter((row) => row.length >= rule.points)
        .map((row) => ({ rule: rule.kind, points: row, ...toward(side(points, row[0] ?? -1)) }));
    }
    case "trend":
      return points.length < rule.points ? undefined : trends(rule, points);
    case "outside-limits":
      return all
        .filter((index) => points[index]?.zone === "outside")
        .map((index) => ({ rule: rule.kind, points: [index], ...toward(side(points, index)) }));
    case "two-of-three":
      return points.length < 3 ? undefined : twoOfThree(rule, points);
    case "inner-third":
      if (points.length < rule.points) return undefined;
      return rows(all, (a, b) => (points[a]?.zone === "inner") === (points[b]?.zone === "inner"))
        .filter((row) => row.length >= rule.points && points[row[0] ?? -1]?.zone === "inner")
        .map((row) => ({ rule: rule.kind, points: row }));
    default:
      return useful.length < leastPoints
        ? undefined
        : countingFindings(rule.kind, rowsOn(points, useful), all);
  }
}

function countingFindings(
  rule: "runs" | "longest-run" | "crossings",
  runs: readonly (readonly number[])[],
  all: readonly number[],
): Finding[] {
  const useful = runs.flat().length;
  if (rule === "longest-run") {
    const most = longestRunByChance(useful);
    return runs
      .filter((run) => run.length > most)
      .map((run) => ({ rule, points: run, observed: run.length, expected: { most } }));
  }
  if (rule === "runs") {
    const expected = runLimits(useful);
    const isUnusual = runs.length < expected.least || runs.length > expected.most;
    return isUnusual ? [{ rule, points: all, observed: runs.length, expected }] : [];
  }
  const [observed, least] = [runs.length - 1, fewestCrossings(useful)];
  return observed < least ? [{ rule, points: all, observed, expected: { least } }] : [];
}

function trends(rule: Extract<ChartRule, { kind: "trend" }>, points: readonly Seen[]): Finding[] {
  const all = points.map((_, index) => index);
  const move = (from: number, to: number) => {
    const [before, after] = [points[from], points[to]];
    return before && after ? compare(after.value, before.value) : 0;
  };
  const counted =
    rule.equals === "counted-once" ? all.filter((index) => index === 0 || move(index - 1, index) !== 0) : all;
  const moves = counted
    .slice(1)
    .map((to, index) => ({ from: counted[index] ?? 0, to, way: move(counted[index] ?? 0, to) }));
  return rows(moves, (a, b) => a.way === b.way)
    .filter((row) => row[0]?.way !== 0 && row.length + 1 >= rule.points)
    .map((row) => ({
      rule: rule.kind,
      points: [row[0]?.from ?? 0, ...row.map(({ to }) => to)],
      ...toward(row[0]?.way ?? 0),
    }));
}

function twoOfThree(rule: Extract<ChartRule, { kind: "two-of-three" }>, points: readonly Seen[]): Finding[] {
  return ([1, -1] as const).flatMap((way) => {
    const isFar = ({ zone, side: on }: Seen) =>
      on === way && (zone === "outer" || (rule.sameSide === "the-two" && zone === "outside"));
    const found = new Set<number>();
    for (let start = 0; start + 3 <= points.length; start += 1) {
      const three = points.slice(start, start + 3);
      if (rule.sameSide === "all-three" && three.some((point) => point.side !== way)) continue;
      const far = three.flatMap((point, index) => (isFar(point) ? [start + index] : []));
      if (far.length >= 2) for (const index of far) found.add(index);
    }
    return rows(
      [...found].sort((a, b) => a - b),
      (a, b) => b - a <= 2,
    ).map((row) => ({
      rule: rule.kind,
      points: row,
      ...toward(way),
    }));
  });
}

/** Rows of points on one side; a point on the centre ends a row, where it is among them at all. */
function rowsOn(points: readonly Seen[], indices: readonly number[]): number[][] {
  return rows(indices, (a, b) => side(points, a) === side(points, b)).filter(
    (row) => side(points, row[0] ?? -1) !== 0,
  );
}

function side(points: readonly Seen[], index: number): -1 | 0 | 1 {
  return points[index]?.side ?? 0;
}

function toward(way: number): { towards?: "high" | "low" } {
  return way === 0 ? {} : { towards: way > 0 ? "high" : "low" };
}

/** Cuts a list wherever a neighbour is not alike. */
function rows<T>(items: readonly T[], alike: (a: T, b: T) => boolean): T[][] {
  const found: T[][] = [];
  for (const item of items) {
    const row = found.at(-1);
    const last = row?.at(-1);
    if (row && last !== undefined && alike(last, item)) row.push(item);
    else found.push([item]);
  }
  return found;
}
