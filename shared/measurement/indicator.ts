import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { CurrencySchema } from "../platform/money.ts";
import { DateSchema } from "../platform/time.ts";
import { isOutcomeId } from "./catalogue/outcome-ids.ts";
import { KebabSchema } from "./dimension.ts";
import {
  AGGREGATIONS,
  BREAK_KINDS,
  FREQUENCIES,
  LEVELS,
  OVER_TIME,
  PERFORMANCE_KINDS,
  POLARITIES,
  UNITS,
  type Unit,
} from "./indicator-words.ts";
import { PlaceCodeSchema } from "./place.ts";
import { SchemeNameSchema } from "./schemes/scheme-ref.ts";
import { TargetSchema } from "./target.ts";

/** What an indicator says and may later be said better, with a reason. */
export const DescriptionSchema = lazy(() =>
  z.strictObject({
    name: z.string().trim().min(1).max(200),
    level: z.enum(LEVELS),
    performanceKind: z.enum(PERFORMANCE_KINDS).optional().meta({
      description: 'What a measure of level "performance" asks; only there.',
    }),
    outcomeId: KebabSchema()
      .refine(isOutcomeId, "There is no such outcome in the catalogue: see GET /v1/outcomes.")
      .optional(),
    polarity: z.enum(POLARITIES),
    numeratorDefinition: z.string().trim().min(1).max(1000),
    denominatorDefinition: z.string().trim().min(1).max(1000),
    window: z.string().trim().min(1).max(200).optional(),
    frequency: z.enum(FREQUENCIES),
    instrument: z.string().trim().min(1).max(200).optional().meta({
      description: "By what it is measured: a test, a survey and its edition.",
    }),
    source: z.string().trim().min(1).max(500),
    sourceLagMonths: z.int().min(0).max(120).optional().meta({
      description: "How long after the end of a period its figures come.",
    }),
    aggregation: z.enum(AGGREGATIONS).optional().meta({
      description:
        "How figures of groups or places make one: added, pooled by their counts, or not at all. Left out, they are not. Once it is said and there are figures, it stays.",
    }),
    overTime: z.enum(OVER_TIME).optional().meta({
      description:
        "What following periods count: what is new (flow), what there is (stock), or what came so far (cumulative). Only what is new is taken together; left out, nothing is. Once it is said and there are figures, it stays.",
    }),
    comparabilityNote: z.string().trim().min(1).max(1000).optional(),
    categorySchemes: z
      .record(KebabSchema(), SchemeNameSchema())
      .refine(
        (schemes) => Object.keys(schemes).length > 0,
        "Name the scheme of a dimension, or leave this out.",
      )
      .optional()
      .meta({
        description:
          "By dimension the scheme, with its version, whose categories it is recorded in; of other dimensions any category is taken.",
        examples: [{ "race-ethnicity": "race-ethnicity@1997" }],
      }),
  }),
);

/** What observations rest on: set once, when the indicator is made. */
const FixedSchema = lazy(() =>
  z.strictObject({
    unit: z.enum(UNITS),
    ratePer: z.int().min(1).max(1_000_000).optional().meta({
      description: 'Of how many a rate is: 1000 for "per 1,000 births". Only with unit "rate".',
    }),
    currency: CurrencySchema().optional(),
    placeCode: PlaceCodeSchema(),
    placeName: z.string().trim().min(1).max(200),
  }),
);

/** Every field of a definition as a person may state it. */
export const DefinitionFieldsSchema = lazy(() =>
  z.strictObject({ ...DescriptionSchema().shape, ...FixedSchema().shape }),
);
export type DefinitionFields = z.infer<ReturnType<typeof DefinitionFieldsSchema>>;
/** Some fields of a definition, as far as they are known. */
export type SomeFields = { readonly [K in keyof DefinitionFields]?: DefinitionFields[K] | undefined };

/** One field that does not fit the others, and what to do. */
export type FieldFault = { readonly field: keyof DefinitionFields; readonly message: string };

/** What of a definition does not fit together; each field by itself is valid. Fields that are not there yet are not missed here. */
export function definitionFaults(definition: SomeFields): FieldFault[] {
  const { unit, level, performanceKind, aggregation } = definition;
  const faults: FieldFault[] = [];
  const needs = (field: "ratePer" | "currency", wanted: Unit) => {
    if ((definition[field] === undefined) === (unit === wanted))
      faults.push({ field, message: `Give this with unit "${wanted}", and only then.` });
  };
  needs("ratePer", "rate");
  needs("currency", "currency");
  if (performanceKind !== undefined && level !== "performance")
    faults.push({ field: "performanceKind", message: 'Give this with level "performance" only.' });
  if (aggregation === "sum" && unit !== "count" && unit !== "currency")
    faults.push({
      field: "aggregation",
      message: `Figures in unit "${unit}" are not added: pool them, or neither.`,
    });
  if (aggregation === "weighted" && unit === "count")
    faults.push({
      field: "aggregation",
      message: "A count has no denominator to be pooled by: add it, or neither.",
    });
  return faults;
}

/** A definition that is complete and fits together. */
export const NewIndicatorSchema = lazy(() =>
  DefinitionFieldsSchema().superRefine((definition, context) => {
    for (const { field, message } of definitionFaults(definition))
      context.addIssue({ code: "custom", path: [field], message });
  }),
);
export type NewIndicator = z.infer<ReturnType<typeof NewIndicatorSchema>>;

/** From a day on, figures are not of one kind with those before it. */
export const SeriesBreakSchema = lazy(() =>
  z
    .strictObject({
      startsOn: DateSchema().meta({ description: "The first day of the first period of the new kind." }),
      kind: z.enum(BREAK_KINDS),
      why: z.string().trim().min(1).max(500),
    })
    .meta({
      id: "SeriesBreak",
      examples: [
        { startsOn: "2020-07-01", kind: "instrument", why: "The county adopted another entry assessment" },
      ],
    }),
);
export type SeriesBreak = z.infer<ReturnType<typeof SeriesBreakSchema>>;

/** From which entry of the catalogue an indicator was made, and which fields of its definition say something else. */
const OriginSchema = lazy(() =>
  z
    .strictObject({
      id: KebabSchema(),
      version: z.string(),
      localVariation: z.array(z.string()).meta({
        description: "The fields in which its definition is not that of the entry; none where it is.",
      }),
    })
    .meta({ id: "CatalogueOrigin" }),
);
export type CatalogueOrigin = z.infer<ReturnType<typeof OriginSchema>>;

/** An indicator as it is stored: its own aggregate, whose head holds all of it. */
export const IndicatorSchema = lazy(() =>
  DefinitionFieldsSchema().extend({
    id: idSchema("ind"),
    partnershipId: idSchema("prt"),
    catalogue: OriginSchema().optional(),
    seriesBreaks: z.array(SeriesBreakSchema()).default([]),
    targets: z.array(TargetSchema()),
    createdAt: z.iso.datetime(),
  }),
);
export type Indicator = z.infer<ReturnType<typeof IndicatorSchema>>;

/** An indicator as the API shows it. */
export const IndicatorViewSchema = lazy(() =>
  IndicatorSchema()
    .extend({
      accountability: z.enum(["population", "performance"]).meta({
        description: "For whom it answers; it follows from the level.",
      }),
      ownerId: idSchema("org"),
      version: z.int(),
      recordedAt: z.iso.datetime(),
    })
    .meta({ id: "Indicator" }),
);
export type IndicatorView = z.infer<ReturnType<typeof IndicatorViewSchema>>;
