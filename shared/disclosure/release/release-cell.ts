import { impliedCounts } from "../judge-cell.ts";
import type { Measure, ProtectableCell } from "../protectable.ts";

/** Where a figure stands: one indicator, period and place, by one set of dimensions ("all", "race-ethnicity+sex"), one category of it. */
export type CellAddress = {
  readonly indicatorId: string;
  readonly periodKey: string;
  readonly placeCode: string;
  readonly dimensionKey: string;
  /** Category by category in the order of the dimensions: "asian+female"; "all" of the total. */
  readonly category: string;
};

/** A figure as its owner has it, and what it is measured in. */
export type SourceCell = CellAddress & {
  readonly measure: Measure;
  readonly protectedAtSource: boolean;
  readonly cell: ProtectableCell;
};

/**
 * The counts that a figure rests on. `parts`: a numerator and those who are in the denominator but not in it, two counts that add up
 * to the denominator; `single`: one count of its own; `none`: no count is known to stand behind it. A count that nobody knows is null.
 */
export type Counts =
  | {
      readonly kind: "parts";
      readonly inside: number | null;
      readonly outside: number | null;
      readonly all: number | null;
    }
  | { readonly kind: "single"; readonly inside: number | null }
  | { readonly kind: "none" };

/** One text for an address, which sorts cells of one table together. */
export function addressText({
  indicatorId,
  periodKey,
  placeCode,
  dimensionKey,
  category,
}: CellAddress): string {
  return [indicatorId, periodKey, placeCode, dimensionKey, category]
    .map((part) => encodeURIComponent(part))
    .join("/");
}

/** The counts behind a figure, the ones that follow from a percentage included. */
export function countsOf({ cell, measure }: SourceCell): Counts {
  if (cell.status === "z") return { kind: "none" };
  if (measure.unit === "count") return { kind: "single", inside: cell.numerator ?? cell.value };
  if (measure.unit !== "percent" && measure.unit !== "rate") return { kind: "none" };
  const { numerator, denominator } = impliedCounts(cell, measure);
  if (numerator !== null && denominator !== null) {
    if (numerator > denominator) return { kind: "none" };
    return { kind: "parts", inside: numerator, outside: denominator - numerator, all: denominator };
  }
  if (cell.status === "ok" && numerator === null && denominator === null) return { kind: "none" };
  return { kind: "parts", inside: numerator, outside: null, all: denominator };
}
