import * as z from "zod";
import {
  categoryKeyOf,
  DimensionsSchema,
  dimensionKeyOf,
  type Summary,
  type SummarySet,
  type SummaryTarget,
  toDimensions,
} from "../measurement/index.ts";
import { lazy } from "../platform/lazy.ts";
import { PeriodSchema, periodKey, periodLabel } from "../platform/time.ts";
import { type Figure, FigureSchema, figureOf, type UnitFields } from "./figure.ts";
import { breakdownLabel, groupLabel } from "./label.ts";

/** One subgroup at the latest period of its breakdown, and where it stood at the baseline where that is known. */
export const GroupSchema = lazy(() =>
  z
    .strictObject({
      dimensions: DimensionsSchema(),
      category: z.string(),
      label: z.string(),
      latest: FigureSchema(),
      baseline: FigureSchema().optional(),
      target: FigureSchema().optional(),
    })
    .meta({ id: "ReportGroup" }),
);
export type Group = z.infer<ReturnType<typeof GroupSchema>>;

export const BreakdownSchema = lazy(() =>
  z
    .strictObject({
      dimensionKey: z.string(),
      label: z.string(),
      period: PeriodSchema(),
      periodLabel: z.string(),
      baselinePeriod: PeriodSchema().optional(),
      /** True where every figure of the breakdown is protected, because one of them, or a complement, is small. */
      withheld: z.boolean(),
      orderedBy: z.enum(["size", "name"]),
      groups: z.array(GroupSchema()),
    })
    .meta({
      id: "ReportBreakdown",
      description:
        "Every subgroup is listed; a hidden one has value null and status c, and is never left out.",
    }),
);
export type Breakdown = z.infer<ReturnType<typeof BreakdownSchema>>;

/** What the sections of one indicator are made from: its protected summary and the unit of its figures. */
export type IndicatorFacts = { readonly summary: Summary; readonly unit: UnitFields };

/** The breakdowns of an indicator in order of their names, each at its latest period. */
export function breakdownsOf(facts: IndicatorFacts): Breakdown[] {
  return Object.keys(facts.summary.sets)
    .filter((key) => key !== "all")
    .sort()
    .flatMap((key) => breakdownOf(facts, key) ?? []);
}

function breakdownOf(facts: IndicatorFacts, dimensionKey: string): Breakdown | undefined {
  const sets = measuredSets(facts.summary, dimensionKey);
  const latest = sets.at(-1);
  if (!latest) return undefined;
  const then = baselineSet(facts.summary, sets);
  const cells = Object.values(latest.cells);
  const withheld = cells.length > 0 && cells.every((cell) => cell.status === "c");
  // The order of hidden groups by size would tell something of their size.
  const bySize = cells.every((cell) => cell.status === "ok" && cell.denominator !== null);
  const size = (category: string) => (bySize ? (latest.cells[category]?.denominator ?? 0) : 0);
  const categories = Object.keys(latest.cells).sort((a, b) => size(b) - size(a) || (a < b ? -1 : 1));
  return {
    dimensionKey,
    label: breakdownLabel(dimensionKey),
    period: latest.period,
    periodLabel: periodLabel(latest.period),
    ...(then ? { baselinePeriod: then.period } : {}),
    withheld,
    orderedBy: bySize ? "size" : "name",
    groups: categories.map((category) => groupOf(facts, { dimensionKey, category, latest, then })),
  };
}

function groupOf(
  facts: IndicatorFacts,
  at: { dimensionKey: string; category: string; latest: SummarySet; then: SummarySet | undefined },
): Group {
  const { category, dimensionKey } = at;
  const target = targetFor(facts.summary, dimensionKey, category)?.target;
  const baseline = at.then && cellFigure(facts, at.then, category);
  return {
    dimensions: { ...toDimensions(dimensionKey, category) },
    category,
    label: groupLabel(category),
    latest: cellFigure(facts, at.latest, category) ?? noFigure(facts, at.latest),
    ...(baseline ? { baseline } : {}),
    ...(target
      ? {
          target: figureOf(
            { value: target.value, status: "ok" },
            {
              period: target.period,
              unit: facts.unit,
              from: [],
              statedInVersion: facts.summary.definition?.version,
            },
          ),
        }
      : {}),
  };
}

/** The sets of a breakdown in which something was measured, oldest first; where all is missing, there is nothing to show. */
export function measuredSets(summary: Summary, dimensionKey: string): SummarySet[] {
  return Object.values(summary.sets[dimensionKey] ?? {})
    .filter((set) => Object.values(set.cells).some(({ status }) => ["ok", "c", "u"].includes(status)))
    .sort((a, b) => (periodKey(a.period) < periodKey(b.period) ? -1 : 1));
}

/** The set to compare the latest with: that of the stated baseline's period, else the first; never the latest itself. */
export function baselineSet(summary: Summary, sets: readonly SummarySet[]): SummarySet | undefined {
  const stated = targetFor(summary, "all", "all")?.baseline?.period;
  const before = sets.slice(0, -1);
  const same = stated && before.find((set) => periodKey(set.period) === periodKey(stated));
  return same ?? before[0];
}

/** What is aimed at for a subgroup, and from where. */
export function targetFor(
  summary: Summary,
  dimensionKey: string,
  category: string,
): SummaryTarget | undefined {
  return summary.definition?.targets.find(
    ({ dimensions }) => dimensionKeyOf(dimensions) === dimensionKey && categoryKeyOf(dimensions) === category,
  );
}

/** A cell of a set as a figure that cites the set's revision; undefined where the set has no such cell. */
export function cellFigure(facts: IndicatorFacts, set: SummarySet, category: string): Figure | undefined {
  const cell = set.cells[category];
  return cell && figureOf(cell, { period: set.period, unit: facts.unit, from: [set.ref] });
}

function noFigure(facts: IndicatorFacts, set: SummarySet): Figure {
  return figureOf({ value: null, status: "x" }, { period: set.period, unit: facts.unit, from: [set.ref] });
}
