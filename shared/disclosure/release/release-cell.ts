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

/** What a figure is measured in, and how it hangs together with others that a reader may have. */
export type ReleaseMeasure = Measure & {
  /** The figures of following periods add up to that of all of them: events, not children who are there all along. */
  readonly sumsOverTime?: true;
  /**
   * The name of a group of indicators whose denominators are the same children at the same period, place and category ("tested in
   * grade 3"). A count in such a group is the denominator itself.
   */
  readonly denominatorOf?: string;
};

/** A figure as its owner has it, and what it is measured in. */
export type SourceCell = CellAddress & {
  readonly measure: ReleaseMeasure;
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

/** One text for the table that a figure stands in: one indicator, period and place. */
export function tableText({ indicatorId, periodKey, placeCode }: CellAddress): string {
  return JSON.stringify([indicatorId, periodKey, placeCode]);
}

/** One text for the children that a figure is about: those of a period, place and category, whatever is counted of them. */
export function cohortText({ periodKey, placeCode, dimensionKey, category }: CellAddress): string {
  return JSON.stringify([periodKey, placeCode, dimensionKey, category]);
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
