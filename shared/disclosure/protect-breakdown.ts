import { complement, impliedCounts, judgeCell } from "./judge-cell.ts";
import { DEFAULT_POLICY, type DisclosurePolicy, hidesSmall, isSmall } from "./policy.ts";
import type { Measure, ProtectableCell, ProtectableSet } from "./protectable.ts";

/** The key of the set that holds everybody, and of its only cell. */
const ALL = "all";

/** The total and every breakdown of one indicator in one place and period, by dimension key ("all", "race-ethnicity+sex"). */
export type ProtectableTable<Set extends ProtectableSet = ProtectableSet> = Readonly<Record<string, Set>>;

/**
 * A table as others than its owner may see it. A whole breakdown is withheld (every cell: no numerator, no denominator, no
 * value, no margin or bounds, status "c") where any of its cells is small or cannot be judged, or where what is left of a total, or of a cell of a
 * coarser breakdown, gives a small or a hidden count away. Where the total is small itself, all is withheld. What is held back by an
 * agreement is withheld whatever its counts, and says so. A policy that hides nothing for its size withholds that alone.
 */
export function protectTable<Set extends ProtectableSet>(
  table: ProtectableTable<Set>,
  options: { measure: Measure; policy?: DisclosurePolicy },
): { readonly table: ProtectableTable<Set>; readonly withheld: readonly string[] } {
  const { measure, policy = DEFAULT_POLICY } = options;
  const context = { measure, policy };
  const hides = hidesSmall(policy);
  const total = table[ALL];
  const totalIsSmall = hides && total ? judgements(total, context).includes("small") : false;
  const withheld = Object.entries(table)
    .filter(
      ([key, set]) =>
        totalIsSmall || set.heldBack === true || (hides && tellsTooMuch({ table, key, set }, context)),
    )
    .map(([key]) => key);
  const show = (set: Set) => (hides ? withoutHiddenCounts(set) : set);
  const shown = Object.entries(table).map(
    ([key, set]) => [key, withheld.includes(key) ? withhold(set) : show(set)] as const,
  );
  return { table: Object.fromEntries(shown), withheld };
}

type Context = { readonly measure: Measure; readonly policy: DisclosurePolicy };

/** Whether a breakdown has a cell that is not safe, or gives a count away beside what is coarser. */
function tellsTooMuch(
  at: { table: ProtectableTable; key: string; set: ProtectableSet },
  context: Context,
): boolean {
  return (
    judgements(at.set, context).some((judgement) => judgement !== "safe") || subtractionTells(at, context)
  );
}

function judgements(set: ProtectableSet, context: Context) {
  return Object.values(set.cells).map((cell) => judgeCell(cell, { ...context, set }));
}

/** Whether the total, or a cell of a breakdown by some of the same dimensions, minus the cells that make it up tells a count. */
function subtractionTells(
  at: { table: ProtectableTable; key: string; set: ProtectableSet },
  context: Context,
): boolean {
  return Object.entries(at.table).some(([wholeKey, wholeSet]) => {
    const positions = positionsOf(wholeKey, at.key);
    if (!positions) return false;
    const parts = Object.entries(at.set.cells).map(([category, cell]) => {
      const categories = category.split("+");
      return { cell, whole: positions.map((position) => categories[position]).join("+") };
    });
    return Object.entries(wholeSet.cells).some(([category, whole]) => {
      const cells = parts.filter((part) => positions.length === 0 || part.whole === category);
      return remainderTells(
        cells.map((part) => part.cell),
        whole,
        context,
      );
    });
  });
}

/** Where the dimensions of a coarser breakdown stand among those of a finer one; undefined where it is none. */
function positionsOf(coarser: string, finer: string): number[] | undefined {
  if (coarser === finer) return undefined;
  if (coarser === ALL) return [];
  const names = finer.split("+");
  const positions = coarser.split("+").map((name) => names.indexOf(name));
  return positions.includes(-1) ? undefined : positions;
}

/**
 * Whether a whole minus its known parts tells a count: one from 1 to 9 of those who are missing from the parts, or that of
 * the only hidden part, or that all hidden parts are 0. Below zero the parts overlap and nothing follows.
 */
function remainderTells(
  parts: readonly ProtectableCell[],
  whole: ProtectableCell,
  context: Context,
): boolean {
  const hidden = parts.filter((cell) => cell.status === "c" || cell.status === "u").length;
  const known = parts.filter((cell) => cell.status === "ok");
  if (parts.length === 0) return false;
  return COUNTS.some((count) => {
    const all = count(whole, context.measure);
    const counts = known.map((cell) => count(cell, context.measure));
    if (all === null || counts.includes(null)) return false;
    const remainder = counts.reduce<number>((rest, part) => rest - (part ?? 0), all);
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
  const why = set.heldBack ? { withheldBy: "agreement" as const } : {};
  return mapCells(set, (cell) => ({ ...withoutFigures(cell), ...why, status: "c" }));
}

/** Counts beside a rate that the source hides or doubts are the rate: they are not shown with it. */
function withoutHiddenCounts<Set extends ProtectableSet>(set: Set): Set {
  return mapCells(set, (cell) => (cell.status === "ok" ? cell : withoutFigures(cell)));
}

function withoutFigures(cell: ProtectableCell): ProtectableCell {
  const { margin, lower, upper, confidenceLevel, ...rest } = cell;
  return { ...rest, numerator: null, denominator: null, value: null };
}

function mapCells<Set extends ProtectableSet>(
  set: Set,
  change: (cell: ProtectableCell) => ProtectableCell,
): Set {
  const cells = Object.entries(set.cells).map(([category, cell]) => [category, change(cell)] as const);
  return { ...set, cells: Object.fromEntries(cells) };
}
