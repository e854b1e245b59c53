import * as z from "zod";
import {
  type Gap,
  type GapVerdict,
  gapOf,
  gapVerdict,
  type Polarity,
  type SummarySet,
} from "../measurement/index.ts";
import { lazy } from "../platform/lazy.ts";
import { PeriodSchema, periodLabel } from "../platform/time.ts";
import { baselineSet, cellFigure, type IndicatorFacts, measuredSets } from "./breakdown-section.ts";
import { DerivedSchema, derive, differenceUnit, type Figure, FigureSchema } from "./figure.ts";
import { breakdownLabel, groupLabel } from "./label.ts";

const VERDICTS = [
  "closing-up",
  "closing-down",
  "widening",
  "unchanged",
  "mixed",
] as const satisfies GapVerdict[];

const GapGroupSchema = lazy(() =>
  z.strictObject({ category: z.string(), label: z.string(), figure: FigureSchema() }),
);

/** The largest gap of one breakdown at its latest period, and where it went since the baseline. */
export const GapSectionSchema = lazy(() =>
  z
    .strictObject({
      dimensionKey: z.string(),
      label: z.string(),
      /** Says what the system does, not what children are. */
      title: z.string(),
      period: PeriodSchema(),
      periodLabel: z.string(),
      difference: DerivedSchema(),
      ratio: DerivedSchema(),
      servedBest: GapGroupSchema().optional(),
      servedLeast: GapGroupSchema().optional(),
      /** Subgroups without a figure that may be shown: they are in no comparison. */
      notCompared: z.int(),
      since: z
        .strictObject({
          period: PeriodSchema(),
          periodLabel: z.string(),
          difference: DerivedSchema(),
          ratio: DerivedSchema(),
          verdict: z.enum(VERDICTS),
        })
        .optional(),
    })
    .meta({
      id: "ReportGap",
      description:
        "Difference and ratio of the group the system serves best and the one it serves least; both are positive and above 1 where there is a gap. Without a value where the breakdown is withheld.",
    }),
);
export type GapSection = z.infer<ReturnType<typeof GapSectionSchema>>;

/** The largest gap of every breakdown that has groups to compare, or that is withheld. */
export function gapsOf(facts: IndicatorFacts, name: string, polarity: Polarity): GapSection[] {
  return Object.keys(facts.summary.sets)
    .filter((key) => key !== "all")
    .sort()
    .flatMap((dimensionKey) => gapSection(facts, { dimensionKey, name, polarity }) ?? []);
}

/** The gap that comes first in a headline: the largest that may be told, else one that is withheld. */
export function largestGap(gaps: readonly GapSection[]): GapSection | undefined {
  const size = (gap: GapSection) => gap.difference.value ?? -1;
  return gaps.toSorted((a, b) => size(b) - size(a) || (a.dimensionKey < b.dimensionKey ? -1 : 1))[0];
}

type About = { readonly dimensionKey: string; readonly name: string; readonly polarity: Polarity };

function gapSection(facts: IndicatorFacts, about: About): GapSection | undefined {
  const sets = measuredSets(facts.summary, about.dimensionKey);
  const latest = sets.at(-1);
  if (!latest) return undefined;
  const gap = gapOf(latest.cells, { polarity: about.polarity });
  const hidden = Object.values(latest.cells).filter((cell) => cell.value === null);
  const shared = {
    dimensionKey: about.dimensionKey,
    label: breakdownLabel(about.dimensionKey),
    period: latest.period,
    periodLabel: periodLabel(latest.period),
    notCompared: hidden.length,
  };
  const best = gap && cellFigure(facts, latest, gap.reference.category);
  const least = gap && cellFigure(facts, latest, gap.furthestBehind.category);
  if (!gap || !best || !least)
    return hidden.length === 0 ? undefined : withheldGap(facts, { about, latest, shared });
  const groups = { best, least };
  const measures = distances(facts, about.polarity, groups);
  const then = baselineSet(facts.summary, sets);
  const since = then && sinceThen(facts, about.polarity, { gap, latest: groups, then });
  return {
    ...shared,
    title: titleOf(about, shared.label),
    ...measures,
    servedBest: groupOf(gap.reference.category, best),
    servedLeast: groupOf(gap.furthestBehind.category, least),
    ...(since ? { since } : {}),
  };
}

function titleOf(about: About, label: string): string {
  return `What systems deliver differs by ${label}: ${about.name}`;
}

function groupOf(category: string, figure: Figure) {
  return { category, label: groupLabel(category), figure };
}

function withheldGap(
  facts: IndicatorFacts,
  given: {
    about: About;
    latest: SummarySet;
    shared: Pick<GapSection, "dimensionKey" | "label" | "period" | "periodLabel" | "notCompared">;
  },
): GapSection {
  const figures = Object.keys(given.latest.cells).flatMap(
    (category) => cellFigure(facts, given.latest, category) ?? [],
  );
  return {
    ...given.shared,
    title: titleOf(given.about, given.shared.label),
    difference: derive(figures, differenceUnit(facts.unit), () => undefined),
    ratio: derive(figures, { unit: "ratio" }, () => undefined),
  };
}

type Groups = { readonly best: Figure; readonly least: Figure };

/** Difference and ratio in the orientation of `measurement`: positive, and above 1, where the second group is served less. */
function distances(facts: IndicatorFacts, polarity: Polarity, { best, least }: Groups) {
  const [more, less] = polarity === "higher" ? [best, least] : [least, best];
  return {
    difference: derive([more, less], differenceUnit(facts.unit), ([a = 0, b = 0]) => a - b),
    ratio: derive([more, less], { unit: "ratio" }, ([a = 0, b = 0]) => (b === 0 ? undefined : a / b)),
  };
}

function sinceThen(
  facts: IndicatorFacts,
  polarity: Polarity,
  given: { gap: Gap; latest: Groups; then: SummarySet },
): GapSection["since"] {
  const best = cellFigure(facts, given.then, given.gap.reference.category);
  const least = cellFigure(facts, given.then, given.gap.furthestBehind.category);
  const values = [best?.value, least?.value, given.latest.best.value, given.latest.least.value];
  const [bestThen, leastThen, bestNow, leastNow] = values.map((value) => value ?? undefined);
  if (!best || !least || bestThen === undefined || leastThen === undefined) return undefined;
  if (bestNow === undefined || leastNow === undefined) return undefined;
  return {
    period: given.then.period,
    periodLabel: periodLabel(given.then.period),
    ...distances(facts, polarity, { best, least }),
    verdict: gapVerdict(
      { reference: bestThen, group: leastThen },
      { reference: bestNow, group: leastNow },
      polarity,
    ),
  };
}
