import type { PublishedCell } from "../../disclosure/release/published-cell.ts";
import { gapOf, gapVerdict, type Polarity } from "../../measurement/index.ts";
import { defined } from "../../platform/defined.ts";
import { differenceOf } from "../published/derived.ts";
import type { CodebookEntry } from "../published/manifest.ts";
import type { CardBreakdown, CardVerdict } from "../published/scorecard-document.ts";
import type { Spans } from "./spans.ts";

type Given = {
  /** The cells of one breakdown in one place. */
  readonly own: readonly PublishedCell[];
  /** Everybody in the same place. */
  readonly totals: readonly PublishedCell[];
  /** From which period everybody's change is told. */
  readonly base: string | undefined;
};

/** One breakdown at its latest period and at the one that it is compared with; undefined where there are no groups. */
export function composeBreakdown(
  entry: CodebookEntry,
  spans: Spans,
  { own, totals, base }: Given,
): CardBreakdown | undefined {
  const ordered = spans.series(own);
  const latestOne = ordered.at(-1);
  if (!latestOne) return undefined;
  const { dimensionKey, periodKey } = latestOne;
  const earlier = spans
    .unbroken(ordered, dimensionKey)
    .map((cell) => cell.periodKey)
    .filter((key) => key !== periodKey);
  const basePeriodKey = base !== undefined && earlier.includes(base) ? base : earlier[0];
  const at = (key: string | undefined) =>
    new Map(ordered.filter((cell) => cell.periodKey === key).map((cell) => [cell.category, cell]));
  const [now, then] = [at(periodKey), at(basePeriodKey)];
  const totalAt = (key: string) => totals.find((cell) => cell.periodKey === key) ?? ABSENT;
  const isCount = entry.unit === "count";
  return {
    ...{ dimensionKey, periodKey },
    ...defined({ basePeriodKey, verdict: isCount ? undefined : verdictOf(entry.polarity, now, then) }),
    groups: bySize([...now.values()]).map((latest) => {
      const before = then.get(latest.category);
      return {
        category: latest.category,
        latest,
        ...(before ? { base: before } : {}),
        ...(isCount ? {} : { gap: differenceOf(latest, totalAt(periodKey)) }),
        ...(isCount || !before ? {} : { baseGap: differenceOf(before, totalAt(before.periodKey)) }),
      };
    }),
  };
}

const ABSENT = { value: null, status: "x" } as const;

type Cells = ReadonlyMap<string, PublishedCell>;

/**
 * Where the gap between the group that a system serves best and the one it serves least went. Where a group is hidden nobody can say
 * which these are, and it is not said.
 */
function verdictOf(polarity: string, now: Cells, then: Cells): CardVerdict {
  if (polarity === "neutral") return "not-available";
  const cells = [...now.values()];
  if (cells.some(({ status }) => status === "c")) return "protected";
  const way = polarity as Polarity;
  const gap = gapOf(Object.fromEntries(now), { polarity: way });
  if (!gap) return "not-available";
  const pairOf = (from: Cells) =>
    [gap.reference, gap.furthestBehind].map(({ category }) => from.get(category));
  const [best, least] = pairOf(then);
  if ([best, least].some((cell) => cell?.status === "c")) return "protected";
  if (best?.value == null || least?.value == null) return "too-few-points";
  return gapVerdict(
    { reference: best.value, group: least.value },
    { reference: gap.reference.value, group: gap.furthestBehind.value },
    way,
  );
}

/** The largest group first, by published sizes alone; those whose size is not published come last, as they are stored. */
function bySize(cells: readonly PublishedCell[]): PublishedCell[] {
  return cells.toSorted((a, b) => (b.denominator ?? -1) - (a.denominator ?? -1));
}
