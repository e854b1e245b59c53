import * as z from "zod";
import { ReasonSchema } from "../identity/reason.ts";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { CurrencySchema } from "../platform/money.ts";
import { isOutcomeId } from "./catalogue/outcomes.ts";
import { KebabSchema } from "./dimension.ts";
import { PlaceCodeSchema } from "./place.ts";
import { TargetSchema } from "./target.ts";

/**
 * A core indicator is the official, lagging measure of an outcome for children; a contributing one foretells it; a systems
 * indicator shows what schools and training do that shapes it, an adjacent one what lies beside them (housing, food): these speak
 * of a population. A performance measure says how much a programme did, how well, or whether anyone it serves is better off.
 */
export const LEVELS = ["core", "contributing", "system", "adjacent", "performance"] as const;
export type Level = (typeof LEVELS)[number];
/** Which way is better. */
export const POLARITIES = ["higher", "lower", "neutral"] as const;
/** A way that is better than the other: what progress and gaps need to be told. */
export type Polarity = Exclude<(typeof POLARITIES)[number], "neutral">;
export const UNITS = ["percent", "rate", "count", "index", "ratio", "currency"] as const;
export type Unit = (typeof UNITS)[number];
export const FREQUENCIES = ["yearly", "termly", "quarterly", "monthly", "weekly", "irregular"] as const;

/** The level that a stored word says: "core" was written "outcome" before the other levels were told apart. */
export function levelWord(stored: unknown): unknown {
  return stored === "outcome" ? "core" : stored;
}

/** For whom an indicator answers: a population, or those whom a programme serves. It follows from the level. */
export function accountabilityOf(level: Level): "population" | "performance" {
  return level === "performance" ? "performance" : "population";
}

/** What an indicator says and may later be said better, with a reason. */
export const DescriptionSchema = lazy(() =>
  z.strictObject({
    name: z.string().trim().min(1).max(200),
    level: z.enum(LEVELS),
    outcomeId: KebabSchema()
      .refine(isOutcomeId, "There is no such outcome in the catalogue: see GET /v1/outcomes.")
      .optional(),
    polarity: z.enum(POLARITIES),
    numeratorDefinition: z.string().trim().min(1).max(1000),
    denominatorDefinition: z.string().trim().min(1).max(1000),
    window: z.string().trim().min(1).max(200).optional(),
    frequency: z.enum(FREQUENCIES),
    source: z.string().trim().min(1).max(500),
    /** The category scheme of a dimension ("race-ethnicity": "omb-1997"), so that another one is not taken for a trend. */
    categorySchemes: z
      .record(KebabSchema(), KebabSchema())
      .refine(
        (schemes) => Object.keys(schemes).length > 0,
        "Name the scheme of a dimension, or leave this out.",
      )
      .optional(),
  }),
);

/** What observations rest on: set once, when the indicator is made. */
const FixedSchema = lazy(() =>
  z.strictObject({
    unit: z.enum(UNITS),
    /** Of how many a rate is: 1000 for "per 1,000 births". Only with unit "rate". */
    ratePer: z.int().min(1).max(1_000_000).optional(),
    currency: CurrencySchema().optional(),
    placeCode: PlaceCodeSchema(),
    placeName: z.string().trim().min(1).max(200),
  }),
);

/** An indicator as it is sent to be made. */
export const NewIndicatorSchema = lazy(() =>
  z
    .strictObject({ ...DescriptionSchema().shape, ...FixedSchema().shape })
    .superRefine((indicator, context) => {
      const needs = (field: "ratePer" | "currency", unit: Unit) => {
        if ((indicator[field] === undefined) === (indicator.unit === unit))
          context.addIssue({
            code: "custom",
            path: [field],
            message: `Give this with unit "${unit}", and only then.`,
          });
      };
      needs("ratePer", "rate");
      needs("currency", "currency");
    })
    .meta({
      id: "NewIndicator",
      examples: [
        {
          name: "Third graders reading at grade level",
          level: "core",
          outcomeId: "early-grade-reading",
          polarity: "higher",
          unit: "percent",
          numeratorDefinition: "Tested grade-3 students who met the state reading standard",
          denominatorDefinition: "Grade-3 students tested in reading",
          window: "Spring of the school year",
          frequency: "yearly",
          source: "State assessment results by district",
          placeCode: "09001",
          placeName: "Harbour County",
        },
      ],
    }),
);
export type NewIndicator = z.infer<ReturnType<typeof NewIndicatorSchema>>;

/** Changes of a description, as a JSON merge patch: null takes an optional field away. */
export const IndicatorPatchSchema = lazy(() => {
  const fields = DescriptionSchema().shape;
  return z
    .strictObject({
      ...DescriptionSchema().partial().shape,
      outcomeId: fields.outcomeId.nullable(),
      window: fields.window.nullable(),
      categorySchemes: fields.categorySchemes.nullable(),
      reason: ReasonSchema(),
    })
    .refine((patch) => Object.keys(patch).length > 1, { message: "There is nothing to change." })
    .meta({
      id: "IndicatorPatch",
      examples: [{ window: "By 31 October after graduation", reason: "The state moved its cut-off" }],
    });
});
export type IndicatorPatch = z.infer<ReturnType<typeof IndicatorPatchSchema>>;

/** An indicator as it is stored: its own aggregate, whose head holds all of it. */
export const IndicatorSchema = lazy(() =>
  z.strictObject({
    ...DescriptionSchema().shape,
    ...FixedSchema().shape,
    id: idSchema("ind"),
    partnershipId: idSchema("prt"),
    targets: z.array(TargetSchema()),
    createdAt: z.iso.datetime(),
  }),
);
export type Indicator = z.infer<ReturnType<typeof IndicatorSchema>>;

/** An indicator as the API shows it. */
export const IndicatorViewSchema = lazy(() =>
  IndicatorSchema()
    .extend({ ownerId: idSchema("org"), version: z.int(), recordedAt: z.iso.datetime() })
    .meta({ id: "Indicator" }),
);
export type IndicatorView = z.infer<ReturnType<typeof IndicatorViewSchema>>;

/** An indicator with a patch applied: null takes a field away, what is left out stays. */
export function applyPatch(indicator: Indicator, patch: IndicatorPatch): Indicator {
  const { reason: _, ...changes } = patch;
  const merged = Object.entries({ ...indicator, ...changes }).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  return IndicatorSchema().parse(Object.fromEntries(merged));
}
