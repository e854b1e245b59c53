import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import { CORE } from "./core.ts";
import { OUTCOME_NAMES } from "./outcome-ids.ts";

/**
 * The seven cradle-to-career outcomes, as reference data. A version is never edited: a better definition is a further
 * version, so that what was recorded under this one keeps its meaning.
 */
export const OUTCOMES_VERSION = "2026-1";

export const OutcomeSchema = lazy(() =>
  z
    .object({
      id: z.string(),
      version: z.string(),
      order: z.int(),
      name: z.string(),
      numeratorDefinition: z.string(),
      denominatorDefinition: z.string(),
      window: z.string(),
      unit: z.literal("percent"),
      polarity: z.literal("higher"),
      sources: z.array(z.url()),
      gotchas: z.array(z.string()),
      metrics: z.array(z.string()).meta({
        description:
          "The entries of the catalogue that measure it; the definition here is that of the first.",
      }),
    })
    .meta({ id: "Outcome", description: "A cradle-to-career outcome with an exact, calculable definition." }),
);
export type Outcome = z.infer<ReturnType<typeof OutcomeSchema>>;

/** The outcomes in cradle-to-career order, each with the definition of its first metric. */
export const OUTCOMES: readonly Outcome[] = Object.entries(OUTCOME_NAMES).map(([id, name], index) => {
  const metrics = CORE.filter(({ outcomeIds }) => outcomeIds[0] === id);
  const [first] = metrics;
  if (!first) throw new Error(`The outcome ${id} has no metric.`);
  const { numeratorDefinition, denominatorDefinition, window = "", sources, gotchas } = first;
  return {
    id,
    version: OUTCOMES_VERSION,
    order: index + 1,
    name,
    numeratorDefinition,
    denominatorDefinition,
    window,
    unit: "percent",
    polarity: "higher",
    sources,
    gotchas,
    metrics: metrics.map((metric) => metric.id),
  };
});
