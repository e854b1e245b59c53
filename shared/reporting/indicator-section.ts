import * as z from "zod";
import { worstStatus } from "../disclosure/index.ts";
import {
  changeSince,
  LEVELS,
  POLARITIES,
  type Polarity,
  PROGRESS_RULES,
  type ProgressClass,
  percentOfTargetedChange,
  progressClass,
  type Summary,
  type SummaryDefinition,
} from "../measurement/index.ts";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { periodKey } from "../platform/time.ts";
import {
  BreakdownSchema,
  breakdownsOf,
  cellFigure,
  type IndicatorFacts,
  measuredSets,
  targetFor,
} from "./breakdown-section.ts";
import {
  type Derived,
  DerivedSchema,
  derive,
  differenceUnit,
  type Figure,
  FigureSchema,
  figureOf,
  STATUSES,
  UnitFieldsSchema,
} from "./figure.ts";
import { GapSectionSchema, gapsOf, largestGap } from "./gap-section.ts";

/** The classes of `measurement`, and two reasons why a report cannot say one: a figure is protected, or not reliable. */
export const REPORT_CLASSES = [
  "met",
  "improving",
  "no-detectable-change",
  "getting-worse",
  "baseline-only",
  "informational",
  "developmental",
  "protected",
  "unreliable",
] as const satisfies readonly (ProgressClass | "protected" | "unreliable")[];
export type ReportClass = (typeof REPORT_CLASSES)[number];

const ProgressSchema = lazy(() =>
  z
    .strictObject({
      class: z.enum(REPORT_CLASSES),
      status: z.enum(STATUSES),
      rules: z.string(),
      standardErrorsUsed: z.literal(false),
    })
    .meta({ id: "ReportProgress" }),
);

/** What one reads first of an indicator. */
export const HeadlineSchema = lazy(() =>
  z
    .strictObject({
      id: idSchema("ind"),
      name: z.string(),
      level: z.enum(LEVELS),
      outcomeId: z.string().optional(),
      polarity: z.enum(POLARITIES),
      ...UnitFieldsSchema().shape,
      place: z.strictObject({ code: z.string(), name: z.string().optional() }),
      baseline: FigureSchema().optional(),
      /** Whether people stated the baseline, or it is only the first figure on record; only a stated one is classed. */
      baselineChosenAs: z.enum(["stated", "first-recorded"]).optional(),
      latest: FigureSchema().optional(),
      target: FigureSchema().optional(),
      change: DerivedSchema().optional(),
      percentOfTargetedChange: DerivedSchema().optional(),
      progress: ProgressSchema(),
      largestGap: GapSectionSchema().optional(),
    })
    .meta({ id: "ReportIndicatorHeadline" }),
);
export type Headline = z.infer<ReturnType<typeof HeadlineSchema>>;

/** All that a report says of an indicator, once: definition, figures, gaps, breakdowns, series. */
export const IndicatorSectionSchema = lazy(() =>
  HeadlineSchema()
    .extend({
      version: z.int(),
      numeratorDefinition: z.string(),
      denominatorDefinition: z.string(),
      window: z.string().optional(),
      source: z.string(),
      gaps: z.array(GapSectionSchema()),
      breakdowns: z.array(BreakdownSchema()),
      series: z.array(FigureSchema()),
    })
    .meta({ id: "ReportIndicator" }),
);
export type IndicatorSection = z.infer<ReturnType<typeof IndicatorSectionSchema>>;

/** The section of an indicator from its *protected* summary; undefined while its definition is not summarised yet. */
export function indicatorSection(summary: Summary): IndicatorSection | undefined {
  const { definition, unit, ratePer } = summary;
  if (!definition) return undefined;
  const { currency, polarity, name } = definition;
  const fields = {
    unit,
    ...(ratePer === undefined ? {} : { ratePer }),
    ...(currency === undefined ? {} : { currency }),
  };
  const facts = { summary, unit: fields };
  // Where no way is better, nobody is served less.
  const gaps = polarity === "neutral" ? [] : gapsOf(facts, name, polarity);
  const gap = largestGap(gaps);
  return {
    id: summary.indicatorId,
    ...describe(definition, summary),
    ...fields,
    ...progressOf(facts, definition),
    ...(gap ? { largestGap: gap } : {}),
    gaps,
    breakdowns: breakdownsOf(facts),
    series: seriesOf(facts),
  };
}

/** The headline of a section, as it is repeated wherever the indicator is mentioned. */
export function headlineOf(section: IndicatorSection): Headline {
  const {
    version,
    numeratorDefinition,
    denominatorDefinition,
    window,
    source,
    gaps,
    breakdowns,
    series,
    ...headline
  } = section;
  return headline;
}

