import type { EarlierRelease } from "../../disclosure/release/count-system.ts";
import type { Hiding } from "../../disclosure/release/hiding.ts";
import { isSmall, primaryHiding } from "../../disclosure/release/primary.ts";
import { addressText, countsOf, type SourceCell } from "../../disclosure/release/release-cell.ts";
import type { ReleasePolicy } from "../../disclosure/release/release-policy.ts";
import { categoryKeyOf, dimensionKeyOf } from "../../measurement/index.ts";
import { periodKey } from "../../platform/time.ts";
import type { Measures } from "../releases/measures.ts";
import type { ElsewhereCell } from "./elsewhere.ts";

type Heard = EarlierRelease["cells"][number];

/** A figure that may be what others printed; and whether its denominator is out already. */
export type Known = { readonly source: SourceCell; readonly isDenominatorOut: boolean };

/**
 * What others printed, as an earlier release: where it agrees with a figure of now or of an earlier release, that figure is out as far as
 * it was printed; where it agrees with none, it is another figure of the same children. What says nothing of any figure is left out, and so
 * is the rate alone of a small group: it tells no count while nobody knows of how many.
 *
 * @param known the figures of earlier releases, and then those of now
 * @param measures in what the figures of indicators are measured
 */
export function earlierElsewhere(
  printed: readonly ElsewhereCell[],
  {
    known,
    measures,
    policy,
  }: { readonly known: readonly Known[]; readonly measures: Measures; readonly policy: ReleasePolicy },
): EarlierRelease {
  const byText = Map.groupBy(known, ({ source }) => addressText(source));
  const cells = printed.flatMap((one): Heard[] => {
    const measure = measures.get(one.indicatorId);
    if (!measure) return [];
    const stated = statedCell(one, measure);
    const agreed = (byText.get(addressText(stated)) ?? []).flatMap((own) => {
      const hiding = agreement(one, own.source);
      return hiding ? [{ ...own, hiding }] : [];
    });
    if (agreed.length > 0) return agreed.filter((own) => tellsCounts(one, own, policy));
    const counts = countsOf(stated);
    if (counts.kind === "none" || (counts.kind === "single" && counts.inside === null)) return [];
    const isWhole = counts.inside !== null;
    return [{ source: stated, hiding: isWhole ? ("nothing" as const) : ("inside" as const) }];
  });
  return { cells: cells.map(({ source, hiding }) => ({ source, hiding })) };
}

/**
 * The addresses of figures that a print gives away whatever is hidden: of a small one its rate or its numerator alone, which fits few
 * denominators, while we would publish what the denominator follows from.
 */
export function givenAway(
  printed: readonly ElsewhereCell[],
  {
    cells,
    measures,
    policy,
  }: { readonly cells: readonly SourceCell[]; readonly measures: Measures; readonly policy: ReleasePolicy },
): string[] {
  const byText = new Map(cells.map((cell) => [addressText(cell), cell]));
  return printed.flatMap((one) => {
    const measure = measures.get(one.indicatorId);
    if (!measure || measure.unit === "count" || one.denominator !== undefined) return [];
    const text = addressText(statedCell(one, measure));
    const own = byText.get(text);
    const counts = own && countsOf(own);
    if (!own || counts?.kind !== "parts" || !agreement(one, own)) return [];
    return primaryHiding(counts, policy) === "nothing" ? [] : [text];
  });
}

/** Whether a print tells counts: a rate alone does where the denominator is out, or is going to be, since it is not small. */
function tellsCounts(
  { numerator, denominator }: ElsewhereCell,
  { source, isDenominatorOut }: Known,
  policy: ReleasePolicy,
): boolean {
  if (numerator !== undefined || denominator !== undefined || isDenominatorOut) return true;
  const counts = countsOf(source);
  return counts.kind !== "parts" || counts.all === null || !isSmall(counts.all, policy);
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
