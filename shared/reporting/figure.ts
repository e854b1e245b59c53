import * as z from "zod";
import { worstStatus } from "../disclosure/index.ts";
import {
  QualitySchema,
  STAGES,
  type Uncertainty,
  UncertaintyFieldsSchema,
  uncertaintyOf,
} from "../measurement/index.ts";
import { lazy } from "../platform/lazy.ts";
import { remembered } from "../platform/remembered.ts";
import { type Period, PeriodSchema, periodLabel } from "../platform/time.ts";

/** The letters of a figure's status: ok, or why there is no value (c confidential: it could lead to somebody). */
export const STATUSES = ["ok", "c", "x", "z", "u", "w"] as const;
/** Units of indicators, and of the difference of two percentages. */
export const FIGURE_UNITS = [
  "percent",
  "percentage-points",
  "rate",
  "count",
  "index",
  "ratio",
  "currency",
] as const;

/** In what a figure is measured; `ratePer` with a rate ("per 1,000"), `currency` with money. */
export const UnitFieldsSchema = lazy(() =>
  z.strictObject({
    unit: z.enum(FIGURE_UNITS),
    ratePer: z.int().optional(),
    currency: z.string().optional(),
  }),
);
export type UnitFields = z.infer<ReturnType<typeof UnitFieldsSchema>>;

/** One number of a report: null with a status where there is none to show, and the observation revisions behind it. */
export const FigureSchema = lazy(() =>
  z
    .strictObject({
      value: z.number().nullable(),
      ...UnitFieldsSchema().shape,
      status: z.enum(STATUSES),
      period: PeriodSchema(),
      /** The period as people write it: "2024-25". */
      label: z.string(),
      numerator: z.number().nullable().optional(),
      denominator: z.number().nullable().optional(),
      ...UncertaintyFieldsSchema().shape,
      stage: z.enum(STAGES).optional().meta({ description: "Whether the source calls it settled." }),
      quality: QualitySchema().optional(),
      from: z.array(z.string()).meta({ description: "References of the observation revisions behind it." }),
      withheldBy: z.literal("agreement").optional().meta({ description: "Not published by agreement." }),
      /** The version of the indicator that states it, for a baseline or a target that was set by people. */
      statedInVersion: z.int().optional(),
    })
    .meta({ id: "Figure" }),
);
export type Figure = z.infer<ReturnType<typeof FigureSchema>>;
export type FigureStatus = Figure["status"];

/** A number computed from figures. It has the gravest status among them, and no value unless all of them have one. */
export const DerivedSchema = lazy(() =>
  z
    .strictObject({
      value: z.number().nullable(),
      ...UnitFieldsSchema().shape,
      status: z.enum(STATUSES),
      quality: QualitySchema().optional(),
      withheldBy: z.literal("agreement").optional(),
      from: z.array(z.string()),
    })
    .meta({ id: "Derived" }),
);
export type Derived = z.infer<ReturnType<typeof DerivedSchema>>;

type Measured = Uncertainty & {
  readonly value: number | null;
  readonly status: FigureStatus;
  readonly numerator?: number | null | undefined;
  readonly denominator?: number | null | undefined;
  readonly stage?: Figure["stage"];
  readonly quality?: 1 | 2 | 3 | undefined;
  readonly withheldBy?: "agreement" | undefined;
};

/** A recorded cell as a figure. */
export function figureOf(
  cell: Measured,
  at: { period: Period; unit: UnitFields; from: readonly string[]; statedInVersion?: number | undefined },
): Figure {
  const { value, status, numerator, denominator, stage, quality, withheldBy } = cell;
  return {
    value,
    ...at.unit,
    status,
    period: at.period,
    // The figures of a set share its period, and calendars take their time.
    label: remembered(at.period, "label", () => periodLabel(at.period)),
    ...(numerator === undefined ? {} : { numerator }),
    ...(denominator === undefined ? {} : { denominator }),
    ...uncertaintyOf(cell),
    ...(stage === undefined ? {} : { stage }),
    ...(quality === undefined ? {} : { quality }),
    ...(withheldBy === undefined ? {} : { withheldBy }),
    from: [...at.from],
    ...(at.statedInVersion === undefined ? {} : { statedInVersion: at.statedInVersion }),
  };
}

/** Computes a number from figures, or withholds it with the gravest status where any of them has no value. */
export function derive<T extends Measured & { readonly from: readonly string[] }>(
  inputs: readonly T[],
  unit: UnitFields,
  compute: (values: readonly number[]) => number | undefined,
): Derived {
  const status = worstStatus(inputs.map((input) => input.status));
  const values = inputs.flatMap(({ value }) => (value === null ? [] : [value]));
  const isWhole = status === "ok" && values.length === inputs.length;
  const value = isWhole ? compute(values) : undefined;
  const quality = worstQuality(inputs);
  const hidden = inputs.filter((input) => input.status === "c");
  const isHeldBack = hidden.length > 0 && hidden.every(({ withheldBy }) => withheldBy === "agreement");
  return {
    value: value === undefined ? null : roundFigure(value),
    ...unit,
    status: value !== undefined || status !== "ok" ? status : "z",
    ...(quality === undefined ? {} : { quality }),
    ...(isHeldBack ? { withheldBy: "agreement" as const } : {}),
    from: [...new Set(inputs.flatMap(({ from }) => from))],
  };
}

/** The gravest quality among figures; undefined where none says anything of it. */
export function worstQuality(
  inputs: readonly { readonly quality?: 1 | 2 | 3 | undefined }[],
): 1 | 2 | 3 | undefined {
  return ([3, 2, 1] as const).find((quality) => inputs.some((input) => input.quality === quality));
}

/** The unit of a difference: of two percentages, percentage points. */
export function differenceUnit(unit: UnitFields): UnitFields {
  return unit.unit === "percent" ? { unit: "percentage-points" } : unit;
}

/** To six decimals, below which there is only the noise of floating point. */
export function roundFigure(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