function describe(definition: SummaryDefinition, summary: Summary) {
  const { name, level, outcomeId, polarity, version, window, source } = definition;
  return {
    name,
    level,
    ...(outcomeId === undefined ? {} : { outcomeId }),
    polarity,
    place: { ...summary.place },
    version,
    numeratorDefinition: definition.numeratorDefinition,
    denominatorDefinition: definition.denominatorDefinition,
    ...(window === undefined ? {} : { window }),
    source,
  };
}

function seriesOf(facts: IndicatorFacts): Figure[] {
  return Object.values(facts.summary.sets.all ?? {})
    .sort((a, b) => (periodKey(a.period) < periodKey(b.period) ? -1 : 1))
    .flatMap((set) => cellFigure(facts, set, "all") ?? []);
}

function progressOf(facts: IndicatorFacts, definition: SummaryDefinition) {
  const latestSet = measuredSets(facts.summary, "all").at(-1);
  const latest = latestSet && cellFigure(facts, latestSet, "all");
  const baseline = baselineOf(facts, definition);
  const stated = targetFor(facts.summary, "all", "all")?.target;
  const at = { unit: facts.unit, from: [], statedInVersion: definition.version };
  const target = stated && figureOf({ value: stated.value, status: "ok" }, { ...at, period: stated.period });
  const moved =
    baseline && latest && baseline.figure.label !== latest.label ? [baseline.figure, latest] : undefined;
  return {
    ...(baseline ? { baseline: baseline.figure, baselineChosenAs: baseline.chosenAs } : {}),
    ...(latest ? { latest } : {}),
    ...(target ? { target } : {}),
    ...(moved ? { change: changeOf(facts, moved, definition) } : {}),
    ...achieved(moved, target, baseline?.chosenAs),
    progress: classOf(definition, {
      latest,
      target,
      baseline: baseline?.chosenAs === "stated" ? baseline.figure : undefined,
    }),
  };
}

function baselineOf(facts: IndicatorFacts, definition: SummaryDefinition) {
  const stated = targetFor(facts.summary, "all", "all")?.baseline;
  if (!stated) {
    const [first, second] = seriesOf(facts).filter((figure) => ["ok", "c", "u"].includes(figure.status));
    return first && second ? { figure: first, chosenAs: "first-recorded" as const } : undefined;
  }
  const set = facts.summary.sets.all?.[periodKey(stated.period)];
  const from = set ? [set.ref] : [];
  const status = stated.value === null ? ("c" as const) : ("ok" as const);
  const at = { period: stated.period, unit: facts.unit, from, statedInVersion: definition.version };
  const withheldBy = stated.value === null ? set?.cells.all?.withheldBy : undefined;
  return { figure: figureOf({ value: stated.value, status, withheldBy }, at), chosenAs: "stated" as const };
}

function changeOf(facts: IndicatorFacts, moved: readonly Figure[], definition: SummaryDefinition): Derived {
  return derive(
    moved,
    differenceUnit(facts.unit),
    ([then = 0, now = 0]) => changeSince(then, now, directionOf(definition)).difference,
  );
}

function achieved(
  moved: readonly Figure[] | undefined,
  target: Figure | undefined,
  chosenAs: string | undefined,
) {
  if (!moved || !target || chosenAs !== "stated") return {};
  const percentOf = derive([...moved, target], { unit: "percent" }, ([baseline = 0, latest = 0, aim = 0]) =>
    percentOfTargetedChange({ baseline, latest, target: aim }),
  );
  return { percentOfTargetedChange: percentOf };
}

function classOf(
  definition: SummaryDefinition,
  figures: { baseline: Figure | undefined; latest: Figure | undefined; target: Figure | undefined },
): IndicatorSection["progress"] {
  const { baseline, target } = figures;
  // A baseline alone is no change: what is latest must lie after it.
  const latest = baseline && figures.latest?.label === baseline.label ? undefined : figures.latest;
  const present = [baseline, latest, target].filter((figure) => figure !== undefined);
  const status = worstStatus(present.map((figure) => figure.status));
  const base = { status, rules: PROGRESS_RULES, standardErrorsUsed: false as const };
  if (status === "c") return { class: "protected", ...base };
  if (status !== "ok") return { class: "unreliable", ...base };
  const given = {
    polarity: directionOf(definition),
    baseline: baseline?.value ?? undefined,
    latest: latest?.value ?? undefined,
    target: definition.polarity === "neutral" ? undefined : (target?.value ?? undefined),
  };
  return { class: progressClass(given), ...base };
}

/** A way to count in; what depends on it is not said of a neutral indicator. */
function directionOf({ polarity }: SummaryDefinition): Polarity {
  return polarity === "neutral" ? "higher" : polarity;
}
