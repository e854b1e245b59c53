import { complement, impliedCounts, judgeCell } from "./judge-cell.ts";
import { DEFAULT_POLICY, type DisclosurePolicy, isSmall } from "./policy.ts";
import type { Measure, ProtectableCell, ProtectableSet } from "./protectable.ts";

/** The key of the set that holds everybody, and of its only cell. */
const ALL = "all";

/** The total and every breakdown of one indicator in one place and period, by dimension key ("all", "race-ethnicity+sex"). */
export type ProtectableTable<Set extends ProtectableSet = ProtectableSet> = Readonly<Record<string, Set>>;

/**
 * A table as others than its owner may see it. A whole breakdown is withheld (every cell: no numerator, no denominator, no
 * value, status "c") where any of its cells is small or cannot be judged, or where what is left of the total gives a small
 * or a hidden count away. The total is withheld where it is small itself, and with it all that adds up to it.
 */
export function protectTable<Set extends ProtectableSet>(
  table: ProtectableTable<Set>,
  options: { measure: Measure; policy?: DisclosurePolicy },
): { readonly table: ProtectableTable<Set>; readonly withheld: readonly string[] } {
  const { measure, policy = DEFAULT_POLICY } = options;
  const context = { measure, policy };
  const total = table[ALL];
  const totalIsSmall = total ? judgements(total, context).includes("small") : false;
  const withheld = Object.entries(table)
    .filter(([key, set]) => {
      if (totalIsSmall || judgements(set, context).some((judgement) => judgement !== "safe")) return true;
      return key !== ALL && total !== undefined && remainderTells(set, total, context);
    })
    .map(([key]) => key);
  const shown = Object.entries(table).map(
    ([key, set]) => [key, withheld.includes(key) ? withhold(set) : withoutHiddenCounts(set)] as const,
  );
  return { table: Object.fromEntries(shown), withheld };
}

type Context = { readonly measure: Measure; readonly policy: DisclosurePolicy };

function judgements(set: ProtectableSet, context: Context) {
  return Object.values(set.cells).map((cell) => judgeCell(cell, { ...context, set }));
}

/**
 * Whether total minus all known cells tells a count: one from 1 to 9 of those who are missing from the breakdown, or the
 * count of the only hidden cell, or that all hidden cells are 0. Below zero the categories overlap and nothing follows.
 */
function remainderTells(set: ProtectableSet, totalSet: ProtectableSet, context: Context): boolean {
  const total = totalSet.cells[ALL];
  if (!total) return false;
  const cells = Object.values(set.cells);
  const hidden = cells.filter((cell) => cell.status === "c" || cell.status === "u").length;
  return COUNTS.some((count) => {
    const whole = count(total, context.measure);
    if (whole === null) return false;
    const known = cells.filter((cell) => cell.status === "ok").map((cell) => count(cell, context.measure));
    if (known.some((part) => part === null)) return false;
    const remainder = known.reduce<number>((rest, part) => rest - (part ?? 0), whole);
    if (isSmall(remainder, context.policy)) return true;
    return (hidden === 1 && remainder >= 0) || (hidden > 1 && remainder === 0);
  });
}

/** What of a cell adds up to the total's: numerator, denominator, and those in one but not in the other. */
const COUNTS: readonly ((cell: ProtectableCell, measure: Measure) => number | null)[] = [
  (cell, measure) => impliedCounts(cell, measure).numerator,
  (cell, measure) => impliedCounts(cell, measure).denominator,
  (cell, measure) => {
    const { numerator, denominator } = impliedCounts(cell, measure);
    return complement(numerator, denominator, measure);
  },
];

function withhold<Set extends ProtectableSet>(set: Set): Set {
  return mapCells(set, (cell) => ({ ...cell, numerator: null, denominator: null, value: null, status: "c" }));
}

/** Counts beside a rate that the source hides or doubts are the rate: they are not shown with it. */
function withoutHiddenCounts<Set extends ProtectableSet>(set: Set): Set {
  return mapCells(set, (cell) =>
    cell.status === "ok" ? cell : { ...cell, numerator: null, denominator: null, value: null },
  );
}

function mapCells<Set extends ProtectableSet>(
  set: Set,
  change: (cell: ProtectableCell) => ProtectableCell,
): Set {
  const cells = Object.entries(set.cells).map(([category, cell]) => [category, change(cell)] as const);
  return { ...set, cells: Object.fromEntries(cells) };
}
