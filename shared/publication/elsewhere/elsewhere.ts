import * as z from "zod";
import { ReasonSchema } from "../../identity/reason.ts";
import { DimensionsSchema } from "../../measurement/index.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { DateSchema } from "../../platform/time.ts";

/** The most figures of one registration. A larger release is registered in several. */
export const MOST_ELSEWHERE_CELLS = 2_000;

/** A figure that somebody else has printed of the same children, as far as it was printed. */
export const ElsewhereCellSchema = lazy(() =>
  z
    .strictObject({
      indicatorId: idSchema("ind"),
      period: z.strictObject({ start: DateSchema(), end: DateSchema() }),
      placeCode: z.string().min(1).max(100),
      dimensions: DimensionsSchema().default({}),
      numerator: z.int().nonnegative().optional(),
      denominator: z.int().nonnegative().optional(),
      value: z.number().optional().meta({ description: "The rate or the count, as it was printed." }),
    })
    .refine(
      ({ numerator, denominator, value }) => [numerator, denominator, value].some((one) => one !== undefined),
      { message: "Give what was printed of this figure, or leave it out." },
    )
    .meta({ id: "FigureMadeElsewhere" }),
);
export type ElsewhereCell = z.infer<ReturnType<typeof ElsewhereCellSchema>>;

/** A release that others made of figures of the same children, such as a state's report card. */
export const NewElsewhereSchema = lazy(() =>
  z
    .strictObject({
      title: z.string().trim().min(1).max(200),
      publisher: z.string().trim().min(1).max(200),
      publishedOn: DateSchema(),
      url: z
        .url({ protocol: /^https?$/ })
        .max(1000)
        .optional(),
      cells: z.array(ElsewhereCellSchema()).min(1).max(MOST_ELSEWHERE_CELLS),
    })
    .meta({
      id: "NewReleaseMadeElsewhere",
      examples: [
        {
          title: "Report card 2024-25",
          publisher: "State Department of Education",
          publishedOn: "2025-12-01",
          cells: [
            {
              indicatorId: "ind_01J9ZC5V7N8Q2R4S6T8V0W2X4Y",
              period: { start: "2024-07-01", end: "2025-06-30" },
              placeCode: "0090001",
              dimensions: { "race-ethnicity": "black" },
              denominator: 212,
              value: 81.6,
            },
          ],
        },
      ],
    }),
);
export type NewElsewhere = z.infer<ReturnType<typeof NewElsewhereSchema>>;

/** Why a registration was a mistake: it is not taken into account any more. */
export const ElsewhereRetractionSchema = lazy(() =>
  z.strictObject({ reason: ReasonSchema() }).meta({ id: "RetractionOfReleaseMadeElsewhere" }),
);

export const ElsewhereSchema = lazy(() =>
  z
    .object({
      id: idSchema("ext"),
      partnershipId: idSchema("prt"),
      title: z.string(),
      publisher: z.string(),
      publishedOn: DateSchema(),
      url: z.string().optional(),
      cellCount: z.int(),
      retracted: z.object({ at: z.iso.datetime(), reason: z.string() }).optional(),
      version: z.int(),
      recordedAt: z.iso.datetime(),
    })
    .meta({ id: "ReleaseMadeElsewhere" }),
);
export type Elsewhere = z.infer<ReturnType<typeof ElsewhereSchema>>;
