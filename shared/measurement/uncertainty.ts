import * as z from "zod";
import { defined } from "../platform/defined.ts";
import { lazy } from "../platform/lazy.ts";
import type { ProblemPlace } from "../platform/problem.ts";

/** The levels, in percent, at which sources print a margin of error or bounds; 68 is one standard error to either side. */
export const CONFIDENCE_LEVELS = [68, 80, 90, 95, 98, 99] as const;
export type ConfidenceLevel = (typeof CONFIDENCE_LEVELS)[number];

/**
 * How sure an estimate is, as its source says it: a margin of error (half the width of an interval, in the figure's own unit)
 * with its level, or lower and upper bounds. Of a full count nothing is said.
 */
export type Uncertainty = {
  readonly margin?: number | undefined;
  readonly lower?: number | undefined;
  readonly upper?: number | undefined;
  readonly confidenceLevel?: ConfidenceLevel | undefined;
};

export const ConfidenceLevelSchema = lazy(() =>
  z
    .literal([...CONFIDENCE_LEVELS])
    .meta({ id: "ConfidenceLevel", description: "In percent: at which level a margin or bounds are given." }),
);

/** The fields of a figure's uncertainty; each is left out where the source does not say it, and where the figure is withheld. */
export const UncertaintyFieldsSchema = lazy(() =>
  z.object({
    margin: z.number().nonnegative().optional(),
    lower: z.number().optional(),
    upper: z.number().optional(),
    confidenceLevel: ConfidenceLevelSchema().optional(),
  }),
);

/** The uncertainty among other fields of a figure. */
export function uncertaintyOf(figure: Uncertainty): ReturnType<typeof defined<Uncertainty>> {
  const { margin, lower, upper, confidenceLevel } = figure;
  return defined({ margin, lower, upper, confidenceLevel });
}

const FIELDS = ["margin", "lower", "upper", "confidenceLevel"] as const;

/** Without a figure there is nothing to be unsure of. */
export function uncertaintyWithoutFigure(given: Uncertainty, status: string): ProblemPlace[] {
  return FIELDS.filter((name) => given[name] !== undefined).map((name) => ({
    pointer: `/${name}`,
    detail: `A cell of status "${status}" has no ${name}.`,
  }));
}

/**
 * What is wrong with the uncertainty given for a figure: a margin without its level, one bound without the other, both kinds at
 * once, or bounds that do not lie around the figure, compared to half a unit of the last decimal that the bound shows.
 */
export function uncertaintyFaults(given: Uncertainty, value: number): ProblemPlace[] {
  const { margin, lower, upper, confidenceLevel } = given;
  const bounded = lower !== undefined || upper !== undefined;
  if (margin !== undefined && bounded)
    return [{ pointer: "/margin", detail: "Give a margin of error or bounds, not both." }];
  if (margin !== undefined && confidenceLevel === undefined)
    return [
      { pointer: "/confidenceLevel", detail: "Say at which level the margin of error is given, such as 90." },
    ];
  if (confidenceLevel !== undefined && margin === undefined && !bounded)
    return [{ pointer: "/confidenceLevel", detail: "A level belongs to a margin of error or to bounds." }];
  return bounded ? boundFaults({ lower, upper }, value) : [];
}

function boundFaults({ lower, upper }: Pick<Uncertainty, "lower" | "upper">, value: number): ProblemPlace[] {
  if (lower === undefined || upper === undefined) {
    const missing = lower === undefined ? "lower" : "upper";
    return [{ pointer: `/${missing}`, detail: "Bounds come in pairs: give the lower and the upper one." }];
  }
  const faults: ProblemPlace[] = [];
  if (lower > value + halfUnit(lower))
    faults.push({
      pointer: "/lower",
      detail: `The lower bound, ${lower}, lies above the figure, which is ${value}.`,
    });
  if (upper < value - halfUnit(upper))
    faults.push({
      pointer: "/upper",
      detail: `The upper bound, ${upper}, lies below the figure, which is ${value}.`,
    });
  return faults;
}

/** Half a unit of the last decimal that a printed number shows: how far it may lie from what it was rounded from. */
export function halfUnit(printed: number): number {
  const decimals = /\.(\d+)$/.exec(String(printed))?.[1]?.length ?? 0;
  return 0.5 * 10 ** -decimals;
}
