import type { EarlierRelease } from "../../disclosure/release/count-system.ts";
import type { Hiding } from "../../disclosure/release/hiding.ts";
import { addressText, countsOf, type SourceCell } from "../../disclosure/release/release-cell.ts";
import { categoryKeyOf, dimensionKeyOf } from "../../measurement/index.ts";
import { periodKey } from "../../platform/time.ts";
import type { ElsewhereCell } from "./elsewhere.ts";

/**
 * What others printed, as an earlier release: where it agrees with the figure of now, that figure is out as far as it was printed; where
 * it does not, it is another figure of the same children. What says nothing of any figure of the release is left out.
 */
export function earlierElsewhere(
  printed: readonly ElsewhereCell[],
  cells: readonly SourceCell[],
): EarlierRelease {
  const byText = new Map(cells.map((cell) => [addressText(cell), cell]));
  const measures = new Map(cells.map(({ indicatorId, measure }) => [indicatorId, measure]));
  return {
    cells: printed.flatMap((one) => {
      const measure = measures.get(one.indicatorId);
      if (!measure) return [];
      const stated = statedCell(one, measure);
      const own = byText.get(addressText(stated));
      const agreed = own && agreement(one, own);
      if (own && agreed) return [{ source: own, hiding: agreed }];
      const counts = countsOf(stated);
      if (counts.kind === "none" || (counts.kind === "single" && counts.inside === null)) return [];
      const isWhole = counts.inside !== null;
      return [{ source: stated, hiding: isWhole ? ("nothing" as const) : ("inside" as const) }];
    }),
  };
}

function statedCell(one: ElsewhereCell, measure: SourceCell["measure"]): SourceCell {
  const { numerator = null, denominator = null, value = null } = one;
  return {
    indicatorId: one.indicatorId,
    periodKey: periodKey(one.period),
    placeCode: one.placeCode,
    dimensionKey: dimensionKeyOf(one.dimensions),
    category: categoryKeyOf(one.dimensions),
    measure,
    protectedAtSource: false,
    cell: { numerator, denominator, value, status: "ok" },
  };
}

/** How much of the figure of now is out by what was printed, where all that was printed fits it; undefined where something does not. */
function agreement(printed: ElsewhereCell, { cell, measure }: SourceCell): Hiding | undefined {
  const { numerator, denominator, value } = printed;
  if (denominator !== undefined && cell.denominator !== null && denominator !== cell.denominator)
    return undefined;
  if (numerator !== undefined && cell.numerator !== null && numerator !== cell.numerator) return undefined;
  if (value !== undefined && cell.value !== null && Math.abs(value - cell.value) > halfUnit(value))
    return undefined;
  const tellsInside = numerator !== undefined || value !== undefined;
  if (tellsInside) return "nothing";
  return measure.unit === "count" ? undefined : "inside";
}

/** Half a unit of the last decimal that a printed number shows. */
function halfUnit(value: number): number {
  const decimals = String(value).split(".")[1]?.length ?? 0;
  return 0.5 * 10 ** -decimals + 1e-9;
}
