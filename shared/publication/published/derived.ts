import { type Status, worstStatus } from "../../disclosure/protectable.ts";
import type { PublishedCell } from "../../disclosure/release/published-cell.ts";
import type { CellAddress } from "../../disclosure/release/release-cell.ts";
import type { CodebookEntry, Manifest } from "./manifest.ts";
import { compareAddresses } from "./reading-order.ts";

export const MEASURES = ["gap-to-total", "gap-to-best-off", "change"] as const;
export type DerivedMeasure = (typeof MEASURES)[number];

/**
 * A number made of published figures: a figure less the one that it is compared with, in the unit of the two (percentage points, of
 * percentages). It has the gravest status of its inputs, and no value where one of them has none.
 */
export type DerivedNumber = CellAddress & {
  readonly measure: DerivedMeasure;
  readonly unit: string;
  readonly value: number | null;
  readonly status: Status;
  readonly unreliable?: true;
  /** The figure it is compared with, where one can be named. */
  readonly comparedWith?: Pick<CellAddress, "periodKey" | "dimensionKey" | "category">;
};

type Input = Pick<PublishedCell, "value" | "status" | "unreliable"> & Partial<CellAddress>;

/** What is compared with a figure that a release does not have. */
const ABSENT: Input = { value: null, status: "x" };
/** What cannot be compared, by the sense of the numbers. */
const SENSELESS: Input = { value: null, status: "z" };
const MOST_DIGITS = 12;

/**
 * Gaps to everybody and to the best-off group, and changes to the period before, of the figures of one indicator: made of what is
 * published alone, in reading order. Counts have no gaps: a part is no better or worse than its whole.
 */
export function derivedNumbers(
  manifest: Manifest,
  indicator: CodebookEntry,
  cells: readonly PublishedCell[],
): DerivedNumber[] {
  const byAddress = new Map(cells.map((cell) => [textOf(cell), cell]));
  const groups = Map.groupBy(cells, (cell) => textOf({ ...cell, category: "" }));
  const best = new Map([...groups].map(([key, group]) => [key, bestOff(group, indicator.polarity)]));
  const before = periodsBefore(manifest, indicator);
  const find = (address: CellAddress) => byAddress.get(textOf(address)) ?? ABSENT;
  const comparisonsOf = (cell: PublishedCell): Partial<Record<DerivedMeasure, Input>> => {
    const earlier = before.get(cell.periodKey);
    const changes = earlier
      ? { change: isBroken(earlier, cell) ? SENSELESS : find({ ...cell, periodKey: earlier.key }) }
      : {};
    if (cell.dimensionKey === "all" || indicator.unit === "count") return changes;
    const total = find({ ...cell, dimensionKey: "all", category: "all" });
    const bestInput = best.get(textOf({ ...cell, category: "" }));
    return { "gap-to-total": total, ...(bestInput ? { "gap-to-best-off": bestInput } : {}), ...changes };
  };
  return [...cells].sort(compareAddresses).flatMap((cell) => {
    const comparisons = comparisonsOf(cell);
    return MEASURES.flatMap((measure) => {
      const other = comparisons[measure];
      return other ? [derive(cell, other, { measure, unit: differenceUnit(indicator.unit) })] : [];
    });
  });
}

function derive(
  cell: PublishedCell,
  other: Input,
  as: Pick<DerivedNumber, "measure" | "unit">,
): DerivedNumber {
  const { indicatorId, periodKey, placeCode, dimensionKey, category } = cell;
  return {
    ...{ indicatorId, periodKey, placeCode, dimensionKey, category },
    ...as,
    ...differenceOf(cell, other),
    ...(other.category === undefined ? {} : { comparedWith: placeOf(other, cell) }),
  };
}

/** A published figure less another one: with the gravest status of the two, and no value where one of them has none. */
export function differenceOf(
  cell: Input,
  other: Input,
): Pick<DerivedNumber, "value" | "status" | "unreliable"> {
  const status = worstStatus([cell.status, other.status]);
  const isWhole = cell.value !== null && other.value !== null && status !== "c";
  const value = isWhole ? difference(cell.value, other.value) : null;
  const isFew = isWhole && (cell.unreliable || other.unreliable);
  return {
    value,
    status: value === null && status === "ok" ? "x" : status,
    ...(isFew ? { unreliable: true as const } : {}),
  };
}

function placeOf(other: Input, cell: CellAddress) {
  const { periodKey, dimensionKey, category } = { ...cell, ...other };
  return { periodKey, dimensionKey, category };
}

/**
 * The best-off of the groups of one breakdown. Where one of them is hidden, nobody can say who it is, and the answer is hidden with
 * it; those for whom there is no figure anywhere are none of them.
 */
function bestOff(group: readonly PublishedCell[], polarity: string): Input | undefined {
  if (polarity !== "higher" && polarity !== "lower") return undefined;
  if (group.some(({ status }) => status === "c")) return { value: null, status: "c" };
  const sign = polarity === "higher" ? 1 : -1;
  const shown = group.filter(({ value }) => value !== null).sort(compareAddresses);
  return shown.reduce<Input>(
    (best, cell) => (best.value === null || sign * ((cell.value ?? 0) - best.value) > 0 ? cell : best),
    ABSENT,
  );
}

/** The period before a period, and whether the series broke between the two: for all, or for groups alone, whose categories changed. */
type Before = { readonly key: string; readonly breaks: readonly string[] };

/** The latest period of the same kind that ends before each one starts. A first period has none. */
export function periodsBefore(
  { periods }: Manifest,
  { seriesBreaks = [] }: CodebookEntry,
): Map<string, Before> {
  const before = new Map<string, Before>();
  for (const { key, kind, start, end } of periods) {
    const [earlier] = periods
      .filter((period) => period.kind === kind && period.end < start)
      .sort((a, b) => (a.end < b.end ? 1 : -1));
    if (!earlier) continue;
    const breaks = seriesBreaks.filter(({ startsOn }) => startsOn > earlier.start && startsOn <= end);
    before.set(key, { key: earlier.key, breaks: breaks.map((one) => one.kind) });
  }
  return before;
}

function isBroken({ breaks }: Before, { dimensionKey }: CellAddress): boolean {
  return breaks.some((kind) => kind !== "scheme" || dimensionKey !== "all");
}

/** Exact to the digits that the two have: what binary fractions add is no information. */
function difference(value: number, other: number): number {
  const digits = Math.min(Math.max(decimalsOf(value), decimalsOf(other)), MOST_DIGITS);
  const rounded = Number((value - other).toFixed(digits));
  return rounded === 0 ? 0 : rounded;
}

function decimalsOf(value: number): number {
  const text = String(value);
  return text.includes("e") ? MOST_DIGITS : (text.split(".")[1]?.length ?? 0);
}

/** In what a difference is told: percentages differ by points. */
export function differenceUnit(unit: string): string {
  return unit === "percent" ? "percentage-points" : unit;
}

function textOf({ indicatorId, periodKey, placeCode, dimensionKey, category }: CellAddress): string {
  return JSON.stringify([indicatorId, placeCode, dimensionKey, periodKey, category]);
}
