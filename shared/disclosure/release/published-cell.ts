import type { Status } from "../protectable.ts";
import type { CellPlan } from "./plan-release.ts";
import { type CellAddress, countsOf, type SourceCell } from "./release-cell.ts";
import type { ReleasePolicy } from "./release-policy.ts";

/**
 * A figure as everybody reads it. A hidden one is a row like any other, status "c", with no word on why: whether it is small itself or
 * hidden for another's sake would narrow it down. `band`: between which percentages its rate is, the upper end not in it unless 100.
 */
export type PublishedCell = CellAddress & {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly band?: { readonly from: number; readonly to: number };
  readonly status: Status;
  /** So few children that the rate says little; they are no fewer than may be told. */
  readonly unreliable?: true;
};

/** A figure as a plan lets it be read. */
export function publishedCell(source: SourceCell, plan: CellPlan, policy: ReleasePolicy): PublishedCell {
  const { indicatorId, periodKey, placeCode, dimensionKey, category, cell } = source;
  const address = { indicatorId, periodKey, placeCode, dimensionKey, category };
  const counts = countsOf(source);
  if (plan.hiding === "all") return { ...address, ...NO_FIGURE, status: hiddenStatus(cell.status) };
  if (plan.hiding === "inside") {
    const denominator = counts.kind === "parts" ? cell.denominator : null;
    const band = plan.band && { from: plan.band.from, to: plan.band.to };
    return {
      ...address,
      ...NO_FIGURE,
      denominator,
      ...(band ? { band } : {}),
      status: hiddenStatus(cell.status),
    };
  }
  const all = counts.kind === "parts" ? counts.all : null;
  const { value, status } = cell;
  if (counts.kind === "none") return { ...address, ...NO_FIGURE, value, status };
  const isFew = all !== null && value !== null && all < policy.reliabilityMinimum;
  return {
    ...address,
    // As its source has it: what only follows from a rounded rate is no figure of anybody's.
    numerator: counts.kind === "single" ? counts.inside : cell.numerator,
    denominator: counts.kind === "single" ? null : cell.denominator,
    value,
    status,
    ...(isFew ? { unreliable: true as const } : {}),
  };
}

const NO_FIGURE = { numerator: null, denominator: null, value: null };

/** What nobody has is said to be so; all else that is hidden is called the same. */
function hiddenStatus(status: Status): Status {
  return status === "x" || status === "w" || status === "z" ? status : "c";
}
