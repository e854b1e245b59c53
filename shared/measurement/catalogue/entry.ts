import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import { CurrencySchema } from "../../platform/money.ts";
import { KebabSchema } from "../dimension.ts";
import { AGGREGATIONS, FREQUENCIES, LEVELS, OVER_TIME, POLARITIES, UNITS } from "../indicator-words.ts";
import { OUTCOME_NAMES, type OutcomeId } from "./outcome-ids.ts";

/** From what kind of data a metric is computed. */
const DATA_TYPES = ["administrative", "assessment", "survey", "estimate"] as const;

const OUTCOME_IDS = Object.keys(OUTCOME_NAMES) as OutcomeId[];
export const OutcomeIdSchema = lazy(() => z.enum(OUTCOME_IDS));

/**
 * One metric of the catalogue: a definition that a partnership can take over. A version is never edited: a better definition is a
 * further version beside it, so that an indicator which was made from this one keeps its meaning.
 */
export const CatalogueEntrySchema = lazy(() =>
  z
    .strictObject({
      id: KebabSchema(),
      version: z.string(),
      set: KebabSchema(),
      group: z.string().optional().meta({ description: "Its pillar, or its part of the set." }),
      name: z.string(),
      level: z.enum(LEVELS),
      outcomeIds: z.array(OutcomeIdSchema()).meta({
        description:
          "The outcomes that it measures, foretells or shapes, the nearest first; none where its source relates it to no single one.",
      }),
      numeratorDefinition: z.string(),
      denominatorDefinition: z.string(),
      window: z.string().optional(),
      unit: z.enum(UNITS),
      ratePer: z.int().optional(),
      currency: CurrencySchema().optional(),
      polarity: z.enum(POLARITIES),
      frequency: z.enum(FREQUENCIES),
      instrument: z.string().optional(),
      aggregation: z.enum(AGGREGATIONS),
      overTime: z.enum(OVER_TIME),
      dataType: z.enum(DATA_TYPES),
      source: z.string().meta({ description: "Who has the data." }),
      sources: z.array(z.url()).min(1).meta({ description: "Where the definition is from." }),
      gotchas: z.array(z.string()),
    })
    .meta({
      id: "CatalogueEntry",
      description: "A metric with an exact, calculable definition. A version never changes.",
    }),
);
export type CatalogueEntry = z.infer<ReturnType<typeof CatalogueEntrySchema>>;

/** A collection of metrics that belong together, as it was published. */
export const CatalogueSetSchema = lazy(() =>
  z
    .strictObject({
      id: KebabSchema(),
      version: z.string(),
      name: z.string(),
      description: z.string(),
      sources: z.array(z.url()).min(1),
    })
    .meta({ id: "CatalogueSet" }),
);
export type CatalogueSet = z.infer<ReturnType<typeof CatalogueSetSchema>>;
