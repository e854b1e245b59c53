import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";

/** Words of a partnership in English, and in Spanish where it has them. */
function wordsSchema(most: number) {
  const text = z.string().trim().min(1).max(most);
  return z.strictObject({ en: text, es: text.optional() });
}

const SpanishSchema = lazy(() => z.string().trim().min(1).max(300));
const KeySchema = lazy(() => z.string().min(1).max(250));

const IndicatorChoiceSchema = lazy(() =>
  z.strictObject({
    id: idSchema("ind"),
    es: SpanishSchema().optional().meta({ description: "Its name in Spanish." }),
    about: wordsSchema(300).optional().meta({
      description: "What systems do here, in a sentence: it stands over the gaps.",
    }),
    showsTarget: z.boolean().default(false).meta({
      description: "Whether everybody sees the target for all children, and progress is classed by it.",
    }),
  }),
);

/** The names of groups in Spanish, together: they lie in one item with all else that is chosen, and twice in its history. */
const MOST_SPANISH = 50_000;
const TOO_MUCH_SPANISH = `Names of groups have at most ${MOST_SPANISH} characters together.`;

const SomethingSchema = (prefix: "str" | "sys") =>
  z.strictObject({ id: idSchema(prefix), es: SpanishSchema().optional() });

function uniqueById<T extends { readonly id: string }>(items: readonly T[]): boolean {
  return new Set(items.map(({ id }) => id)).size === items.length;
}

const TWICE = "Name each once.";

/** What a scorecard shows, as a partnership chooses it. Nothing else of its records goes out. */
export const ChoicesSchema = lazy(() =>
  z.strictObject({
    releaseId: idSchema("rel").meta({ description: "The published release that its figures are of." }),
    title: wordsSchema(200),
    introduction: wordsSchema(1500).optional(),
    missing: wordsSchema(1500).optional().meta({ description: "Who is missing from the data, and why." }),
    changes: wordsSchema(1500)
      .optional()
      .meta({ description: "What is other than in the scorecard before." }),
    placeCode: z.string().min(1).max(100).optional().meta({
      description: "Left out: the place of the release that lies in no other.",
    }),
    indicators: z.array(IndicatorChoiceSchema()).min(1).max(60).refine(uniqueById, TWICE).optional().meta({
      description: "In the order in which they are shown. Left out: all of the release, without targets.",
    }),
    dimensionKeys: z.array(KeySchema()).max(20).optional().meta({
      description: "Breakdowns. Left out: those by one dimension.",
    }),
    spanish: z
      .strictObject({
        dimensions: z.record(KeySchema(), SpanishSchema()).optional(),
        categories: z.record(KeySchema(), z.record(KeySchema(), SpanishSchema())).optional(),
      })
      .refine((all) => JSON.stringify(all).length <= MOST_SPANISH, TOO_MUCH_SPANISH)
      .optional()
      .meta({
        description: "What groups are called in Spanish, beside the names that come with the product.",
      }),
    strategies: z.array(SomethingSchema("str")).max(60).refine(uniqueById, TWICE).default([]),
    systemsChanges: z.array(SomethingSchema("sys")).max(60).refine(uniqueById, TWICE).default([]),
    showsMoney: z.boolean().default(false).meta({
      description: "By strategy, of commitments whose funders let their amounts be shown; of others nothing.",
    }),
    showsGateways: z
      .boolean()
      .default(false)
      .meta({ description: "Gateways that a network has found reached." }),
  }),
);
export type Choices = z.infer<ReturnType<typeof ChoicesSchema>>;

const EXAMPLE = {
  releaseId: "rel_01J9ZC5V7N8Q2R4S6T8V0W2X4Y",
  title: { en: "Harbour: are our children better off?", es: "Harbour: ¿están mejor nuestros niños?" },
  indicators: [{ id: "ind_01J9ZC5V7N8Q2R4S6T8V0W2X4Y", es: "Lectura en tercer grado", showsTarget: true }],
};

export const NewScorecardSchema = lazy(() =>
  ChoicesSchema()
    .extend({ partnershipId: idSchema("prt") })
    .meta({
      id: "NewScorecard",
      examples: [{ partnershipId: "prt_01J9ZC5V7N8Q2R4S6T8V0W2X4Y", ...EXAMPLE }],
    }),
);
export type NewScorecard = z.infer<ReturnType<typeof NewScorecardSchema>>;

/** What a scorecard that is not published shall show instead; left out, the same as before. */
export const RecomposeSchema = lazy(() =>
  z
    .strictObject({ choices: ChoicesSchema().optional() })
    .meta({ id: "ScorecardChoices", examples: [{ choices: EXAMPLE }] }),
);
