import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { DateSchema, PeriodSchema } from "../platform/time.ts";
import { DimensionsSchema } from "./dimension.ts";
import { PlaceSchema } from "./place.ts";
import { SENT_STAGES, STAGES, type Stage } from "./stage.ts";
import { type ConfidenceLevel, UncertaintyFieldsSchema } from "./uncertainty.ts";

/**
 * Whether there is a figure, and if not why, in the letters of the Government Statistical Service: ok; c confidential
 * (hidden by the source); x not available; z not applicable; u of low reliability; w none recorded.
 */
export const CELL_STATUSES = ["ok", "c", "x", "z", "u", "w"] as const;
export type CellStatus = (typeof CELL_STATUSES)[number];

/** How far a figure can be trusted: 1 no concern, 2 limited issues, 3 do not act on it (Urban Institute's flag). */
export const QualitySchema = lazy(() =>
  z.union([z.literal(1), z.literal(2), z.literal(3)]).meta({ id: "Quality" }),
);
export type Quality = 1 | 2 | 3;

/** One observation as it is sent: one cell of an indicator, in a period, a place and a subgroup. */
export const ObservationRowSchema = lazy(() =>
  z
    .strictObject({
      indicatorId: idSchema("ind"),
      period: PeriodSchema(),
      place: PlaceSchema().optional(),
      dimensions: DimensionsSchema().default({}),
      numerator: z.number().nonnegative().optional(),
      denominator: z.number().nonnegative().optional(),
      value: z.number().optional(),
      ...UncertaintyFieldsSchema().shape,
      status: z.enum(CELL_STATUSES).default("ok"),
      stage: z
        .enum(SENT_STAGES, 'Say "provisional" or "final": that a figure is revised follows.')
        .optional(),
      quality: QualitySchema().optional(),
      source: z.string().trim().min(1).max(300).optional(),
      method: z.string().trim().min(1).max(300).optional(),
      note: z.string().trim().min(1).max(300).optional(),
      collectedOn: DateSchema().optional(),
    })
    .meta({
      id: "ObservationRow",
      examples: [
        {
          indicatorId: "ind_01J9ZC5V7N8Q2R4S6T8V0W2X4Y",
          period: { start: "2024-07-01", end: "2025-06-30", kind: "school-year" },
          dimensions: { "race-ethnicity": "black" },
          numerator: 51,
          denominator: 102,
          quality: 1,
        },
        {
          indicatorId: "ind_01J9ZC5V7N8Q2R4S6T8V0W2X4Y",
          period: { start: "2024-01-01", end: "2024-12-31", kind: "calendar-year" },
          value: 18.4,
          margin: 2.1,
          confidenceLevel: 90,
          stage: "provisional",
          method: "American Community Survey, 1-year estimates",
          collectedOn: "2024-12-31",
        },
      ],
    }),
);
export type ObservationRow = z.infer<ReturnType<typeof ObservationRowSchema>>;
/** A row as a client or an import writes it: place, dimensions and status may be left out. */
export type ObservationRowInput = z.input<ReturnType<typeof ObservationRowSchema>>;

/** A cell as it is kept: counts where the source has them, else the value; what it is worth and where it came from. */
export type Cell = {
  readonly numerator?: number;
  readonly denominator?: number;
  readonly value?: number;
  readonly margin?: number;
  readonly lower?: number;
  readonly upper?: number;
  readonly confidenceLevel?: ConfidenceLevel;
  readonly status: CellStatus;
  readonly stage?: Stage;
  readonly quality?: Quality;
  readonly source?: string;
  readonly method?: string;
  readonly note?: string;
  readonly collectedOn?: string;
};

/** Cells by category key ("black+female"). */
export type Cells = Readonly<Record<string, Cell>>;

export const CellViewSchema = lazy(() =>
  z
    .object({
      dimensions: DimensionsSchema(),
      numerator: z.number().nullable(),
      denominator: z.number().nullable(),
      /** From numerator and denominator where both are there, else as recorded; null where the status is not ok. */
      value: z.number().nullable(),
      ...UncertaintyFieldsSchema().shape,
      status: z.enum(CELL_STATUSES),
      stage: z.enum(STAGES).optional(),
      quality: QualitySchema().optional(),
      source: z.string().optional(),
      method: z.string().optional(),
      note: z.string().optional(),
      collectedOn: z.string().optional(),
    })
    .meta({ id: "Cell" }),
);
export type CellView = z.infer<ReturnType<typeof CellViewSchema>>;

/** One revision of the cells that are stored together, as the API shows it and as a report cites it. */
export const ObservationSetSchema = lazy(() =>
  z
    .object({
      ref: z.string(),
      indicatorId: z.string(),
      indicatorVersion: z.int(),
      period: PeriodSchema(),
      place: PlaceSchema(),
      dimensionNames: z.array(z.string()),
      revision: z.int(),
      recordedAt: z.iso.datetime(),
      by: z.object({ principalId: z.string(), organisationId: z.string() }),
      reason: z.string().optional(),
      source: z.string().optional(),
      protectedAtSource: z.boolean(),
      /** The exception by which it was recorded in a locked period. */
      exceptionId: z.string().optional(),
      /** The submission by whose approval it was recorded. */
      submissionId: z.string().optional(),
      /** The data agreement under which it was recorded. */
      agreementId: z.string().optional(),
      /** The agreements that any of its figures may be under. */
      agreementIds: z.array(z.string()).optional(),
      cells: z.array(CellViewSchema()),
      /** The revision before this one, absent for the first. */
      previousRef: z.string().optional(),
      previousHash: z.string(),
      hash: z.string(),
    })
    .meta({ id: "ObservationSet" }),
);
export type ObservationSetView = z.infer<ReturnType<typeof ObservationSetSchema>>;
