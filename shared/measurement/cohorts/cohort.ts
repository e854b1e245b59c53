import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { type Period, PeriodSchema } from "../../platform/time.ts";
import { categoryKeyOf, type Dimensions, DimensionsSchema, dimensionKeyOf } from "../dimension.ts";
import { SeriesBreakSchema } from "../indicator.ts";
import { UNITS } from "../indicator-words.ts";
import { PlaceSchema } from "../place.ts";
import { OpenedBySchema, SeriesSchema } from "../read-series.ts";
import type { Summary } from "../summary.ts";

/** By which of its days a period has its year: a school year that begins in 2018 ends in 2019. */
export const YEARS_OF = ["start", "end"] as const;
export type YearOf = (typeof YEARS_OF)[number];

/** Where a cohort is measured: an indicator, so many years after those of the cohort entered. */
export type CohortStep = { readonly indicatorId: string; readonly offsetYears: number; readonly by: YearOf };

/** The most steps, and the most cohorts, that are lined up in one read. */
export const MOST_STEPS = 20;
export const MOST_COHORTS = 30;
const MOST_OFFSET = 40;

/** Steps as an address writes them: `ind_…:0,ind_…:4,ind_…:13:end`. */
export const CohortStepsSchema = lazy(() =>
  z
    .string()
    .max(2000)
    .transform((text) =>
      text.split(",").map((step) => {
        const [indicatorId, offset = "", by = "start", ...more] = step.split(":");
        const offsetYears = /^\d{1,2}$/.test(offset) ? Number(offset) : Number.NaN;
        return { indicatorId, offsetYears, by: more.length > 0 ? "" : by };
      }),
    )
    .pipe(
      z
        .array(
          z.object({
            indicatorId: idSchema("ind"),
            offsetYears: z.int("Write so many whole years after entry.").min(0).max(MOST_OFFSET),
            by: z.enum(YEARS_OF, 'Say "start" or "end": by which of its days a period has its year.'),
          }),
        )
        .max(MOST_STEPS, `Line up at most ${MOST_STEPS} steps.`),
    )
    .meta({
      description:
        "Indicators with the years after entry at which they measure a cohort, by the year in which a period begins or, with :end, ends.",
      examples: ["ind_01J9ZC5V7N8Q2R4S6T8V0W2X4Y:0,ind_01J9ZC5V7N8Q2R4S6T8V0W2X4Z:4:end"],
    }),
);

/** The years in which cohorts entered, as an address writes them: "2015" or "2013-2018". */
export const EntryYearsSchema = lazy(() =>
  z
    .string()
    .regex(/^\d{4}(-\d{4})?$/, 'Write a year, or the first and the last one: "2013-2018".')
    .transform((text) => {
      const [first = "", last = first] = text.split("-");
      return { first: Number(first), last: Number(last) };
    })
    .refine(({ first, last }) => first <= last && last - first < MOST_COHORTS, {
      message: `The last year does not lie before the first, and at most ${MOST_COHORTS} are lined up.`,
    })
    .meta({ examples: ["2013-2018"] }),
);
export type EntryYears = z.infer<ReturnType<typeof EntryYearsSchema>>;

/** A subgroup as an address writes it: `race-ethnicity:black,sex:female`. */
export const SubgroupSchema = lazy(() =>
  z
    .string()
    .max(300)
    .transform((text) => Object.fromEntries(text.split(",").map((pair) => pair.split(":", 2))))
    .pipe(DimensionsSchema())
    .meta({
      description: "One subgroup; left out: everybody.",
      examples: ["race-ethnicity:black,sex:female"],
    }),
);

const CaveatSchema = lazy(() => z.object({ code: z.string(), text: z.string() }));

export const CohortViewSchema = lazy(() =>
  z
    .object({
      partnershipId: z.string(),
      subgroup: DimensionsSchema(),
      protected: z.boolean(),
      dataUseAgreements: OpenedBySchema(),
      asOf: z.iso.datetime().optional(),
      steps: z.array(
        z.object({
          indicatorId: z.string(),
          indicatorVersion: z.int(),
          name: z.string(),
          offsetYears: z.int(),
          by: z.enum(YEARS_OF),
          unit: z.enum(UNITS),
          ratePer: z.int().optional(),
          place: PlaceSchema(),
          seriesBreaks: z.array(SeriesBreakSchema()),
        }),
      ),
      cohorts: z.array(
        z.object({
          entryYear: z.int(),
          figures: z
            .array(
              SeriesSchema()
                .shape.rows.element.omit({ dimensions: true })
                .extend({
                  step: z.int().meta({ description: "Of which step, by its position." }),
                  period: PeriodSchema(),
                }),
            )
            .meta({ description: "Those that are recorded; where nothing is, nothing is said." }),
        }),
      ),
      caveats: z.array(CaveatSchema()),
    })
    .meta({ id: "CohortView", description: "The figures of indicators lined up by who was of age when." }),
);
export type CohortView = z.infer<ReturnType<typeof CohortViewSchema>>;
type CohortFigure = CohortView["cohorts"][number]["figures"][number];

/** Lines figures up by cohort: of each step the periods whose year is that of entry and so many more. Pure. */
export function lineUp(facts: {
  readonly steps: readonly CohortStep[];
  readonly years: EntryYears;
  readonly subgroup: Dimensions;
  readonly summaries: ReadonlyMap<string, Summary>;
}): CohortView["cohorts"] {
  const { first, last } = facts.years;
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    entryYear: first + index,
    figures: facts.steps.flatMap((step, position) =>
      figuresAt(facts.summaries.get(step.indicatorId), {
        subgroup: facts.subgroup,
        isWanted: (period) => yearOf(period, step.by) === first + index + step.offsetYears,
      }).map((figure): CohortFigure => ({ step: position, ...figure })),
    ),
  }));
}

function figuresAt(
  summary: Summary | undefined,
  { subgroup, isWanted }: { readonly subgroup: Dimensions; readonly isWanted: (period: Period) => boolean },
): Omit<CohortFigure, "step">[] {
  const category = categoryKeyOf(subgroup);
  return Object.entries(summary?.sets[dimensionKeyOf(subgroup)] ?? {})
    .filter(([, { period }]) => isWanted(period))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, { period, ref: observation, cells }]) => {
      const cell = cells[category];
      return cell ? [{ period, ...cell, observation }] : [];
    });
}

function yearOf({ start, end }: Period, by: YearOf): number {
  return Number((by === "start" ? start : end).slice(0, 4));
}

const POPULATION = {
  code: "population-cohort",
  text: "These are cohorts of a population: who moved in is in the later figures, who moved away is in the earlier ones. No person is followed.",
};

/** What has to be said beside figures that are lined up. */
export function caveatsOf(steps: CohortView["steps"]): CohortView["caveats"] {
  const places = new Set(steps.map(({ place }) => place.code));
  const differ = {
    code: "places-differ",
    text: `The steps are measured in ${places.size} places: what differs between them may be the place.`,
  };
  const broken = steps.filter(({ seriesBreaks }) => seriesBreaks.length > 0);
  return [
    POPULATION,
    ...(places.size > 1 ? [differ] : []),
    ...broken.map(({ name, seriesBreaks }) => ({
      code: "series-break",
      text: `"${name}" is not of one kind before and after ${seriesBreaks.map(({ startsOn }) => startsOn).join(", ")}: compare cohorts across that day only if it is said.`,
    })),
  ];
}
